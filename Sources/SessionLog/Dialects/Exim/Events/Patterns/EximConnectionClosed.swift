// SPDX-License-Identifier: Apache-2.0

/// A connection was closed in good order (`+smtp_connection`): by QUIT, by a `drop` of an ACL, at an
/// end of file where that is not loss, or since the daemon was stopped.
enum EximConnectionClosed: EximPattern {
  static let name = "connection-closed"
  static let meaning = "A connection was closed: by QUIT, by us, or at the end of input."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP connection "]
  static let samples = [
    EximSample(
      "SMTP connection from mta2.uni.example [203.0.113.41]:46241 I=[198.51.100.25]:25 closed by QUIT",
      gives: "quit name=mta2.uni.example address=203.0.113.41 port=46241"),
    EximSample(
      "SMTP connection Ci=2314 from mta4.uni.example (a b) [2001:db8:4::4] D=0.128s closed by QUIT",
      versions: "4.97–",
      gives: "quit name=mta4.uni.example helo=a b address=2001:db8:4::4 connection=2314"),
    EximSample(
      "SMTP connection from [203.0.113.242] closed by DROP in ACL",
      gives: "closedByUs address=203.0.113.242"),
    EximSample(
      "SMTP connection from (x) [203.0.113.242] closed by EOF",
      gives: "closedByEOF helo=x address=203.0.113.242"),
    EximSample(
      "SMTP connection from mta2.uni.example [203.0.113.41] closed after SIGTERM",
      gives: "terminated name=mta2.uni.example address=203.0.113.41"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard EximConnection.read(&cursor, into: &statement), cursor.skip(" closed ") else {
      return false
    }
    if cursor.skip("by QUIT") {
      statement.kind = .quit
    } else if cursor.skip("by DROP") {
      statement.kind = .closedByUs
    } else if cursor.skip("by EOF") {
      statement.kind = .closedByEOF
    } else if cursor.skip("after ") {
      statement.kind = .terminated
    } else {
      return false
    }
    return true
  }
}
