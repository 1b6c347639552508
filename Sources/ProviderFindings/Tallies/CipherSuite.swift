// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// What the name of a cipher suite says, in OpenSSL's spelling (`ECDHE-RSA-AES256-SHA`) or IANA's
/// (`TLS_RSA_WITH_AES_128_CBC_SHA`).
package struct CipherSuite: Equatable, Sendable {
  package let forwardSecrecy: ForwardSecrecy
  /// Broken or forbidden whatever the key length: NULL, export, RC2, RC4, DES, 3DES, MD5, anonymous
  /// (RFC 7465, RFC 9325 section 4.1).
  package let isWeak: Bool

  static let unknown = CipherSuite("")

  package init(_ name: some StringProtocol) {
    let words = name.split { $0 == "-" || $0 == "_" }
    // TLS 1.3 suites name no key exchange, because it is always ephemeral (RFC 8446 section 1.2).
    let isTLS13 = words.first == "TLS" && !words.contains("WITH")
    let exchange = words.first == "TLS" ? words.dropFirst().first : words.first
    let anonymous =
      exchange == "ADH" || exchange == "AECDH" || words.contains("anon")
    if words.isEmpty {
      forwardSecrecy = .unknown
    } else if isTLS13 || anonymous || ["ECDHE", "DHE", "EDH"].contains(exchange) {
      forwardSecrecy = .yes
    } else {
      forwardSecrecy = .no
    }
    isWeak =
      anonymous
      || words.contains { word in
        ["NULL", "EXP", "EXPORT", "RC2", "RC4", "DES", "3DES", "MD5"].contains(word)
          || word.hasPrefix("EXP1") || word.hasPrefix("DES40")
      }
      || name.contains("DES-CBC")
  }
}

/// What the version and the name of a negotiated suite say.
struct NegotiatedSuite: Sendable {
  var version: SuiteVersion
  var cipher: CipherSuite
  /// Hash of the cipher's name.
  var nameHash: UInt64
}

/// Remembers what suites mean: a log holds a dozen of them, a million times.
struct SuiteCache: Sendable {
  private static let slots = 64

  private var hashes = [UInt64](repeating: 0, count: SuiteCache.slots)
  private var suites = [NegotiatedSuite](
    repeating: NegotiatedSuite(version: .other, cipher: .unknown, nameHash: 0),
    count: SuiteCache.slots)

  mutating func suite(_ name: Span<UInt8>, version: Span<UInt8>) -> NegotiatedSuite {
    let nameHash = OctetHash.fast(name)
    let hash = OctetHash.step(OctetHash.fast(version), nameHash)
    let slot = Int(truncatingIfNeeded: hash) & (Self.slots - 1)
    if hashes[slot] != hash {
      hashes[slot] = hash
      suites[slot] = NegotiatedSuite(
        version: SuiteVersion(version), cipher: CipherSuite(name.string),
        nameHash: nameHash)
    }
    return suites[slot]
  }
}
