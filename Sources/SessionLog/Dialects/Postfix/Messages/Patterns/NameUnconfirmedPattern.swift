// SPDX-License-Identifier: Apache-2.0

/// Before `connect from unknown[…]`: the PTR record claims a name that does not lead back.
enum NameUnconfirmedPattern: PostfixPattern {
  static let name = "name-unconfirmed"
  static let meaning = "The client's PTR record names a host that does not have its address."
  static let openings: [StaticString] = ["hostname ", ""]
  static let samples = [
    PostfixSample(
      "warning: hostname host9.liar.example does not resolve to address 203.0.113.9", from: .smtpd,
      gives: "nameUnconfirmed", "host9.liar.example"),
    PostfixSample(
      "warning: hostname host9.gone.example does not resolve to address 203.0.113.9: Name or service not known",
      from: .smtpd, gives: "nameUnconfirmed", "host9.gone.example"),
    PostfixSample(
      "warning: 203.0.113.9: hostname host9.gone.example verification failed: Name or service not known",
      from: .smtpd, releases: "2.3–2.8", gives: "nameUnconfirmed", "host9.gone.example"),
    PostfixSample(
      "warning: 203.0.113.9: address not listed for hostname host9.liar.example", from: .smtpd,
      releases: "2.3–2.8", gives: "nameUnconfirmed", "host9.liar.example"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    guard context.severity == .warning else { return nil }
    var cursor = MessageCursor(text)
    if cursor.skip("hostname ") {
      let name = cursor.take(until: UInt8(ascii: " "))
      return cursor.sees(" does not resolve to address ") ? .nameUnconfirmed(name: name) : nil
    }
    guard cursor.take(until: UInt8(ascii: " ")).count > 2 else { return nil }
    if cursor.skip(" address not listed for hostname ") {
      return .nameUnconfirmed(name: cursor.rest())
    }
    guard cursor.skip(" hostname ") else { return nil }
    let name = cursor.take(until: UInt8(ascii: " "))
    return cursor.sees(" verification failed") ? .nameUnconfirmed(name: name) : nil
  }
}
