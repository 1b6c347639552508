// SPDX-License-Identifier: Apache-2.0

/// The daemon refused a connection before any greeting: 554 for a host that is refused always, 421
/// when there are too many connections or the load is too high.
enum EximRefusedConnection: EximPattern {
  static let name = "refused-connection"
  static let meaning = "A connection was refused before the greeting."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["refused connection from ", "Connection from "]
  static let samples = [
    EximSample(
      "Connection from [203.0.113.71]:4711 refused: too many connections from that IP address",
      gives:
        "refusedConnection address=203.0.113.71 port=4711 verb=connect temporary detail=too many connections from that IP address"
    ),
    EximSample(
      "refused connection from mta1.oldpost.example [203.0.113.70] (host_reject_connection)",
      gives:
        "refusedConnection name=mta1.oldpost.example address=203.0.113.70 verb=connect detail=host_reject_connection"
    ),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    statement.verb = .connect
    statement.kind = .refusedConnection
    if cursor.skip("refused connection from ") {
      guard let host = EximHost.read(&cursor) else { return false }
      statement.host = host
      if cursor.skip(" "), let why = EximConnection.bracketed(&cursor) { statement.detail = why }
      return true
    }
    guard cursor.skip("Connection from "), let host = EximHost.read(&cursor),
      cursor.skip(" refused: ")
    else { return false }
    statement.host = host
    statement.marks.insert(.temporary)
    statement.detail = cursor.rest()
    return true
  }
}
