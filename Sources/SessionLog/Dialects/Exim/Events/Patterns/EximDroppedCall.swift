// SPDX-License-Identifier: Apache-2.0

/// The server closed a connection since the client made too many mistakes.
enum EximDroppedCall: EximPattern {
  static let name = "dropped-call"
  static let meaning = "The client made too many mistakes; the server closed the connection."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP call from "]
  static let samples = [
    EximSample(
      "SMTP call from (x) [203.0.113.4]:4711 dropped: too many unrecognized commands (last was \"JUNK4\")",
      gives:
        "dropped helo=x address=203.0.113.4 port=4711 detail=too many unrecognized commands (last was \"JUNK4\")"
    )
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("SMTP call from "), let host = EximHost.read(&cursor),
      cursor.skip(" dropped: ")
    else { return false }
    statement.host = host
    statement.kind = .dropped
    statement.marks.insert(.rejected)
    statement.detail = cursor.rest()
    return true
  }
}
