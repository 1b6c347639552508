// SPDX-License-Identifier: Apache-2.0

/// A recipient was refused, at RCPT TO or after the data.
enum RecipientRefusalMessage: MessagePattern {
  static let name = "recipient-refusal"
  static let meaning = "A recipient was refused, at RCPT TO or (2026) after the data."
  static let openings: [StaticString] = [
    "bad recipient ", "temp fail for ", "temp fail at DATA for recipient ",
    "temp failed recipient ", "fail_554 recipient ",
    "too many recipients <", "no such mailbox ", "very bad recipient ", "failed to forward ",
    "failed to reply ",
  ]
  static let samples = [
    MessageSample(
      "bad recipient nobody@ghsmtp.example", .server, .warning, period: "2016–",
      gives: "pathRefused", "nobody@ghsmtp.example", "bad recipient nobody@ghsmtp.example"),
    MessageSample(
      "temp fail for recipient slow@ghsmtp.example", .server, .warning, period: "2020-07–2024-02",
      gives: "pathRefused", "slow@ghsmtp.example", "temp fail for recipient slow@ghsmtp.example"),
    MessageSample(
      "temp fail at DATA for recipient tempdata@ghsmtp.example", .server, .warning, period: "2023",
      gives: "pathRefused", "tempdata@ghsmtp.example",
      "temp fail at DATA for recipient tempdata@ghsmtp.example"),
    MessageSample(
      "temp fail for tempdata@ghsmtp.example", period: "2024-02– (PRDR)", gives: "pathRefused",
      "tempdata@ghsmtp.example", "temp fail for tempdata@ghsmtp.example"),
    MessageSample(
      "temp failed recipient tempdata@ghsmtp.example", .server, .warning, period: "2024-02–",
      gives: "pathRefused", "tempdata@ghsmtp.example",
      "temp failed recipient tempdata@ghsmtp.example"),
    MessageSample(
      "fail_554 recipient policy554@ghsmtp.example", .server, .warning, period: "2020–",
      gives: "pathRefused", "policy554@ghsmtp.example",
      "fail_554 recipient policy554@ghsmtp.example"),
    MessageSample(
      "too many recipients <u100@ghsmtp.example>", .server, .warning, period: "2017–",
      gives: "pathRefused", "u100@ghsmtp.example", "too many recipients <u100@ghsmtp.example>"),
    MessageSample(
      "no such mailbox nobody@ghsmtp.example", .server, .warning, period: "2014–2016",
      gives: "pathRefused", "nobody@ghsmtp.example", "no such mailbox nobody@ghsmtp.example"),
    MessageSample(
      "very bad recipient a@ghsmtp.example", .server, .error, period: "2014–2016",
      gives: "pathRefused", "a@ghsmtp.example", "very bad recipient a@ghsmtp.example"),
    MessageSample(
      "failed to forward <friend@full.example> 432 4.3.0", .server, .warning,
      period: "2020-08–2021", gives: "refused",
      "failed to forward <friend@full.example> 432 4.3.0"),
    MessageSample(
      "failed to reply to <x@full.example> already forwarding or replying for: y@ghsmtp.example",
      .server, .warning, period: "2020-08–2021", gives: "refused",
      "failed to reply to <x@full.example> already forwarding or replying for: y@ghsmtp.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    let text = cursor.whole
    if cursor.skip("bad recipient ") || cursor.skip("no such mailbox ")
      || cursor.skip("very bad recipient ")
    {
      return .pathRefused(.badRecipient, path: cursor.rest(), text: text)
    }
    if cursor.skip("temp fail for recipient ") || cursor.skip("temp fail for ")
      || cursor.skip("temp failed recipient ") || cursor.skip("temp fail at DATA for recipient ")
    {
      return .pathRefused(.temporaryRecipient, path: cursor.rest(), text: text)
    }
    if cursor.sees("failed to forward ") || cursor.sees("failed to reply ") {
      return .refused(.temporaryRecipient, text: text)
    }
    if cursor.skip("fail_554 recipient ") {
      return .pathRefused(.recipientPolicy, path: cursor.rest(), text: text)
    }
    guard cursor.skip("too many recipients "), let (path, _) = cursor.bracketedPath() else {
      return nil
    }
    return .pathRefused(.tooManyRecipients, path: path, text: text)
  }
}
