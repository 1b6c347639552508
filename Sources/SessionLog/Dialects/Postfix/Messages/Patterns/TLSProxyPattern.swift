// SPDX-License-Identifier: Apache-2.0

/// tlsproxy, which does TLS for postscreen and for reused connections of smtp.
enum TLSProxyPattern: PostfixPattern {
  static let name = "tlsproxy"
  static let meaning = "What the process that does TLS for others says of its connections."
  static let openings: [StaticString] = [
    "TLS handshake failed for service=", "TLS server role is disabled", "CONNECT to ",
    "ciphertext read/write timeout for ", "plaintext read/write timeout for ",
  ]
  static let samples = [
    PostfixSample(
      "TLS handshake failed for service=smtp peer=[198.51.100.103]:25", from: .tlsproxy,
      releases: "3.4–", gives: "remark"),
    PostfixSample(
      "TLS handshake failed for service=smtpd peer=[203.0.113.9]:50123", from: .tlsproxy,
      releases: "3.4–", gives: "handshakeFailed", "", "203.0.113.9", ""),
    PostfixSample(
      "warning: TLS server role is disabled with tlsproxy_tls_security_level or tlsproxy_use_tls",
      from: .tlsproxy, releases: "3.4–", gives: "remark"),
    PostfixSample(
      "CONNECT to [198.51.100.106]:25", from: .tlsproxy, releases: "3.4–", gives: "remark"),
    PostfixSample(
      "warning: ciphertext read/write timeout for [203.0.113.9]:50123", from: .tlsproxy,
      releases: "2.8–", gives: "remark"),
    PostfixSample(
      "warning: plaintext read/write timeout for [203.0.113.9]:50123", from: .tlsproxy,
      releases: "2.8–", gives: "remark"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    if cursor.skip("TLS handshake failed for service=smtpd peer=") {
      guard let peer = PostfixPeer.take(&cursor) else { return nil }
      return .handshakeFailed(isClient: false, peer, reason: .empty)
    }
    return openings.contains(where: { cursor.sees($0) }) ? .remark : nil
  }
}
