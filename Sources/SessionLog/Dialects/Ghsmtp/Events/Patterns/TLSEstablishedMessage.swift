// SPDX-License-Identifier: Apache-2.0

/// A TLS handshake was completed: on the server after STARTTLS, on the client after its report.
///
/// `version=` is the version in which the cipher suite appeared (`SSL_CIPHER_get_version`), not the
/// negotiated protocol.
enum TLSEstablishedMessage: MessagePattern {
  static let name = "tls-established"
  static let meaning = "A TLS handshake was completed; `verified` says that the peer was."
  static let openings: [StaticString] = ["STARTTLS version=", "TLS: version="]
  static let samples = [
    MessageSample(
      "STARTTLS version=TLSv1.2 cipher=AES128-GCM-SHA256 bits=128/128 verified",
      period: "2017-12–", gives: "tlsEstablished", "TLSv1.2", "AES128-GCM-SHA256"),
    MessageSample(
      "STARTTLS version=TLSv1.2 cipher=ECDHE-RSA-AES256-GCM-SHA384 bits=256/256",
      period: "2014-05–", gives: "tlsEstablished", "TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384"),
    MessageSample(
      "TLS: version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256 verified", .client,
      period: "2018-06–", gives: "tlsEstablished", "TLSv1.3", "TLS_AES_256_GCM_SHA384"),
    MessageSample(
      "TLS: version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256", .client,
      period: "2018-06–", gives: "tlsEstablished", "TLSv1.3", "TLS_AES_256_GCM_SHA384"),
  ]

  static func match(_ message: Span<UInt8>, from context: MessageContext) -> SessionEvent? {
    var cursor = MessageCursor(message)
    guard cursor.skip("STARTTLS version=") || cursor.skip("TLS: version=") else { return nil }
    let version = cursor.take(until: UInt8(ascii: " "))
    guard cursor.skip(" cipher=") else { return nil }
    let cipher = cursor.take(until: UInt8(ascii: " "))
    guard cursor.skip(" bits="), let bits = cursor.smallNumber(), cursor.skip("/"),
      let keyBits = cursor.smallNumber()
    else { return nil }
    let verified = cursor.skip(" verified")
    guard cursor.isAtEnd else { return nil }
    return .tlsEstablished(
      version: version, cipher: cipher, bits: bits, keyBits: keyBits, verified: verified)
  }
}
