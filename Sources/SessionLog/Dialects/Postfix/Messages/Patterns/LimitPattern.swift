// SPDX-License-Identifier: Apache-2.0

/// anvil's limits: the client got 421 4.7.0, which no other line says.
enum LimitPattern: PostfixPattern {
  static let name = "limit"
  static let meaning =
    "A client passed a limit on connections, messages, recipients, handshakes or authentications."
  static let openings: [StaticString] = [
    "Connection concurrency limit exceeded: ", "Connection rate limit exceeded: ",
    "Message delivery request rate limit exceeded: ", "Recipient address rate limit exceeded: ",
    "New TLS session rate limit exceeded: ", "AUTH command rate limit exceeded: ",
  ]
  static let samples = [
    PostfixSample(
      "warning: Connection concurrency limit exceeded: 51 from mx1.bigmail.example[192.0.2.10] for service smtp",
      from: .smtpd, gives: "limitPassed", "mx1.bigmail.example", "192.0.2.10"),
    PostfixSample(
      "warning: Connection rate limit exceeded: 31 from unknown[203.0.113.9] for service 198.51.100.25:25",
      from: .smtpd, gives: "limitPassed", "unknown", "203.0.113.9"),
    PostfixSample(
      "warning: Message delivery request rate limit exceeded: 101 from unknown[203.0.113.9] for service smtp",
      from: .smtpd, gives: "limitPassed", "unknown", "203.0.113.9"),
    PostfixSample(
      "warning: Recipient address rate limit exceeded: 101 from unknown[203.0.113.9] for service smtp",
      from: .smtpd, gives: "limitPassed", "unknown", "203.0.113.9"),
    PostfixSample(
      "warning: New TLS session rate limit exceeded: 11 from unknown[203.0.113.9] for service smtp",
      from: .smtpd, gives: "limitPassed", "unknown", "203.0.113.9"),
    PostfixSample(
      "warning: AUTH command rate limit exceeded: 11 from unknown[203.0.113.9] for service submission",
      from: .smtpd, releases: "3.1–", gives: "limitPassed", "unknown", "203.0.113.9"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    let kinds = zip(openings, PostfixEvent.Limit.allCases)
    for (opening, limit) in kinds where cursor.skip(opening) {
      guard cursor.number() != nil, cursor.skip(" from "), let peer = PostfixPeer.take(&cursor)
      else { return nil }
      return .limitPassed(limit, peer)
    }
    return nil
  }
}
