// SPDX-License-Identifier: Apache-2.0

/// A peer was connected and greeted with 220.
enum ConnectMessage: MessagePattern {
  static let name = "connect"
  static let meaning = "A peer connected and was sent the banner."
  static let openings: [StaticString] = ["connect from "]
  static let samples = [
    MessageSample(
      "connect from mx1.bigmail.example [203.0.113.10]", period: "2014–2018-01, 2018-10–",
      gives: "connected", "mx1.bigmail.example [203.0.113.10]"),
    MessageSample(
      "connect from [203.0.113.100]", period: "2021-06–", gives: "connected", "[203.0.113.100]"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("connect from ") else { return nil }
    return .connected(client: cursor.rest())
  }
}
