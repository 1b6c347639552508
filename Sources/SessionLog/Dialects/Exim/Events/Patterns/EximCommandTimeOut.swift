// SPDX-License-Identifier: Apache-2.0

/// The server gave up waiting for a command, with 421.
enum EximCommandTimeOut: EximPattern {
  static let name = "command-time-out"
  static let meaning = "No command came in time; the server closed the connection."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP command timeout on "]
  static let samples = [
    EximSample(
      "SMTP command timeout on connection from mta5.oldpost.example [203.0.113.74]",
      gives: "commandTimeOut name=mta5.oldpost.example address=203.0.113.74"),
    EximSample(
      "SMTP command timeout on TLS connection from mta5.oldpost.example [203.0.113.74]:41443 I=[198.51.100.25]:25 D=4s",
      versions: "4.97–",
      gives: "commandTimeOut name=mta5.oldpost.example address=203.0.113.74 port=41443"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("SMTP command timeout on ") else { return false }
    statement.marks.insert(.statesTLS)
    if cursor.skip("TLS ") { statement.marks.insert(.usesTLS) }
    guard cursor.skip("connection "), statement.readPeer(&cursor) else { return false }
    statement.kind = .commandTimeOut
    return true
  }
}
