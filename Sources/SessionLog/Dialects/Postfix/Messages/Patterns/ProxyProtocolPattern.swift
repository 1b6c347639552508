// SPDX-License-Identifier: Apache-2.0

/// A load balancer's header (HAProxy's PROXY protocol) that could not be read.
enum ProxyProtocolPattern: PostfixPattern {
  static let name = "proxy-protocol"
  static let meaning = "The header that a proxy puts before a connection is missing or broken."
  static let openings: [StaticString] = ["haproxy read: "]
  static let samples = [
    PostfixSample(
      "warning: haproxy read: EOF", from: .smtpd, releases: "2.10–", gives: "remark")
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    MessageCursor(text).sees("haproxy read: ") ? .remark : nil
  }
}
