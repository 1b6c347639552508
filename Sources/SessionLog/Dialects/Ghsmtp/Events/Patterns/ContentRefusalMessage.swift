// SPDX-License-Identifier: Apache-2.0

/// A message was refused for what it is, or because the server could not take it.
enum ContentRefusalMessage: MessagePattern {
  static let name = "content-refusal"
  static let meaning = "A message was refused for its content, or for trouble of the server."
  static let openings: [StaticString] = [
    "rejecting spammy message from ", "REQUIRETLS needed", "bare LF", "bad DATA syntax",
    "unable to parse DATA stream", "unknown problem in DATA stream", "no space", "errno==",
    "msg_new() failed", "msg_new failed ", "msg_write failed ", "write failed with ", "DATA error",
    "bare linefeed in message ",
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
    MessageSample(
      "msg_new failed with no exception caught", .server, .error, period: "2018–",
      gives: "refused", "msg_new failed with no exception caught"),
    MessageSample(
      "msg_write failed with no exception caught", .server, .error, period: "2020–",
      gives: "refused", "msg_write failed with no exception caught"),
    MessageSample(
      "write failed with no exception thrown", .server, .error, period: "2018", gives: "refused",
      "write failed with no exception thrown"),
    MessageSample("DATA error", .server, .warning, period: "2018–", gives: "refused", "DATA error"),
    MessageSample(
      "bare linefeed in message with id 5nm6iyuacamrq", .server, .error, period: "2014–2017",
      gives: "refused", "bare linefeed in message with id 5nm6iyuacamrq"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard let refusal = refusal(cursor) else { return nil }
    return .refused(refusal, text: cursor.whole)
  }

  private static func refusal(_ cursor: borrowing MessageCursor) -> Refusal? {
    if cursor.sees("rejecting spammy message from ") { return .spam }
    if cursor.isExactly("REQUIRETLS needed") { return .requireTLS }
    if cursor.isExactly("bare LF") || cursor.sees("bare linefeed in message ") {
      return .bareLineFeed
    }
    if cursor.isExactly("bad DATA syntax") || cursor.isExactly("unable to parse DATA stream")
      || cursor.isExactly("unknown problem in DATA stream") || cursor.isExactly("DATA error")
    {
      return .dataSyntax
    }
    if cursor.isExactly("no space") { return .storage }
    guard
      cursor.sees("errno==") || cursor.isExactly("msg_new() failed")
        || cursor.sees("msg_new failed with no exception ")
        || cursor.sees("msg_write failed with no exception ")
        || cursor.sees("write failed with no exception ")
    else { return nil }
    return .localError
  }
}
