// SPDX-License-Identifier: Apache-2.0

/// A connection attempt begins: in one process each is a session of its own.
enum TryingMessage: MessagePattern {
  static let name = "trying"
  static let meaning = "A connection attempt to this host begins."
  static let openings: [StaticString] = ["trying ", "bind "]
  static let samples = [
    MessageSample(
      "trying mx.full.example:smtp", .client, period: "2018-01–", gives: "trying",
      "mx.full.example", "smtp"),
    MessageSample(
      "trying [198.51.100.102]:smtp", .client, period: "2018-01–", gives: "trying",
      "[198.51.100.102]", "smtp"),
    MessageSample(
      "trying [IPv6:2001:db8::1]:smtp", .client, period: "2018-01–", gives: "trying",
      "[IPv6:2001:db8::1]", "smtp"),
    MessageSample(
      "trying {mail.xn--bcher-kva.example,mail.bücher.example}:smtp", .client, period: "2018-01–",
      gives: "trying", "{mail.xn--bcher-kva.example,mail.bücher.example}", "smtp"),
    MessageSample("trying :smtp", .client, period: "2018-01–", gives: "trying", "", "smtp"),
    MessageSample("bind 198.51.100.25", .client, period: "2022-04–", gives: "remark"),
    MessageSample(
      "trying mx.full.example", .client, period: "2020 (Send.cpp)", gives: "trying",
      "mx.full.example", ""),
    MessageSample(
      "trying [IPv6:2001:db8::1]", .client, period: "2020 (Send.cpp)", gives: "trying",
      "[IPv6:2001:db8::1]", ""),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    if cursor.skip("bind ") { return cursor.onlyWord() == nil ? nil : .remark }
    guard cursor.skip("trying ") else { return nil }
    var colon = cursor.end - 1
    while colon >= cursor.position, cursor.octets[colon] != UInt8(ascii: ":") { colon -= 1 }
    // Without a service, a colon can only be one of an address literal.
    if colon < cursor.position || cursor.endsWith("]") {
      return .trying(host: cursor.rest(), service: .empty)
    }
    let host = TextRange(start: cursor.position, count: colon - cursor.position)
    cursor.position = colon + 1
    return .trying(host: host, service: cursor.rest())
  }
}
