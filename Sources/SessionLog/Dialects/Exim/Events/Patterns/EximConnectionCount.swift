// SPDX-License-Identifier: Apache-2.0

/// The daemon accepted a connection (`+smtp_connection`). Up to 4.96 the process is the daemon's,
/// since 4.97 that of the connection. Nothing was looked up yet, so no name is known.
enum EximConnectionCount: EximPattern {
  static let name = "connection-count"
  static let meaning = "A connection was accepted."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP connection from "]
  static let samples = [
    EximSample(
      "SMTP connection from [203.0.113.53] (TCP/IP connection count = 1)",
      gives: "connected address=203.0.113.53"),
    EximSample(
      "SMTP connection from [203.0.113.53]:43411 I=[198.51.100.25]:25 Ci=2317 (TCP/IP connection count = 2)",
      versions: "4.97–", gives: "connected address=203.0.113.53 port=43411 connection=2317"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("SMTP connection from "), let host = EximHost.read(&cursor),
      cursor.sees(" (TCP/IP connection count = ")
    else { return false }
    statement.host = host
    statement.kind = .connected
    return true
  }
}
