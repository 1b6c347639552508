// SPDX-License-Identifier: Apache-2.0

/// The client was gone without QUIT: outside a mail transaction (`+smtp_connection`), or while the
/// message was read (always logged, and for BDAT too).
enum EximConnectionLost: EximPattern {
  static let name = "connection-lost"
  static let meaning =
    "The client closed the connection without QUIT, outside a transaction or in DATA."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["SMTP connection "]
  static let samples = [
    EximSample(
      "SMTP connection from mta2.acme-widgets.example [203.0.113.31]:47965 I=[198.51.100.25]:25 lost D=0.084s",
      versions: "4.90–",
      gives: "lost name=mta2.acme-widgets.example address=203.0.113.31 port=47965"),
    EximSample(
      "SMTP connection Ci=2371 from mta6.newsletter.example [203.0.113.55] lost D=0.162s",
      versions: "4.97–",
      gives: "lost name=mta6.newsletter.example address=203.0.113.55 connection=2371"),
    EximSample(
      "SMTP connection from mta1.bigmail.example [203.0.113.10] lost (error: Connection reset by peer) D=1s",
      gives:
        "lost name=mta1.bigmail.example address=203.0.113.10 detail=error: Connection reset by peer"
    ),
    EximSample(
      "SMTP connection from mta1.bigmail.example [203.0.113.10] TFO lost", versions: "4.88–",
      gives: "lost name=mta1.bigmail.example address=203.0.113.10"),
    EximSample(
      "SMTP connection from mta1.bigmail.example [203.0.113.10] lost while reading message data (header)",
      id: true, gives: "lostInData name=mta1.bigmail.example address=203.0.113.10"),
    EximSample(
      "SMTP connection from (x) [203.0.113.10] lost while reading message data (error: Connection reset by peer)",
      gives: "lostInData helo=x address=203.0.113.10 detail=error: Connection reset by peer"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard EximConnection.read(&cursor, into: &statement), cursor.skip(" lost") else { return false }
    statement.kind = cursor.skip(" while reading message data") ? .lostInData : .lost
    _ = cursor.skip(" (header)")
    if cursor.skip(" "), let detail = EximConnection.bracketed(&cursor) {
      statement.detail = detail
    }
    return true
  }
}
