// SPDX-License-Identifier: Apache-2.0

/// A reverse-path was accepted: a mail transaction begins.
///
/// The parameters are logged in hash order, not in the order of the wire, with the client's case.
enum MailFromMessage: MessagePattern {
  static let name = "mail-from"
  static let meaning = "MAIL FROM was accepted, with its parameters; `<>` is the null path."
  static let openings: [StaticString] = ["MAIL FROM:<", "MAIL FROM "]
  static let samples = [
    MessageSample(
      "MAIL FROM:<user0@bigmail.example> BODY=8BITMIME SIZE=30150", period: "2017-10–",
      gives: "mailFrom", "user0@bigmail.example", "BODY=8BITMIME SIZE=30150"),
    MessageSample(
      "MAIL FROM:<user0@bigmail.example>", period: "2017-07–", gives: "mailFrom",
      "user0@bigmail.example", ""),
    MessageSample("MAIL FROM:<> SIZE=2197", period: "2017-07–", gives: "mailFrom", "", "SIZE=2197"),
    MessageSample("MAIL FROM:<>", period: "2017-07–", gives: "mailFrom", "", ""),
    MessageSample(
      "MAIL FROM:<\"a b> SIZE=1, \\\"c\"@bigmail.example> SIZE=512 BODY=7BIT", period: "2017-07–",
      gives: "mailFrom", "\"a b> SIZE=1, \\\"c\"@bigmail.example", "SIZE=512 BODY=7BIT"),
    MessageSample(
      "MAIL FROM:<user0@bigmail.example> FOO ENVID=QQ123 RET=HDRS AUTH=<>", period: "2017-10–",
      gives: "mailFrom", "user0@bigmail.example", "FOO ENVID=QQ123 RET=HDRS AUTH=<>"),
    MessageSample(
      "MAIL FROM:<\"unpaired> x@bigmail.example> SIZE=7", period: "2017-07–", gives: "mailFrom",
      "\"unpaired> x@bigmail.example", "SIZE=7"),
    MessageSample(
      "MAIL FROM:<post@bücher.example> SMTPUTF8", period: "2017-07–", gives: "mailFrom",
      "post@bücher.example", "SMTPUTF8"),
    MessageSample(
      "MAIL FROM <user0@bigmail.example>", period: "2016-10–2017-07", gives: "mailFrom",
      "user0@bigmail.example", ""),
    MessageSample(
      "MAIL FROM user0@bigmail.example", period: "2016-10–2017-07", gives: "mailFrom",
      "user0@bigmail.example", ""),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("MAIL FROM:") else { return early(&cursor, from: context) }
    guard let (path, parameters) = cursor.bracketedPath() else { return nil }
    return .mailFrom(path: path, parameters: parameters)
  }

  /// `"MAIL FROM " path`; the client's `MAIL FROM returned 550` is another message.
  private static func early(
    _ cursor: inout MessageCursor, from context: MessageContext
  ) -> SessionEvent? {
    guard context.origin != .client, cursor.skip("MAIL FROM ") else { return nil }
    if let (path, parameters) = cursor.bracketedPath() {
      return .mailFrom(path: path, parameters: parameters)
    }
    return .mailFrom(path: cursor.rest(), parameters: .empty)
  }
}
