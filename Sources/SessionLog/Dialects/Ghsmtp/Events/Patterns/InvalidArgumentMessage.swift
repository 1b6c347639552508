// SPDX-License-Identifier: Apache-2.0

/// A greeting name or a path was refused because it is not one.
enum InvalidArgumentMessage: MessagePattern {
  static let name = "invalid-argument"
  static let meaning = "A greeting name or a path was refused as malformed."
  static let openings: [StaticString] = [
    "HELO/EHLO with invalid domain", "HELO/EHLO with no domain", "invalid MAIL FROM address: ",
    "invalid RCPT TO address: ",
  ]
  static let samples = [
    MessageSample(
      "HELO/EHLO with invalid domain: \"bad_domain!\"", .server, .warning, period: "2025-07–",
      gives: "refused", "HELO/EHLO with invalid domain: \"bad_domain!\""),
    MessageSample(
      "HELO/EHLO with no domain", .server, .warning, period: "2025-07–", gives: "refused",
      "HELO/EHLO with no domain"),
    MessageSample(
      "invalid MAIL FROM address: \"<broken@@x>\"", .server, .warning, period: "2025-07–",
      gives: "pathRefused", "<broken@@x>", "invalid MAIL FROM address: \"<broken@@x>\""),
    MessageSample(
      "invalid RCPT TO address: \"no-brackets\"", .server, .warning, period: "2025-07–",
      gives: "pathRefused", "no-brackets", "invalid RCPT TO address: \"no-brackets\""),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let text = cursor.whole
    if cursor.sees("HELO/EHLO with invalid domain") || cursor.sees("HELO/EHLO with no domain") {
      return .refused(.badGreeting, text: text)
    }
    let refusal: Refusal
    if cursor.skip("invalid MAIL FROM address: ") {
      refusal = .badReversePath
    } else if cursor.skip("invalid RCPT TO address: ") {
      refusal = .badForwardPath
    } else {
      return nil
    }
    _ = cursor.skip("\"")
    _ = cursor.dropEnding("\"")
    return .pathRefused(refusal, path: cursor.rest(), text: text)
  }
}
