// SPDX-License-Identifier: Apache-2.0

/// The result of the SPF check (RFC 7208 section 9.1, Received-SPF).
enum SenderPolicyMessage: MessagePattern {
  static let name = "sender-policy"
  static let meaning = "The SPF result of the sender, as a Received-SPF field."
  static let openings: [StaticString] = ["spf_received_ == Received-SPF: "]
  static let samples = [
    MessageSample(
      "spf_received_ == Received-SPF: pass (mail.example: domain of bigmail.example designates "
        + "203.0.113.10 as permitted sender) client-ip=203.0.113.10; "
        + "envelope-from=user0@bigmail.example; helo=mx1.bigmail.example;",
      period: "2020-11–", gives: "senderPolicy", "pass")
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("spf_received_ == Received-SPF: ") else { return nil }
    return .senderPolicy(result: cursor.take(until: UInt8(ascii: " ")))
  }
}
