// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Key exchange that does not protect the past.
package enum NoForwardSecrecy: FindingRule {
  package static let id = "no-forward-secrecy"
  package static let title = "No forward secrecy"
  package static let meaning = """
    The suite exchanges keys by static RSA or static Diffie-Hellman. Certain: the suite is logged as \
    negotiated. Counted out of the encrypted sessions.
    """
  package static let importance = """
    Whoever records the traffic and gets the server's key later can read all of it.
    """
  package static let references = ["RFC 9325 section 4.1", "RFC 9325 section 7.3"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.compactMap { tally in
      let count = tally.tls.forwardSecrecy[.no]
      guard count > 0 else { return nil }
      let names = tally.tls.ciphers.ranked.filter { CipherSuite($0.key).forwardSecrecy == .no }
      return finding(
        tally, .notice, "encrypted without forward secrecy", count: count,
        of: tally.tls.encrypted, unit: "encrypted \(tally.unitName)",
        details: [Finding.Detail("ciphers", Listing.words(names.map(\.key)))],
        evidence: tally.evidence[.noForwardSecrecy])
    }
  }
}
