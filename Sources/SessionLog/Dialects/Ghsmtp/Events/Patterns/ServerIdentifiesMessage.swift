// SPDX-License-Identifier: Apache-2.0

/// The server's banner or EHLO reply names another host than the one that was tried.
enum ServerIdentifiesMessage: MessagePattern {
  static let name = "server-identifies"
  static let meaning = "The server calls itself by another name than the one that was tried."
  static let openings: [StaticString] = ["server identifies as "]
  static let samples = [
    MessageSample(
      "server identifies as mx.notls.example", .client, period: "2017-07–",
      gives: "serverIdentifies", "mx.notls.example")
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("server identifies as ") else { return nil }
    return .serverIdentifies(name: cursor.rest())
  }
}
