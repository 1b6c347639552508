// SPDX-License-Identifier: Apache-2.0

/// MAIL FROM was refused by policy and the connection closed.
enum SenderBlockedMessage: MessagePattern {
  static let name = "sender-blocked"
  static let meaning = "The reverse-path was refused by policy: 550 at MAIL, connection closed."
  static let openings: [StaticString] = ["verify sender failed: "]
  static let samples = [
    MessageSample(
      "verify sender failed: spammer@uni.example bad sender",
      period: "2021-08– (W 2018-06–2021-08)",
      gives: "blocked", "spammer@uni.example bad sender"),
    MessageSample(
      "verify sender failed: spamdom.example blocked on advice of multi.surbl.org", .server,
      .warning, period: "2018-06–", gives: "blocked",
      "spamdom.example blocked on advice of multi.surbl.org"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("verify sender failed: ") else { return nil }
    return .blocked(reason: .sender, detail: cursor.rest())
  }
}
