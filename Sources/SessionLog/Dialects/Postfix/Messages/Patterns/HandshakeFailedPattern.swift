// SPDX-License-Identifier: Apache-2.0

/// A handshake that was not completed. OpenSSL's reason, where it has one, is in a line before or
/// behind this one.
enum HandshakeFailedPattern: PostfixPattern {
  static let name = "handshake-failed"
  static let meaning = "A TLS handshake failed."
  static let openings: [StaticString] = ["SSL_accept error from ", "SSL_connect error to "]
  static let samples = [
    PostfixSample(
      "SSL_accept error from unknown[203.0.113.9]: -1", from: .smtpd, gives: "handshakeFailed",
      "unknown", "203.0.113.9", "-1"),
    PostfixSample(
      "SSL_accept error from unknown[203.0.113.9]: lost connection", from: .smtpd,
      gives: "handshakeFailed", "unknown", "203.0.113.9", "lost connection"),
    PostfixSample(
      "SSL_connect error to mx.badtls.example[198.51.100.103]:25: Connection reset by peer",
      from: .smtp, gives: "handshakeFailed", "mx.badtls.example", "198.51.100.103",
      "Connection reset by peer"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    let isClient = cursor.skip("SSL_connect error to ")
    guard isClient || cursor.skip("SSL_accept error from "),
      let peer = PostfixPeer.take(&cursor), cursor.skip(": ")
    else { return nil }
    return .handshakeFailed(isClient: isClient, peer, reason: cursor.rest())
  }
}
