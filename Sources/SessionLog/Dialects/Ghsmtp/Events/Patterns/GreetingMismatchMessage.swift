// SPDX-License-Identifier: Apache-2.0

/// The greeting name is none of the peer's confirmed names, which follow one a line.
enum GreetingMismatchMessage: MessagePattern {
  static let name = "greeting-mismatch"
  static let meaning = "The greeting name matches none of the peer's confirmed (FCrDNS) names."
  static let openings: [StaticString] = ["claimed identity "]
  static let samples = [
    MessageSample(
      "claimed identity old.newsletter.example does NOT match any FCrDNS: ", period: "2018-06–",
      gives: "greetingMismatch", "old.newsletter.example")
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("claimed identity "),
      let helo = cursor.take(through: " does NOT match any FCrDNS")
    else { return nil }
    return .greetingMismatch(helo: helo)
  }
}
