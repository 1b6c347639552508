// SPDX-License-Identifier: Apache-2.0

/// The server's parser says by which rule it read a line that is not a command; the refusal follows.
enum CommandKindMessage: MessagePattern {
  static let name = "command-kind"
  static let meaning = "How the parser read a line that is not a command; the refusal follows."
  static let openings: [StaticString] = ["bogus_cmd_", "anything_else"]
  static let samples = [
    MessageSample("bogus_cmd_short", period: "2017-07–", gives: "remark"),
    MessageSample("bogus_cmd_long", period: "2017-07–", gives: "remark"),
    MessageSample("anything_else", period: "2017-07–2023-12", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.isExactly("bogus_cmd_short") || cursor.isExactly("bogus_cmd_long")
        || cursor.isExactly("anything_else")
    else { return nil }
    return .remark
  }
}
