// SPDX-License-Identifier: Apache-2.0

/// A message was refused for what it is, or because the server could not take it.
enum ContentRefusalMessage: MessagePattern {
  static let name = "content-refusal"
  static let meaning = "A message was refused for its content, or for trouble of the server."
  static let openings: [StaticString] = [
    "rejecting spammy message from ", "REQUIRETLS needed", "bare LF", "bad DATA syntax",
    "unable to parse DATA stream", "unknown problem in DATA stream", "no space", "errno==",
    "msg_new() failed",
  ]
  static let samples = [
    MessageSample(
      "rejecting spammy message from mx1.bigmail.example", .server, .warning, period: "2018–",
      gives: "refused", "rejecting spammy message from mx1.bigmail.example"),
    MessageSample(
      "REQUIRETLS needed", .server, .warning, period: "2020–", gives: "refused",
      "REQUIRETLS needed"),
    MessageSample("bare LF", .server, .warning, period: "2017–", gives: "refused", "bare LF"),
    MessageSample(
      "bad DATA syntax", .server, .warning, period: "2018–", gives: "refused", "bad DATA syntax"),
    MessageSample(
      "unable to parse DATA stream", .server, .warning, period: "2018–", gives: "refused",
      "unable to parse DATA stream"),
    MessageSample(
      "unknown problem in DATA stream", .server, .warning, period: "2018–", gives: "refused",
      "unknown problem in DATA stream"),
    MessageSample("no space", .server, .error, period: "2017–", gives: "refused", "no space"),
    MessageSample(
      "errno==13: Permission denied", .server, .error, period: "2017–", gives: "refused",
      "errno==13: Permission denied"),
    MessageSample(
      "msg_new() failed", .server, .error, period: "2020–", gives: "refused", "msg_new() failed"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard let refusal = refusal(cursor) else { return nil }
    return .refused(refusal, text: cursor.whole)
  }

  private static func refusal(_ cursor: borrowing MessageCursor) -> Refusal? {
    if cursor.sees("rejecting spammy message from ") { return .spam }
    if cursor.isExactly("REQUIRETLS needed") { return .requireTLS }
    if cursor.isExactly("bare LF") { return .bareLineFeed }
    if cursor.isExactly("bad DATA syntax") || cursor.isExactly("unable to parse DATA stream")
      || cursor.isExactly("unknown problem in DATA stream")
    {
      return .dataSyntax
    }
    if cursor.isExactly("no space") { return .storage }
    return cursor.sees("errno==") || cursor.isExactly("msg_new() failed") ? .localError : nil
  }
}
