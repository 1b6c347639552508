// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// What `X=` says: version, suite and bits, in the words of GnuTLS or OpenSSL.
///
///     suite   = version ":" name ":" bits ["*"]
///     version = "TLS1.3" / "TLSv1.3" / "TLS1" / …      ; "TLS1" is OpenSSL's TLS 1.0
///     name    = "ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM"   ; GnuTLS: key exchange, signature, cipher
///             / "ECDHE-RSA-AES256-GCM-SHA384"                      ; OpenSSL
struct EximSuite {
  /// In OpenSSL's spelling, which reports know.
  var version: [UInt8]
  /// In the octets that were read.
  var cipher = TextRange.empty
  var bits: UInt16 = 0

  init(_ text: Span<UInt8>) {
    let end = text.firstOffset(of: UInt8(ascii: ":"), from: 0, before: text.count) ?? text.count
    version = Self.version(text.extracting(0..<end))
    guard end < text.count else { return }
    let close =
      text.lastOffset(of: UInt8(ascii: ":"), from: end + 1, before: text.count) ?? text.count
    cipher = TextRange(start: end + 1, count: close - end - 1)
    for place in close + 1..<max(close + 1, text.count) {
      let digit = text[place] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      bits = bits &* 10 &+ UInt16(digit)
    }
  }

  private static let known: [(StaticString, [UInt8])] = [
    ("1.3", Array("TLSv1.3".utf8)), ("1.2", Array("TLSv1.2".utf8)), ("1.1", Array("TLSv1.1".utf8)),
    ("1.0", Array("TLSv1".utf8)), ("1", Array("TLSv1".utf8)),
  ]

  private static func version(_ text: Span<UInt8>) -> [UInt8] {
    guard text.holds("TLS", at: 0, before: text.count) else { return copy(text) }
    let start = text.holds("v", at: 3, before: text.count) ? 4 : 3
    for (number, name) in known
    where text.count - start == number.utf8CodeUnitCount
      && text.holds(number, at: start, before: text.count)
    {
      return name
    }
    return copy(text)
  }

  private static func copy(_ text: Span<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.append(text)
    return octets
  }
}
