// SPDX-License-Identifier: Apache-2.0

/// A TLSA record matched the peer's certificate (RFC 6698), or DANE forbids the handshake.
enum DANEMessage: MessagePattern {
  static let name = "dane"
  static let meaning = "A TLSA record matched, or the handshake is given up because none did."
  static let openings: [StaticString] = [
    "DANE TLSA ", "enforcing DANE", "SSL_dane_enable(", "unusable TLSA record", "SSL_dane_tlsa_add",
    "TLSA data is bogus or indeterminate", "failed record: ",
  ]
  static let samples = [
    MessageSample(
      "DANE TLSA 3 1 1 [e28339e3cf86...] matched EE certificate at depth 0", .shared,
      period: "2018-04–", gives: "daneMatch"),
    MessageSample(
      "DANE TLSA 2 1 1 [e28339e3cf86...] matched TA certificate at depth 1", .shared,
      period: "2018-04–", gives: "daneMatch"),
    MessageSample(
      "DANE TLSA 2 1 1 [e28339e3cf86...] TA public key verified certificate at depth 0", .shared,
      period: "2018-04–", gives: "daneMatch"),
    MessageSample(
      "DANE TLSA \u{3} \u{1} \u{1} [e28339e3cf86...] matched EE certificate at depth 0", .shared,
      period: "2018-04– (inbound)", gives: "daneMatch"),
    MessageSample(
      "enforcing DANE; failing starttls", .shared, .warning, period: "2018-04–",
      gives: "daneEnforced"),
    MessageSample(
      "SSL_dane_enable(ssl_, mx.dane.sec.example)", .shared, period: "2018-04–", gives: "remark"),
    MessageSample(
      "unusable TLSA record: 3 1 1 e28339e3cf86", .shared, .error, period: "2018-04–",
      gives: "domainFact", ""),
    MessageSample(
      "SSL_dane_tlsa_add() failed.", .shared, .error, period: "2018-04–", gives: "domainFact", ""),
    MessageSample(
      "TLSA data is bogus or indeterminate", .client, .warning, period: "2018-04–",
      gives: "domainFact", ""),
    MessageSample(
      "failed record: 3 1 1 e28339e3cf86", .shared, .error, period: "2018-04–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("DANE TLSA ") { return matched(&cursor) }
    if cursor.sees("enforcing DANE") { return .daneEnforced }
    if cursor.sees("SSL_dane_enable(") || cursor.sees("failed record: ") { return .remark }
    guard
      cursor.sees("unusable TLSA record") || cursor.sees("SSL_dane_tlsa_add")
        || cursor.isExactly("TLSA data is bogus or indeterminate")
    else { return nil }
    return .domainFact(.tlsaUnusable, name: .empty)
  }

  /// `usage SP selector SP matching SP "[" data "...]" SP what-matched`
  private static func matched(_ cursor: inout MessageCursor) -> SessionEvent? {
    guard
      cursor.contains(" matched EE certificate") || cursor.contains(" matched TA certificate")
        || cursor.contains(" TA public key verified certificate")
    else { return nil }
    let usage = field(&cursor)
    let selector = field(&cursor)
    let matching = field(&cursor)
    return .daneMatch(usage: usage, selector: selector, matching: matching)
  }

  // QUIRK: the inbound copy of the statement prints the three octets raw, as control characters;
  // an excerpt may have lost them. RFC 6698 section 2.1 has them as numbers.
  /// One field and the blank behind it; 255 where it is not readable.
  private static func field(_ cursor: inout MessageCursor) -> UInt8 {
    let start = cursor.position
    if let number = cursor.smallNumber(), cursor.skip(" ") {
      return UInt8(exactly: number) ?? 255
    }
    cursor.position = start
    guard let octet = cursor.next, octet != UInt8(ascii: "[") else { return 255 }
    cursor.position += 1
    guard cursor.skip(" ") else { return 255 }
    return octet < UInt8(ascii: " ") || octet == 255 ? octet : 255
  }
}
