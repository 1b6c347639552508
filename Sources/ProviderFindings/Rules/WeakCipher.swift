// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Ciphers that protect nothing any more.
package enum WeakCipher: FindingRule {
  package static let id = "weak-cipher"
  package static let title = "Broken cipher"
  package static let meaning = """
    The session was encrypted with a suite that is forbidden whatever its key length (NULL, export, \
    RC2, RC4, DES, 3DES, MD5, anonymous), or with fewer than 112 secret bits. This is certain: the suite \
    is logged as negotiated. Counted out of the encrypted sessions.
    """
  package static let importance = """
    Traffic under such ciphers can be decrypted with means that are within reach. Better than clear \
    text, but nobody should be content with it.
    """
  package static let references = ["RFC 9325 section 4.1", "RFC 7465 section 2"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.compactMap { tally in
      guard tally.tls.weak > 0 else { return nil }
      let names = tally.tls.ciphers.ranked.filter { CipherSuite($0.key).isWeak }.map(\.key)
      return finding(
        tally, .warning, "encrypted with a broken cipher", count: tally.tls.weak,
        of: tally.tls.encrypted, unit: "encrypted \(tally.unitName)",
        details: [Finding.Detail("ciphers", Listing.words(names))],
        evidence: tally.evidence[.weakCipher])
    }
  }
}
