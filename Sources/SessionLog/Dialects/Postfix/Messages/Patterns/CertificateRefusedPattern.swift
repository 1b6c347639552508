// SPDX-License-Identifier: Apache-2.0

/// The certificate of a server, or its name, did not verify.
enum CertificateRefusedPattern: PostfixPattern {
  static let name = "certificate-refused"
  static let meaning = "Why the certificate of a server did not verify."
  static let openings: [StaticString] = [
    "certificate verification failed for ", "server certificate verification failed for ", "",
  ]
  static let samples = [
    PostfixSample(
      "certificate verification failed for mx.selfsign.example[198.51.100.104]:25: self-signed certificate",
      from: .smtp, gives: "certificateRefused", "mx.selfsign.example", "198.51.100.104",
      "self-signed certificate"),
    PostfixSample(
      "certificate verification failed for mx.selfsign.example[198.51.100.104]:25: untrusted issuer /CN=Some CA",
      from: .smtp, gives: "certificateRefused", "mx.selfsign.example", "198.51.100.104",
      "untrusted issuer /CN=Some CA"),
    PostfixSample(
      "server certificate verification failed for mx.wrong.example[198.51.100.105]:25: num=62:hostname mismatch",
      from: .smtp, releases: "2.11–", gives: "certificateRefused", "mx.wrong.example",
      "198.51.100.105", "hostname mismatch"),
    PostfixSample(
      "certificate peer name verification failed for mx.wrong.example[198.51.100.105]:25: CommonName mis-match: other.example",
      from: .smtp, releases: "2.3–2.4", gives: "certificateRefused", "mx.wrong.example",
      "198.51.100.105", "CommonName mis-match: other.example"),
  ]

  static func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    var cursor = MessageCursor(text)
    _ = cursor.skip("server ")
    guard cursor.skip("certificate "),
      cursor.skip("verification failed for ") || cursor.skip("peer name verification failed for "),
      let peer = PostfixPeer.take(&cursor), cursor.skip(": ")
    else { return nil }
    var error: UInt16 = 0
    if cursor.skip("num=") {
      error = cursor.smallNumber() ?? 0
      _ = cursor.skip(":")
    }
    let reason = cursor.rest()
    if error == 0 { error = number(of: text.extracting(reason.indices)) }
    return .certificateRefused(peer, error: error, reason: reason)
  }

  /// OpenSSL's number of the reasons that Postfix writes without one; 0 of any other.
  private static func number(of reason: Span<UInt8>) -> UInt16 {
    let cursor = MessageCursor(reason)
    if cursor.sees("self-signed certificate") || cursor.sees("self signed certificate") {
      return 18
    }
    if cursor.sees("untrusted issuer ") { return 20 }
    if cursor.sees("certificate has expired") { return 10 }
    return cursor.sees("certificate not yet valid") ? 9 : 0
  }
}
