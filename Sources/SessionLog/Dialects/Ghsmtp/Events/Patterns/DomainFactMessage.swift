// SPDX-License-Identifier: Apache-2.0

/// What the DNS says of the recipient's domain and its hosts before a connection is tried.
enum DomainFactMessage: MessagePattern {
  static let name = "domain-fact"
  static let meaning = "DNSSEC of MX and TLSA records, MTA-STS record, null MX of a domain or host."
  static let openings: [StaticString] = [
    "MTA-STS record not found for domain ", "### ", "MX records ",
    "no MX records found for domain ",
    "domain ", "TLSA ",
  ]
  static let samples = [
    MessageSample(
      "MTA-STS record not found for domain strict.example", .client, period: "2018-06–",
      gives: "domainFact", "strict.example"),
    MessageSample(
      "### This domain implements MTA-STS ###", .client, period: "2018-06–", gives: "domainFact", ""
    ),
    MessageSample(
      "MX records authentic for domain dane.sec.example", .client, period: "2018-04–2018-07",
      gives: "domainFact", "dane.sec.example"),
    MessageSample(
      "### MX records authentic for domain dane.sec.example ###", .client, period: "2018-07–",
      gives: "domainFact", "dane.sec.example"),
    MessageSample(
      "MX records can't be authenticated for domain full.example", .client, period: "2018-04–",
      gives: "domainFact", "full.example"),
    MessageSample(
      "no MX records found for domain nosuch.example", .client, period: "2018-04–",
      gives: "domainFact", "nosuch.example"),
    MessageSample(
      "domain nullmx.example does not accept mail", .client, period: "2018-04–",
      gives: "domainFact", "nullmx.example"),
    MessageSample(
      "TLSA data not found for full.example:25", .client, period: "2018-04–", gives: "domainFact",
      "full.example"),
    MessageSample(
      "TLSA data not found for {xn--bcher-kva.example,bücher.example}:25", .client,
      period: "2018-04–", gives: "domainFact", "{xn--bcher-kva.example,bücher.example}"),
    MessageSample(
      "TLSA data found for mx.dane.sec.example:25", .client, period: "2018-04–2018-07",
      gives: "domainFact", "mx.dane.sec.example"),
    MessageSample(
      "### TLSA data found for mx.dane.sec.example:25 ###", .client, period: "2018-07–",
      gives: "domainFact", "mx.dane.sec.example"),
    MessageSample(
      "TLSA records can't be authenticated for domain full.example", .client, period: "2022-06–",
      gives: "domainFact", "full.example"),
    MessageSample(
      "### TLSA records authentic for domain dane.sec.example ###", .client, period: "2022-06–",
      gives: "domainFact", "dane.sec.example"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("### ") {
      guard cursor.dropEnding(" ###") else { return nil }
      if cursor.isExactly("This domain implements MTA-STS") {
        return .domainFact(.mtaSTS, name: .empty)
      }
    }
    guard let fact = fact(&cursor) else { return nil }
    if fact == .tlsaFound || fact == .tlsaNotFound { dropPort(&cursor) }
    return .domainFact(fact, name: cursor.rest())
  }

  private static func fact(_ cursor: inout MessageCursor) -> SessionEvent.DomainFact? {
    if cursor.skip("TLSA data not found for ") { return .tlsaNotFound }
    if cursor.skip("TLSA data found for ") { return .tlsaFound }
    if cursor.skip("TLSA records can't be authenticated for domain ") { return .tlsaNotAuthentic }
    if cursor.skip("TLSA records authentic for domain ") { return .tlsaAuthentic }
    if cursor.skip("MX records can't be authenticated for domain ") { return .mxNotAuthentic }
    if cursor.skip("MX records authentic for domain ") { return .mxAuthentic }
    if cursor.skip("MTA-STS record not found for domain ") { return .noMTASTS }
    if cursor.skip("no MX records found for domain ") { return .noMX }
    guard cursor.skip("domain "), cursor.dropEnding(" does not accept mail") else { return nil }
    return .nullMX
  }

  private static func dropPort(_ cursor: inout MessageCursor) {
    var at = cursor.end
    while at > cursor.position, cursor.octets[at - 1] &- UInt8(ascii: "0") < 10 { at -= 1 }
    if at > cursor.position, cursor.octets[at - 1] == UInt8(ascii: ":") { cursor.end = at - 1 }
  }
}
