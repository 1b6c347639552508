// SPDX-License-Identifier: Apache-2.0

/// A breach of the protocol that the server noted and let pass.
enum OffenceMessage: MessagePattern {
  static let name = "offence"
  static let meaning = "A breach of the protocol that the server noted and let pass."
  static let openings: [StaticString] = [
    "garbage in data stream", "line too long at ", "pipelining error", "Source routing ",
    "local part «", "local part too long ", "domain name too long ", "failed to parse domain",
    "non ascii reverse_path ", "non ascii forward_path ", "domain name or number too long ",
    "client claiming questionable IP address ",
  ]
  static let samples = [
    MessageSample(
      "garbage in data stream: \"line\\n\"", .server, .warning, period: "2018–", gives: "offence",
      "garbage in data stream: \"line\\n\""),
    MessageSample(
      "line too long at 3002 octets", .server, .warning, period: "2018–", gives: "offence",
      "line too long at 3002 octets"),
    MessageSample(
      "pipelining error; input ready processing NOOP", .server, .warning, period: "2017-10–",
      gives: "offence", "pipelining error; input ready processing NOOP"),
    MessageSample(
      "pipelining error", .server, .warning, period: "–2017-10", gives: "offence",
      "pipelining error"),
    MessageSample(
      "Source routing @a.example", .server, .warning, period: "2018–", gives: "offence",
      "Source routing @a.example"),
    MessageSample(
      "local part «xxxxxxxx» length == 70", period: "2020–", gives: "offence",
      "local part «xxxxxxxx» length == 70"),
    MessageSample(
      "local part too long xxxxxxxx", .server, .warning, period: "2018–", gives: "offence",
      "local part too long xxxxxxxx"),
    MessageSample(
      "domain name too long xxxxxxxx.example", .server, .warning, period: "2018–",
      gives: "offence", "domain name too long xxxxxxxx.example"),
    MessageSample(
      "failed to parse domain", .server, .warning, period: "2026–", gives: "offence",
      "failed to parse domain"),
    MessageSample(
      "non ascii reverse_path \"grüße@bigmail.example\" without SMTPUTF8 paramater", .server,
      .warning, period: "2018–", gives: "offence",
      "non ascii reverse_path \"grüße@bigmail.example\" without SMTPUTF8 paramater"),
    MessageSample(
      "non ascii forward_path \"grüße@ghsmtp.example\" without SMTPUTF8 paramater", .server,
      .warning, period: "2020–", gives: "offence",
      "non ascii forward_path \"grüße@ghsmtp.example\" without SMTPUTF8 paramater"),
    MessageSample(
      "domain name or number too long xxxxxxxx.example", .server, .warning, period: "2017",
      gives: "offence", "domain name or number too long xxxxxxxx.example"),
    MessageSample(
      "client claiming questionable IP address 192.0.2.1", .server, .warning, period: "2014–2017",
      gives: "offence", "client claiming questionable IP address 192.0.2.1"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard let offence = offence(cursor) else { return nil }
    return .offence(offence, text: cursor.whole)
  }

  private static func offence(_ cursor: borrowing MessageCursor) -> Offence? {
    if cursor.sees("garbage in data stream") { return .garbage }
    if cursor.sees("line too long at ") { return .lineTooLong }
    if cursor.sees("pipelining error") { return .pipelining }
    if cursor.sees("Source routing ") { return .sourceRoute }
    if cursor.sees("local part «") || cursor.sees("local part too long ")
      || cursor.sees("domain name too long ") || cursor.sees("domain name or number too long ")
    {
      return .addressTooLong
    }
    if cursor.isExactly("failed to parse domain")
      || cursor.sees("client claiming questionable IP address ")
    {
      return .invalidGreeting
    }
    guard cursor.sees("non ascii reverse_path ") || cursor.sees("non ascii forward_path ") else {
      return nil
    }
    return .nonASCIIWithoutSMTPUTF8
  }
}
