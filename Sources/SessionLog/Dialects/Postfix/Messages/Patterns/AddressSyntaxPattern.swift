// SPDX-License-Identifier: Apache-2.0

/// An address of MAIL or RCPT that is not one by RFC 5321 section 4.1.2.
enum AddressSyntaxPattern: PostfixPattern {
  static let name = "address-syntax"
  static let meaning = "An address in MAIL or RCPT breaks the rules; the session goes on."
  static let openings: [StaticString] = ["Illegal address syntax from "]
  static let samples = [
    PostfixSample(
      "warning: Illegal address syntax from unknown[203.0.113.9] in RCPT command: <anna>",
      from: .smtpd, gives: "offence",
      "Illegal address syntax from unknown[203.0.113.9] in RCPT command: <anna>")
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    let cursor = MessageCursor(text)
    guard cursor.sees("Illegal address syntax from ") else { return nil }
    return .offence(.invalidAddress, text: cursor.whole)
  }
}
