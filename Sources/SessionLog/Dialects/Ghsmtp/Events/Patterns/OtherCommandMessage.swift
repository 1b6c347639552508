// SPDX-License-Identifier: Apache-2.0

/// RSET, NOOP, VRFY, HELP and AUTH. Their argument is logged with its CRLF.
enum OtherCommandMessage: MessagePattern {
  static let name = "other-command"
  static let meaning = "RSET, NOOP, VRFY, HELP, or AUTH (refused with 454, connection closed)."
  static let openings: [StaticString] = ["RSET", "NOOP", "VRFY", "HELP", "AUTH"]
  static let samples = [
    MessageSample("RSET", period: "2016-10–", gives: "reset"),
    MessageSample("NOOP \r", period: "2017-07–", gives: "otherCommand", "NOOP"),
    MessageSample("NOOP padding\r", period: "2017-07–", gives: "otherCommand", "NOOP"),
    MessageSample("VRFY gene\r", period: "2017-07–", gives: "otherCommand", "VRFY"),
    MessageSample("HELP \r", period: "2017-07–", gives: "otherCommand", "HELP"),
    MessageSample("AUTH", period: "2017-07–", gives: "authAttempt"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.isExactly("RSET") { return .reset }
    if cursor.isExactly("AUTH") { return .authAttempt }
    guard cursor.skip("NOOP") || cursor.skip("VRFY") || cursor.skip("HELP") else { return nil }
    guard cursor.isAtEnd || cursor.sees(" ") else { return nil }
    return .otherCommand(verb: TextRange(start: 0, count: 4))
  }
}
