// SPDX-License-Identifier: Apache-2.0

/// `smtpd_forbidden_commands`, and header fields where a command should be: the server closes.
enum NonSMTPCommandPattern: PostfixPattern {
  static let name = "non-smtp-command"
  static let meaning =
    "The client speaks another protocol, or sends a message in place of commands; the server closes."
  static let openings: [StaticString] = ["non-SMTP command from "]
  static let samples = [
    PostfixSample(
      "warning: non-SMTP command from unknown[203.0.113.9]: GET / HTTP/1.1", from: .smtpd,
      gives: "offence", "non-SMTP command from unknown[203.0.113.9]: GET / HTTP/1.1"),
    PostfixSample(
      "warning: non-SMTP command from mx1.bigmail.example[192.0.2.10]: Subject: y", from: .smtpd,
      gives: "offence", "non-SMTP command from mx1.bigmail.example[192.0.2.10]: Subject: y"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    let cursor = MessageCursor(text)
    guard cursor.sees("non-SMTP command from ") else { return nil }
    return .offence(.garbage, text: cursor.whole)
  }
}
