// SPDX-License-Identifier: Apache-2.0

/// Octets that came before the client had seen the reply. Not a refusal by itself.
enum PipeliningPattern: PostfixPattern {
  static let name = "pipelining"
  static let meaning = "The client sent commands before it had the reply that it must wait for."
  static let openings: [StaticString] = ["improper command pipelining after "]
  static let samples = [
    PostfixSample(
      #"improper command pipelining after CONNECT from unknown[203.0.113.9]: EHLO x.example\r\nMAIL FROM:<>\r\n"#,
      from: .smtpd, releases: "2.9–", gives: "offence",
      #"improper command pipelining after CONNECT from unknown[203.0.113.9]: EHLO x.example\r\nMAIL FROM:<>\r\n"#
    ),
    PostfixSample(
      "improper command pipelining after DATA from unknown[203.0.113.9]", from: .smtpd,
      releases: "2.6–2.8", gives: "offence",
      "improper command pipelining after DATA from unknown[203.0.113.9]"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    let cursor = MessageCursor(text)
    guard cursor.sees("improper command pipelining after ") else { return nil }
    // What comes before the greeting is what RFC 5321 section 4.3.1 forbids first of all.
    let isEarly = cursor.sees("improper command pipelining after CONNECT ")
    return .offence(isEarly ? .earlyTalker : .pipelining, text: cursor.whole)
  }
}
