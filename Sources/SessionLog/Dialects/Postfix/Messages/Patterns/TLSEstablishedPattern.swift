// SPDX-License-Identifier: Apache-2.0

/// A handshake was completed (`smtpd_tls_loglevel`, `smtp_tls_loglevel` 1 or more):
///
///     [ level SP ] "TLS connection " ( "established" / "reused" ) ( " from " / " to " ) peer
///         [ " to " sni ] ": " protocol " with cipher " cipher " (" used "/" all " bits)" *details
enum TLSEstablishedPattern: PostfixPattern {
  static let name = "tls-established"
  static let meaning =
    "TLS is in use; the first word says how far the peer's certificate was verified."
  static let openings: [StaticString] = [
    "Anonymous TLS connection ", "Untrusted TLS connection ", "Trusted TLS connection ",
    "Verified TLS connection ", "TLS connection ",
  ]
  static let samples = [
    PostfixSample(
      "Anonymous TLS connection established from mx1.bigmail.example[192.0.2.10]: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256",
      from: .smtpd, releases: "3.4–", gives: "tlsEstablished", "mx1.bigmail.example", "192.0.2.10",
      "TLSv1.3", "TLS_AES_256_GCM_SHA384"),
    PostfixSample(
      "Untrusted TLS connection established from mx1.bigmail.example[192.0.2.10] to mail.postbox.example: TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)",
      from: .smtpd, releases: "3.4–", gives: "tlsEstablished", "mx1.bigmail.example", "192.0.2.10",
      "TLSv1.2", "ECDHE-RSA-AES256-GCM-SHA384"),
    PostfixSample(
      "Trusted TLS connection reused to mx.full.example[198.51.100.106]:25: TLSv1.2 with cipher ECDHE-RSA-AES128-GCM-SHA256 (128/128 bits)",
      from: .smtp, releases: "3.4–", gives: "tlsEstablished", "mx.full.example", "198.51.100.106",
      "TLSv1.2", "ECDHE-RSA-AES128-GCM-SHA256"),
    PostfixSample(
      "Verified TLS connection established to mx.dane.example[198.51.100.107]:25: TLSv1 with cipher DHE-RSA-AES256-SHA (256/256 bits)",
      from: .smtp, releases: "2.5–", gives: "tlsEstablished", "mx.dane.example", "198.51.100.107",
      "TLSv1", "DHE-RSA-AES256-SHA"),
    PostfixSample(
      "TLS connection established from mx1.bigmail.example[192.0.2.10]: TLSv1 with cipher DHE-RSA-AES256-SHA (256/256 bits)",
      from: .smtpd, releases: "2.3–2.4", gives: "tlsEstablished", "mx1.bigmail.example",
      "192.0.2.10", "TLSv1", "DHE-RSA-AES256-SHA"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    let level = level(&cursor)
    guard cursor.skip("TLS connection ") else { return nil }
    let isReused = cursor.skip("reused ")
    guard isReused || cursor.skip("established ") else { return nil }
    let isClient = cursor.skip("to ")
    guard isClient || cursor.skip("from "), let peer = PostfixPeer.take(&cursor) else { return nil }
    // The name that the client asked for by SNI, or nothing.
    guard cursor.take(through: ": ") != nil else { return nil }
    let version = cursor.take(until: UInt8(ascii: " "))
    guard cursor.skip(" with cipher ") else { return nil }
    let cipher = cursor.take(until: UInt8(ascii: " "))
    guard cursor.skip(" ("), let bits = cursor.smallNumber(), cursor.skip("/") else { return nil }
    return .tlsEstablished(
      level, isClient: isClient, isReused: isReused, peer, version: version, cipher: cipher,
      bits: bits)
  }

  private static func level(_ cursor: inout MessageCursor) -> PostfixEvent.TLSLevel {
    if cursor.skip("Anonymous ") { return .anonymous }
    if cursor.skip("Untrusted ") { return .untrusted }
    if cursor.skip("Trusted ") { return .trusted }
    return cursor.skip("Verified ") ? .verified : .unstated
  }
}
