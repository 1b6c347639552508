// SPDX-License-Identifier: Apache-2.0

/// The server gave up waiting for the rest of a message.
enum EximDataTimeOut: EximPattern {
  static let name = "data-time-out"
  static let meaning = "The message did not come in time; the server closed the connection."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP data timeout (message abandoned) on "]
  static let samples = [
    EximSample(
      "SMTP data timeout (message abandoned) on connection from mta5.oldpost.example [203.0.113.74] F=<a@oldpost.example>",
      id: true,
      gives:
        "dataTimeOut name=mta5.oldpost.example address=203.0.113.74 sender=a@oldpost.example"),
    EximSample(
      "SMTP data timeout (message abandoned) on TLS connection from (x) [203.0.113.74] F=<> D=4s",
      gives: "dataTimeOut helo=x address=203.0.113.74 sender=<>"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("SMTP data timeout (message abandoned) on ") else { return false }
    _ = cursor.skip("TLS ")
    guard cursor.skip("connection "), statement.readPeer(&cursor) else { return false }
    statement.readItems(&cursor)
    statement.kind = .dataTimeOut
    return true
  }
}
