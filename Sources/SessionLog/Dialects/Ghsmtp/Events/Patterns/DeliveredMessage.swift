// SPDX-License-Identifier: Apache-2.0

/// A message was stored. The octets include the trace header fields that the server adds.
enum DeliveredMessage: MessagePattern {
  static let name = "delivered"
  static let meaning = "A message was accepted for delivery and stored."
  static let openings: [StaticString] = ["message delivered"]
  static let samples = [
    MessageSample(
      "message delivered, 2730 octets, with id 5nm6iyuacamrq", period: "2017-05–",
      gives: "delivered", "5nm6iyuacamrq"),
    MessageSample(
      "message delivered with id 5nm6iyuacamrq", period: "–2017-05", gives: "delivered",
      "5nm6iyuacamrq"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("message delivered") else { return nil }
    if cursor.skip(" with id ") { return .delivered(octets: nil, id: cursor.rest()) }
    guard cursor.skip(", "), let octets = cursor.number(), cursor.skip(" octets, with id ") else {
      return nil
    }
    return .delivered(octets: octets, id: cursor.rest())
  }
}
