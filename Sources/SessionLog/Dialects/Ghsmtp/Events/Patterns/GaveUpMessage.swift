// SPDX-License-Identifier: Apache-2.0

/// The client leaves this host, or goes on with less.
enum GaveUpMessage: MessagePattern {
  static let name = "gave-up"
  static let meaning = "The client leaves this host, and why."
  static let openings: [StaticString] = [
    "no connection, skipping", "bad connection, skipping", "skipping", "greeting was not ",
    "ehlo response was ", "can't parse greeting", "no SMTPUTF8, skipping",
    "HELO didn't work, skipping", "No TLS extension, ", "message size ", "garbage in SIZE argument",
    "SMTPUTF8 requires 8BITMIME", "does not support SMTPUTF8", "server doesn't support AUTH",
    "mailbox ",
  ]
  static let samples = [
    MessageSample(
      "no connection, skipping", .client, .warning, period: "2019-01–", gives: "clientGaveUp",
      "no connection, skipping"),
    MessageSample(
      "bad connection, skipping", .client, .warning, period: "–2019-01", gives: "clientGaveUp",
      "bad connection, skipping"),
    MessageSample("skipping", .client, period: "2018–", gives: "clientGaveUp", "skipping"),
    MessageSample(
      "greeting was not in the affirmative, skipping", .client, .warning, period: "2018–",
      gives: "clientGaveUp", "greeting was not in the affirmative, skipping"),
    MessageSample(
      "ehlo response was not in the affirmative, trying HELO", .client, .warning, period: "2018–",
      gives: "remark"),
    MessageSample(
      "can't parse greeting", .client, .warning, period: "2018–", gives: "clientGaveUp",
      "can't parse greeting"),
    MessageSample(
      "no SMTPUTF8, skipping", .client, .warning, period: "2018–", gives: "clientGaveUp",
      "no SMTPUTF8, skipping"),
    MessageSample(
      "HELO didn't work, skipping", .client, .warning, period: "2018–", gives: "clientGaveUp",
      "HELO didn't work, skipping"),
    MessageSample(
      "No TLS extension, won't send mail in plain text without --require_tls=false.", .client,
      .error, period: "2018-06–", gives: "plaintextRefused"),
    MessageSample(
      "No TLS extension, won't send mail in plain text without --force_tls=false.", .client,
      .error, period: "2018-06", gives: "plaintextRefused"),
    MessageSample(
      "message size 3320 exceeds size limit of 1000", .client, .error, period: "2018–",
      gives: "clientGaveUp", "message size 3320 exceeds size limit of 1000"),
    MessageSample(
      "garbage in SIZE argument: 10M", .client, .warning, period: "2018–", gives: "remark"),
    MessageSample(
      "SMTPUTF8 requires 8BITMIME, skipping", .client, .error, period: "2018–",
      gives: "clientGaveUp", "SMTPUTF8 requires 8BITMIME, skipping"),
    MessageSample(
      "ehlo response was not in the affirmative, skipping", .client, .warning, period: "2018–",
      gives: "clientGaveUp", "ehlo response was not in the affirmative, skipping"),
    MessageSample(
      "ehlo response was bad, trying HELO", .client, .warning, period: "2020 (Send.cpp)",
      gives: "remark"),
    MessageSample(
      "does not support SMTPUTF8", .client, .warning, period: "2018–", gives: "clientGaveUp",
      "does not support SMTPUTF8"),
    MessageSample(
      "server doesn't support AUTH", .client, .error, period: "2018–", gives: "clientGaveUp",
      "server doesn't support AUTH"),
    MessageSample(
      "mailbox x@full.example not in domain elsewhere.example", .client, .warning,
      period: "2020 (Send.cpp)", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    if cursor.sees("No TLS extension, won't send mail in plain text") { return .plaintextRefused }
    if cursor.sees("ehlo response was ") && cursor.endsWith(", trying HELO")
      || cursor.sees("garbage in SIZE argument")
      || cursor.sees("mailbox ") && cursor.contains(" not in domain ")
    {
      return .remark
    }
    guard
      cursor.isExactly("no connection, skipping") || cursor.isExactly("bad connection, skipping")
        || cursor.isExactly("skipping") || cursor.sees("greeting was not ")
        || cursor.sees("can't parse greeting") || cursor.isExactly("no SMTPUTF8, skipping")
        || cursor.isExactly("HELO didn't work, skipping")
        || cursor.sees("SMTPUTF8 requires 8BITMIME") || cursor.sees("ehlo response was not ")
        || cursor.isExactly("does not support SMTPUTF8")
        || cursor.sees("server doesn't support AUTH")
        || cursor.sees("message size ") && cursor.contains(" exceeds size limit of ")
    else { return nil }
    return .clientGaveUp(reason: cursor.whole)
  }
}
