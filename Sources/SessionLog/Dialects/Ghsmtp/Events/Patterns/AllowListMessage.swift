// SPDX-License-Identifier: Apache-2.0

/// What allow and block lists say of a peer or a domain; a refusal has a record of its own.
enum AllowListMessage: MessagePattern {
  static let name = "allow-list"
  static let meaning =
    "What allow lists and DNS block lists say of a peer or a domain; a refusal is logged apart."
  static let openings: [StaticString] = [
    "IP address ", "FCrDNS ", "loopback address ", "private address ", "local address ",
    "IP4 loopback address ", "IP6 loopback address ", "on internal allow list", "on allow list ",
    "allowed", "Query blocked by ", "Domain ", "allow-listed IP address can claim to be ", "",
  ]
  static let samples = [
    MessageSample(
      "IP address 203.0.113.50 not on any dnsbls", period: "2026-04–", gives: "remark"),
    MessageSample(
      "IP address 203.0.113.50 cleared by dnsbls", period: "2018-06", gives: "remark"),
    MessageSample("IP address 203.0.113.50 not blacklisted", period: "2018-04", gives: "remark"),
    MessageSample("IP address 203.0.113.50 okay", period: "2023", gives: "remark"),
    MessageSample(
      "IP address 203.0.113.50 whitelisted", period: "2018-04–2020-09", gives: "remark"),
    MessageSample(
      "FCrDNS mx1.bigmail.example not on allowed list", period: "2020-09–", gives: "remark"),
    MessageSample("FCrDNS mx1.bigmail.example allowed", period: "2020-09–", gives: "remark"),
    MessageSample(
      "FCrDNS registered domain bigmail.example allowed", period: "2020-09–", gives: "remark"),
    MessageSample("FCrDNS mx1.bigmail.example whitelisted", period: "–2020-09", gives: "remark"),
    MessageSample("loopback address allowed", period: "2020-09–", gives: "remark"),
    MessageSample("loopback address whitelisted", period: "–2020-09", gives: "remark"),
    MessageSample("private address allowed", period: "2020-09–", gives: "remark"),
    MessageSample("spamhaus.org returned 127.0.0.4", period: "2026-04–", gives: "remark"),
    MessageSample("local address allowed", period: "2020–2021", gives: "remark"),
    MessageSample("IP4 loopback address whitelisted", period: "2018", gives: "remark"),
    MessageSample("IP6 loopback address whitelisted", period: "2018", gives: "remark"),
    MessageSample("on internal allow list", period: "2020-09–", gives: "remark"),
    MessageSample("on allow list list.dnswl.org as 127.0.5.1", period: "2020-09–", gives: "remark"),
    MessageSample("allowed", period: "2020-09–", gives: "remark"),
    MessageSample("Query blocked by sbl.spamhaus.org", period: "2020–", gives: "remark"),
    MessageSample(
      "Domain spamdom.example blocked by multi.surbl.org, 127.0.0.2", period: "2023",
      gives: "remark"),
    MessageSample(
      "allow-listed IP address can claim to be mail.ghsmtp.example", period: "2020-09–",
      gives: "remark"),
    MessageSample("17.1.2.3 allowed 17.0.0.0/8 APPLE-WWNET", period: "2020-09–", gives: "remark"),
    MessageSample(
      "17.1.2.3 whitelisted 17.0.0.0/8 APPLE-WWNET", period: "2018–2020-09", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.sees("IP address ") || cursor.sees("FCrDNS ") || cursor.sees("loopback address ")
      || cursor.sees("private address ") || cursor.sees("local address ")
      || cursor.sees("IP4 loopback address ") || cursor.sees("IP6 loopback address ")
    {
      guard
        cursor.endsWith(" allowed") || cursor.endsWith(" whitelisted")
          || cursor.endsWith(" not on allowed list") || cursor.endsWith(" not on any dnsbls")
          || cursor.endsWith(" cleared by dnsbls") || cursor.endsWith(" not blacklisted")
          || cursor.endsWith(" okay")
      else { return nil }
      return .remark
    }
    guard context.origin == .server else { return nil }
    if cursor.isExactly("allowed") || cursor.isExactly("on internal allow list")
      || cursor.sees("on allow list ") || cursor.sees("Query blocked by ")
      || cursor.sees("allow-listed IP address can claim to be ")
    {
      return .remark
    }
    return isNetwork(message) || isDomainAnswer(message) || isBlocklistAnswer(&cursor)
      ? .remark : nil
  }

  /// `IPv4-address (" allowed " / " whitelisted ") network`
  private static func isNetwork(_ message: Span<UInt8>) -> Bool {
    var cursor = MessageCursor(message)
    for _ in 0..<3 { guard cursor.number() != nil, cursor.skip(".") else { return false } }
    return cursor.number() != nil && (cursor.skip(" allowed ") || cursor.skip(" whitelisted "))
  }

  /// `"Domain " domain " blocked by " list ", " answer`
  private static func isDomainAnswer(_ message: Span<UInt8>) -> Bool {
    var cursor = MessageCursor(message)
    guard cursor.skip("Domain "), !cursor.take(until: UInt8(ascii: " ")).isEmpty,
      cursor.skip(" blocked by "), !cursor.take(until: UInt8(ascii: ",")).isEmpty
    else { return false }
    return cursor.skip(", ") && cursor.onlyWord() != nil
  }

  /// `domain " returned 127." …`: what a DNS block list answered.
  private static func isBlocklistAnswer(_ cursor: inout MessageCursor) -> Bool {
    guard !cursor.take(until: UInt8(ascii: " ")).isEmpty, cursor.skip(" returned 127."),
      cursor.number() != nil, cursor.skip("."), cursor.number() != nil, cursor.skip("."),
      cursor.number() != nil
    else { return false }
    return cursor.isAtEnd
  }
}
