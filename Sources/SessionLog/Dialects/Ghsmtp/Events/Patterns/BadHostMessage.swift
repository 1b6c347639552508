// SPDX-License-Identifier: Apache-2.0

/// A peer was turned away at connection, greeting or MAIL; the reason stands in a line before too.
enum BadHostMessage: MessagePattern {
  static let name = "bad-host"
  static let meaning = "The peer was turned away; the address and the reason follow."
  static let openings: [StaticString] = ["bad host "]
  static let samples = [
    MessageSample(
      "bad host [203.0.113.91] IP address 203.0.113.91 blocked: spamhaus.org returned 127.0.0.4",
      .server, .error, period: "2026-03– (before: syslog only)", gives: "blocked",
      "[203.0.113.91] IP address 203.0.113.91 blocked: spamhaus.org returned 127.0.0.4"),
    MessageSample(
      "bad host [203.0.113.70] spammer@uni.example bad sender", .server, .error,
      period: "2026-03– (before: syslog only)", gives: "blocked",
      "[203.0.113.70] spammer@uni.example bad sender"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("bad host "), cursor.sees("[") else { return nil }
    return .blocked(reason: .badHost, detail: cursor.rest())
  }
}
