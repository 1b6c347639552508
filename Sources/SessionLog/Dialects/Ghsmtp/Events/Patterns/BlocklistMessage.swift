// SPDX-License-Identifier: Apache-2.0

/// The peer's address or name is on a block list: 554 instead of the banner.
enum BlocklistMessage: MessagePattern {
  static let name = "blocklist"
  static let meaning = "The peer's address or name is on a block list."
  static let openings: [StaticString] = ["IP address ", "FCrDNS ", ""]
  static let samples = [
    MessageSample(
      "IP address 203.0.113.92 on static blocklist", period: "2018–", gives: "blocked",
      "IP address 203.0.113.92 on static blocklist"),
    MessageSample(
      "FCrDNS spam.badhost.example on static blocklist", period: "2018–", gives: "blocked",
      "FCrDNS spam.badhost.example on static blocklist"),
    MessageSample(
      "FCrDNS registered domain badhost.example on static blocklist", period: "2018–",
      gives: "blocked", "FCrDNS registered domain badhost.example on static blocklist"),
    MessageSample(
      "IP address 203.0.113.91 blocked: spamhaus.org returned 127.0.0.4", period: "2018–",
      gives: "blocked", "IP address 203.0.113.91 blocked: spamhaus.org returned 127.0.0.4"),
    MessageSample(
      "IP address 203.0.113.92 blacklisted", .server, .error, period: "2014–2017", gives: "blocked",
      "IP address 203.0.113.92 blacklisted"),
    MessageSample(
      "203.0.113.91 blocked on advice from sbl.spamhaus.org", period: "2018–2021", gives: "blocked",
      "203.0.113.91 blocked on advice from sbl.spamhaus.org"),
    MessageSample(
      "unknown [203.0.113.91] blocked by zen.spamhaus.org", .server, .error, period: "2014–2017",
      gives: "blocked", "unknown [203.0.113.91] blocked by zen.spamhaus.org"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    if cursor.sees("IP address ") {
      if cursor.endsWith(" on static blocklist")
        || cursor.endsWith(" blacklisted")
          && !cursor.endsWith(" not blacklisted")
      {
        return .blocked(reason: .addressBlocklist, detail: cursor.whole)
      }
      guard cursor.contains(" blocked: ") else { return nil }
      return .blocked(reason: .dnsBlocklist, detail: cursor.whole)
    }
    if cursor.sees("FCrDNS ") {
      guard cursor.endsWith(" on static blocklist") else { return nil }
      return .blocked(reason: .nameBlocklist, detail: cursor.whole)
    }
    guard context.origin == .server, isAddressAdvice(message) || isClientBlocked(message) else {
      return nil
    }
    return .blocked(reason: .dnsBlocklist, detail: cursor.whole)
  }

  /// `address " blocked on advice from " list`
  private static func isAddressAdvice(_ message: Span<UInt8>) -> Bool {
    var cursor = MessageCursor(message)
    guard !cursor.take(until: UInt8(ascii: " ")).isEmpty, cursor.skip(" blocked on advice from ")
    else { return false }
    return cursor.onlyWord() != nil
  }

  /// `client " blocked by " list`, the client ending with its address literal.
  private static func isClientBlocked(_ message: Span<UInt8>) -> Bool {
    var cursor = MessageCursor(message)
    return cursor.take(through: "] blocked by ") != nil && cursor.onlyWord() != nil
  }
}
