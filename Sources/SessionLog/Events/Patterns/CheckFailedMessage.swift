// SPDX-License-Identifier: Apache-2.0

/// A check of the program failed: the process aborts, and a stack trace may follow.
enum CheckFailedMessage: MessagePattern {
  static let name = "check-failed"
  static let meaning = "A check of the program failed: the process aborts."
  static let openings: [StaticString] = ["Check failed: "]
  static let samples = [
    MessageSample(
      "Check failed: req_ == nullptr can only move into default constructed object", .server,
      .fatal, period: "2018-06–2018-07", gives: "aborted",
      "req_ == nullptr can only move into default constructed object"),
    MessageSample(
      "Check failed: (parse<RFC5321::ehlo_ok_rsp, RFC5321::action>(in, cnn)) ", .client, .fatal,
      period: "2018–", gives: "aborted", "(parse<RFC5321::ehlo_ok_rsp, RFC5321::action>(in, cnn)) "),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("Check failed: ") else { return nil }
    return .aborted(text: cursor.rest())
  }
}
