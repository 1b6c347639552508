// SPDX-License-Identifier: Apache-2.0

/// The greeting name has no address in the DNS.
enum GreetingUnresolvableMessage: MessagePattern {
  static let name = "greeting-unresolvable"
  static let meaning = "The greeting name has no address in the DNS."
  static let openings: [StaticString] = ["claimed identity "]
  static let samples = [
    MessageSample(
      "claimed identity vps.vps-host.example not DNS resolvable", .server, .warning,
      period: "2022-06–", gives: "greetingUnresolvable", "vps.vps-host.example"),
    MessageSample(
      "claimed identity has no TLD", .server, .warning, period: "2018", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.isExactly("claimed identity has no TLD") { return .remark }
    guard cursor.skip("claimed identity "), cursor.dropEnding(" not DNS resolvable") else {
      return nil
    }
    return .greetingUnresolvable(helo: cursor.rest())
  }
}
