// SPDX-License-Identifier: Apache-2.0

/// A connection attempt failed.
enum ConnectFailedMessage: MessagePattern {
  static let name = "connect-failed"
  static let meaning = "The connection attempt failed, with the system's error."
  static let openings: [StaticString] = ["connect failed "]
  static let samples = [
    MessageSample(
      "connect failed 198.51.100.201:25: Connection refused [111]", .client, .warning,
      period: "2018-04–", gives: "connectFailed", "198.51.100.201:25: Connection refused [111]")
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("connect failed ") else { return nil }
    return .connectFailed(text: cursor.rest())
  }
}
