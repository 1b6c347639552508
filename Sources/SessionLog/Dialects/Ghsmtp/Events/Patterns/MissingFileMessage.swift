// SPDX-License-Identifier: Apache-2.0

/// A table of the server's configuration is not there, or cannot be read. The server goes on as if it were empty.
enum MissingFileMessage: MessagePattern {
  static let name = "missing-file"
  static let meaning = "A table of the configuration cannot be opened: it counts as empty."
  static let openings: [StaticString] = ["unable to open "]
  static let samples = [
    MessageSample(
      "unable to open /home/mail/.config/ghsmtp/bad_recipients.cdb: No such file or directory",
      .unknown, .warning, period: "2023–", gives: "remark"),
    MessageSample(
      "unable to open /etc/ghsmtp/forward.cdb: Permission denied", .unknown, .warning,
      period: "2023–", gives: "remark"),
  ]

  /// `"unable to open " path ": " reason`
  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("unable to open "), cursor.take(through: ": ") != nil else { return nil }
    return cursor.isAtEnd ? nil : .remark
  }
}
