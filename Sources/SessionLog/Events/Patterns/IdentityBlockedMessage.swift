// SPDX-License-Identifier: Apache-2.0

/// The greeting was refused by policy and the connection closed.
enum IdentityBlockedMessage: MessagePattern {
  static let name = "identity-blocked"
  static let meaning = "The greeting was refused by policy: 550 5.7.1, connection closed."
  static let openings: [StaticString] = ["client identity blocked: "]
  static let samples = [
    MessageSample(
      "client identity blocked: liar, claimed to be mail.ghsmtp.example", period: "2021-08–",
      gives: "blocked", "liar, claimed to be mail.ghsmtp.example"),
    MessageSample(
      "client identity blocked: claimed HELO/EHLO identity \"win-abc123\" not fully qualified",
      period: "2021-08–", gives: "blocked",
      "claimed HELO/EHLO identity \"win-abc123\" not fully qualified"),
    MessageSample(
      "client identity blocked: claimed identity registered domain \"badhost.example\" is blocked",
      period: "2021-08–", gives: "blocked",
      "claimed identity registered domain \"badhost.example\" is blocked"),
    MessageSample(
      "client identity blocked: claimed identity \"mx.badhost.example\" blocked",
      period: "2021-08–", gives: "blocked", "claimed identity \"mx.badhost.example\" blocked"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("client identity blocked: ") else { return nil }
    return .blocked(reason: .identity, detail: cursor.rest())
  }
}
