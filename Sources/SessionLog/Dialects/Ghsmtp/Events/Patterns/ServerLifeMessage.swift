// SPDX-License-Identifier: Apache-2.0

/// The server's parent process begins to listen or ends.
enum ServerLifeMessage: MessagePattern {
  static let name = "server-life"
  static let meaning =
    "The parent process listens, or ends; its statistics have an empty first line."
  static let openings: [StaticString] = ["listening (fd=", "quitting", ""]
  static let samples = [
    MessageSample(
      "listening (fd=4) on 198.51.100.26 [198.51.100.26]:smtp", period: "2026-04–", gives: "remark"),
    MessageSample("quitting", period: "2026-04–", gives: "remark"),
    MessageSample("", period: "2026-04–", gives: "remark"),
    MessageSample("\n==== 192.0.2.6       ====", period: "2026-04–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    guard context.origin == .server else { return nil }
    let cursor = MessageCursor(message)
    guard
      cursor.isAtEnd || cursor.sees("\n====") || cursor.sees("listening (fd=")
        || cursor.isExactly("quitting")
    else { return nil }
    return .remark
  }
}
