// SPDX-License-Identifier: Apache-2.0

/// Steps on the way to a verdict, and its repetition as a header field.
enum VerdictRemarkMessage: MessagePattern {
  static let name = "verdict-remark"
  static let meaning = "A step on the way to the verdict, or its repetition as a header field."
  static let openings: [StaticString] = ["not ham since ", "Spam-Status: "]
  static let samples = [
    MessageSample("not ham since SPF not PASS", period: "2018–", gives: "remark"),
    MessageSample("Spam-Status: No, they used TLS", period: "2020-09–", gives: "remark"),
    MessageSample("Spam-Status: Yes, it's not ham", period: "2020-09–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.sees("not ham since ") || cursor.sees("Spam-Status: Yes")
        || cursor.sees("Spam-Status: No")
    else { return nil }
    return .remark
  }
}
