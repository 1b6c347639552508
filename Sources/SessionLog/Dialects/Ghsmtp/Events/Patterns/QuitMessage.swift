// SPDX-License-Identifier: Apache-2.0

/// The peer said QUIT. For two days the server's CPU time followed on the line.
enum QuitMessage: MessagePattern {
  static let name = "quit"
  static let meaning = "The peer said QUIT: an orderly end."
  static let openings: [StaticString] = ["QUIT"]
  static let samples = [
    MessageSample("QUIT", period: "2016-10–", gives: "quit"),
    MessageSample("QUIT 0.012345678", period: "2017-07-13–2017-07-14", gives: "quit"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("QUIT") else { return nil }
    if cursor.isAtEnd { return .quit }
    guard cursor.skip(" "), cursor.number() != nil else { return nil }
    return .quit
  }
}
