// SPDX-License-Identifier: Apache-2.0

/// Which DNS server is asked, and what it does not answer.
enum ResolverMessage: MessagePattern {
  static let name = "resolver"
  static let meaning = "The DNS resolver at work; in 2026 the first line of each session."
  static let openings: [StaticString] = [
    "using verified DNS server ", "using DNS server ", "xchg failed with ", "Resolver::xchg ",
    "no reply from nameserver",
  ]
  static let samples = [
    MessageSample(
      "using verified DNS server dns9.quad9.net[9.9.9.9]:domain-s", .shared, period: "2018-11–",
      gives: "remark"),
    MessageSample(
      "using DNS server one.one.one.one[1.1.1.1]:domain", .shared, period: "2018-11–",
      gives: "remark"),
    MessageSample(
      "xchg failed with dns9.quad9.net[9.9.9.9]:domain-s trying another server", .shared,
      period: "2018-11–", gives: "remark"),
    MessageSample(
      "Resolver::xchg was able to read only 0 octets", .shared, .warning, period: "2018-11–",
      gives: "remark"),
    MessageSample(
      "no reply from nameserver", .shared, .warning, period: "2018-11–", gives: "remark"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    let cursor = MessageCursor(message)
    guard
      cursor.sees("using verified DNS server ") || cursor.sees("using DNS server ")
        || cursor.sees("xchg failed with ") || cursor.sees("Resolver::xchg ")
        || cursor.sees("no reply from nameserver")
    else { return nil }
    return .remark
  }
}
