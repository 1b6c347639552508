// SPDX-License-Identifier: Apache-2.0

/// The client closed the connection in a mail transaction (`+lost_incoming_connection`, which is on
/// by default).
enum EximDisconnection: EximPattern {
  static let name = "disconnection"
  static let meaning = "The client closed the connection in a mail transaction, without QUIT."
  static let place = EximPlace.start
  static let openings: [StaticString] = [
    "unexpected disconnection while reading SMTP command from "
  ]
  static let samples = [
    EximSample(
      "unexpected disconnection while reading SMTP command from mta1.cloudpost.example [203.0.113.60]:46835 I=[198.51.100.25]:25 D=0.077s",
      versions: "4.90–",
      gives: "disconnected name=mta1.cloudpost.example address=203.0.113.60 port=46835"),
    EximSample(
      "unexpected disconnection while reading SMTP command from (x) [203.0.113.60] (error: Connection reset by peer)",
      gives: "disconnected helo=x address=203.0.113.60 detail=error: Connection reset by peer"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("unexpected disconnection while reading SMTP command from "),
      let host = EximHost.read(&cursor)
    else { return false }
    statement.host = host
    statement.kind = .disconnected
    if cursor.skip(" "), let detail = EximConnection.bracketed(&cursor) {
      statement.detail = detail
    }
    return true
  }
}
