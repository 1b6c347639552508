// SPDX-License-Identifier: Apache-2.0

/// A line that is not a command was refused with 500. After a refused chunk these are lines of the
/// message's body.
enum CommandRefusalMessage: MessagePattern {
  static let name = "command-refusal"
  static let meaning = "A line that is not a command was refused; too many of them end the session."
  static let openings: [StaticString] = [
    "command unrecognized", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
  ]
  static let samples = [
    MessageSample(
      "command unrecognized: \"FROB\\r\\n\"", .server, .warning, period: "2014–", gives: "refused",
      "command unrecognized: \"FROB\\r\\n\""),
    MessageSample(
      "command unrecognized (line too short): \"X\\r\\n\"", .server, .warning, period: "2018–",
      gives: "refused", "command unrecognized (line too short): \"X\\r\\n\""),
    MessageSample(
      "command unrecognized (line too long): \"xxxx\"", .server, .warning, period: "2018–",
      gives: "refused", "command unrecognized (line too long): \"xxxx\""),
    MessageSample(
      "20 unrecognized commands is too many", .server, .error, period: "2018–", gives: "refused",
      "20 unrecognized commands is too many"),
    MessageSample(
      "512 bytes of random garbage, starts with: \"\\x16\\x03\"", .server, .warning,
      period: "2026-04–", gives: "refused",
      "512 bytes of random garbage, starts with: \"\\x16\\x03\""),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let text = cursor.whole
    if cursor.skip("command unrecognized") {
      guard cursor.sees(":") || cursor.sees(" (line too ") else { return nil }
      return .refused(.unrecognisedCommand, text: text)
    }
    guard cursor.number() != nil else { return nil }
    if cursor.isExactly(" unrecognized commands is too many") {
      return .refused(.tooManyUnrecognised, text: text)
    }
    guard cursor.sees(" bytes of random garbage") else { return nil }
    return .refused(.garbage, text: text)
  }
}
