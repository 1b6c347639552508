// SPDX-License-Identifier: Apache-2.0

/// The session had no MAIL (`+smtp_no_mail`). Written beside the line about its end. `C=` lists the
/// last 20 commands.
enum EximNoMail: EximPattern {
  static let name = "no-mail"
  static let meaning = "A session without MAIL is over, with the commands that it had."
  static let place = EximPlace.start
  static let openings: [StaticString] = ["no MAIL in "]
  static let samples = [
    EximSample(
      "no MAIL in SMTP connection from (mail.bigmail.example) [203.0.113.239]:55275 I=[198.51.100.25]:25 D=0.225s C=EHLO,QUIT",
      gives: "noMail helo=mail.bigmail.example address=203.0.113.239 port=55275 commands=EHLO,QUIT"),
    EximSample(
      "no MAIL in SMTP connection from (scanner.example) [203.0.113.4] D=0.225s X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=no C=EHLO,STARTTLS,EHLO,QUIT",
      gives:
        "noMail helo=scanner.example address=203.0.113.4 suite=TLS1.3:TLS_AES_256_GCM_SHA384:256 verified=no commands=EHLO,STARTTLS,EHLO,QUIT"
    ),
    EximSample(
      "no MAIL in SMTP connection from [203.0.113.4] D=4s C=...NOOP,NOOP",
      gives: "noMail address=203.0.113.4 cut commands=NOOP,NOOP"),
    EximSample(
      "no MAIL in TFO SMTP connection from [203.0.113.234] D=0.079s", versions: "4.88–",
      gives: "noMail address=203.0.113.234"),
  ]

  static func match(_ cursor: inout MessageCursor, into statement: inout EximStatement) -> Bool {
    guard cursor.skip("no MAIL in ") else { return false }
    _ = cursor.skip("TFO* ") || cursor.skip("TFO ")
    guard cursor.skip("SMTP connection "), statement.readPeer(&cursor) else { return false }
    statement.readItems(&cursor)
    statement.kind = .noMail
    guard cursor.skip(" C=") else { return true }
    if cursor.skip("...") { statement.marks.insert(.cut) }
    statement.commands = cursor.take(until: UInt8(ascii: " "))
    return true
  }
}
