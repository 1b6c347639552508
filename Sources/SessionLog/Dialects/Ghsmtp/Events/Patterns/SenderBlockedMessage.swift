// SPDX-License-Identifier: Apache-2.0

/// MAIL FROM was refused by policy and the connection closed.
enum SenderBlockedMessage: MessagePattern {
  static let name = "sender-blocked"
  static let meaning = "The reverse-path was refused by policy: 550 at MAIL, connection closed."
  static let openings: [StaticString] = ["verify sender failed: ", "invalid sender domain ", ""]
  static let samples = [
    MessageSample(
      "verify sender failed: spammer@uni.example bad sender",
      period: "2021-08– (W 2018-06–2021-08)",
      gives: "blocked", "spammer@uni.example bad sender"),
    MessageSample(
      "verify sender failed: spamdom.example blocked on advice of multi.surbl.org", .server,
      .warning, period: "2018-06–", gives: "blocked",
      "spamdom.example blocked on advice of multi.surbl.org"),
    MessageSample(
      "invalid sender domain uni", .server, .error, period: "2014–2017", gives: "blocked",
      "invalid sender domain uni"),
    MessageSample(
      "spamdom.example blocked by black.uribl.com", .server, .error, period: "2014–2017",
      gives: "blocked", "spamdom.example blocked by black.uribl.com"),
    MessageSample(
      "co.example blocked by exact match on two-level-tlds list", .server, .error,
      period: "2014–2017", gives: "blocked",
      "co.example blocked by exact match on two-level-tlds list"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("verify sender failed: ") {
      return .blocked(reason: .sender, detail: cursor.rest())
    }
    let text = cursor.whole
    guard context.origin == .server, isBlockedDomain(&cursor) else { return nil }
    return .blocked(reason: .sender, detail: text)
  }

  /// `"invalid sender domain " domain / domain " blocked by " list`; a client, which is blocked
  /// with the same words, has a blank in it.
  private static func isBlockedDomain(_ cursor: inout MessageCursor) -> Bool {
    if cursor.skip("invalid sender domain ") { return cursor.onlyWord() != nil }
    let domain = cursor.take(until: UInt8(ascii: " "))
    guard cursor.octets.firstOffset(of: UInt8(ascii: "."), from: 0, before: domain.end) != nil,
      cursor.octets[domain.end - 1] != UInt8(ascii: "]"), cursor.skip(" blocked by ")
    else { return false }
    if cursor.sees("exact match on ") { return cursor.endsWith("-level-tlds list") }
    return cursor.onlyWord() != nil
  }
}
