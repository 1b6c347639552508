// SPDX-License-Identifier: Apache-2.0

/// The peer's address or name is on a block list: 554 instead of the banner.
enum BlocklistMessage: MessagePattern {
  static let name = "blocklist"
  static let meaning = "The peer's address or name is on a block list."
  static let openings: [StaticString] = ["IP address ", "FCrDNS "]
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
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    if cursor.sees("IP address ") {
      if cursor.endsWith(" on static blocklist") {
        return .blocked(reason: .addressBlocklist, detail: cursor.whole)
      }
      guard cursor.contains(" blocked: ") else { return nil }
      return .blocked(reason: .dnsBlocklist, detail: cursor.whole)
    }
    guard cursor.sees("FCrDNS "), cursor.endsWith(" on static blocklist") else { return nil }
    return .blocked(reason: .nameBlocklist, detail: cursor.whole)
  }
}
