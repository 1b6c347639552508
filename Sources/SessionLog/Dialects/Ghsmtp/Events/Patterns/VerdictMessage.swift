// SPDX-License-Identifier: Apache-2.0

/// The server's verdict on a message, before its content is taken.
enum VerdictMessage: MessagePattern {
  static let name = "verdict"
  static let meaning = "Ham or spam, and why; before DATA or the first chunk."
  static let openings: [StaticString] = ["ham since ", "spam since "]
  static let samples = [
    MessageSample(
      "ham since they used TLS", period: "2018-04–", gives: "verdict", "they used TLS"),
    MessageSample("spam since SPF failed", period: "2018-04–", gives: "verdict", "SPF failed"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("ham since ") { return .verdict(ham: true, reason: cursor.rest()) }
    guard cursor.skip("spam since ") else { return nil }
    return .verdict(ham: false, reason: cursor.rest())
  }
}
