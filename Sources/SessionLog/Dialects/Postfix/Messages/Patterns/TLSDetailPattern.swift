// SPDX-License-Identifier: Apache-2.0

/// Steps of a handshake (log levels 2 to 4) and remarks about TLSA records.
enum TLSDetailPattern: PostfixPattern {
  static let name = "tls-detail"
  static let meaning =
    "Details of TLS: steps of the handshake, subjects of certificates, TLSA records."
  static let openings: [StaticString] = [
    "setting up TLS connection ", "initializing the ", "SSL_accept:", "SSL_connect:", "subject=",
    "issuer=", "SSL3 alert ", "TLSA lookup error for ", "auto-clearing ", "Reusing old session",
    "write to ", "read from ", "looking for session ", "save session ", "reloaded session ",
    "Peer certificate could not be verified", "cannot load ",
    "DNSSEC validation may be unavailable", "reason: ", "",
  ]
  static let samples = [
    PostfixSample(
      "setting up TLS connection from unknown[203.0.113.9]", from: .smtpd, gives: "remark"),
    PostfixSample("initializing the server-side TLS engine", from: .smtpd, gives: "remark"),
    PostfixSample(
      "SSL_accept:SSLv3/TLS read client hello", from: .smtpd, gives: "remark"),
    PostfixSample("SSL_connect:before SSL initialization", from: .smtp, gives: "remark"),
    PostfixSample("subject=/CN=self.signed.example", from: .smtpd, gives: "remark"),
    PostfixSample("issuer=/CN=self.signed.example", from: .smtpd, gives: "remark"),
    PostfixSample(
      "SSL3 alert read:fatal:unknown CA", from: .smtpd, releases: "2.3–3.8", gives: "remark"),
    PostfixSample(
      "warning: TLSA lookup error for mx.sec.example:25", from: .smtp, releases: "2.11–",
      gives: "remark"),
    PostfixSample(
      "warning: DNSSEC validation may be unavailable", from: .smtp, releases: "3.6–",
      gives: "remark"),
    PostfixSample(
      "warning: reason: dnssec_probe 'ns:.' received a response that is not DNSSEC validated",
      from: .smtp, releases: "3.6–", gives: "remark"),
    PostfixSample(
      "unknown[203.0.113.9]: depth=0 verify=0 subject=/CN=self.signed.example", from: .smtpd,
      gives: "remark"),
    PostfixSample(
      "mx1.bigmail.example[192.0.2.10]: subject_CN=mx1.bigmail.example, issuer=Some CA, fingerprint=AA:BB",
      from: .smtpd, gives: "remark"),
    PostfixSample(
      "unknown[203.0.113.9]: Issuing session ticket, key expiration: 1796090000", from: .smtpd,
      gives: "remark"),
    PostfixSample(
      #"mx.full.example[198.51.100.106]:25: TLS cipher list "aNULL:-aNULL:HIGH""#, from: .smtp,
      gives: "remark"),
    PostfixSample(
      "warning: mx.baddane.example[198.51.100.108]:25: unusable TLSA RR: 3 1 1 AABB", from: .smtp,
      releases: "2.11–", gives: "remark"),
    PostfixSample(
      "warning: mx.baddane.example[198.51.100.108]:25: all fingerprints unusable", from: .smtp,
      releases: "2.11–", gives: "remark"),
    PostfixSample(
      "auto-clearing SSL_OP_NO_TICKET", from: .tlsproxy, releases: "3.4–", gives: "remark"),
    PostfixSample("Reusing old session", from: .smtpd, releases: "2.3–", gives: "remark"),
    PostfixSample(
      "write to 5573F0A0C2D0 [5573F0A1C2D3] (7 bytes => 7 (0x7))", from: .smtpd, gives: "remark"),
    PostfixSample(
      "read from 5573F0A0C2D0 [5573F0A1C2D3] (5 bytes => -1 (0xFFFFFFFFFFFFFFFF))", from: .smtpd,
      gives: "remark"),
    PostfixSample(
      "looking for session smtp&mx.full.example&198.51.100.106&&AB in smtp cache", from: .smtp,
      gives: "remark"),
    PostfixSample(
      "save session smtp&mx.full.example&198.51.100.106&&AB to smtp cache", from: .smtp,
      gives: "remark"),
    PostfixSample(
      "reloaded session smtp&mx.full.example&198.51.100.106&&AB from smtp cache", from: .smtp,
      gives: "remark"),
    PostfixSample(
      "Peer certificate could not be verified", from: .smtpd, releases: "2.3–2.4", gives: "remark"),
    PostfixSample(
      "warning: cannot load certificate authority data: disabling TLS support", from: .smtpd,
      gives: "remark"),
  ]

  private static let starts: [StaticString] = openings.filter { $0.utf8CodeUnitCount > 0 }
  private static let behindPeer: [StaticString] = [
    "depth=", "subject_CN=", "Issuing session ticket", "TLS cipher list ", "unusable TLSA RR: ",
    "all fingerprints unusable", "certificate verification depth=", "re-using session with ",
    "Trusted: ", "Untrusted: ", "Matched subjectAltName: ", "Matched CommonName ", "CommonName ",
    "subjectAltName: ", "pkey_fingerprint=", "fingerprint=", "certificate peername ",
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    if starts.contains(where: { cursor.sees($0) }) { return .remark }
    guard PostfixPeer.take(&cursor) != nil, cursor.skip(": ") else { return nil }
    return behindPeer.contains(where: { cursor.sees($0) }) ? .remark : nil
  }
}
