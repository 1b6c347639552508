// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Suites that come from the time before TLS 1.2.
package enum OutdatedSuite: FindingRule {
  package static let id = "outdated-suite"
  package static let title = "Suite of an outdated TLS version"
  package static let meaning = """
    The suite is one of SSLv3, TLS 1.0 or TLS 1.1. The log's `version=` names the version in which \
    the suite appeared, not the one that was negotiated: such a suite may have been used with TLS \
    1.2. So this is a hint that the peer's TLS is old, and no proof. Counted out of the encrypted \
    sessions.
    """
  package static let importance = """
    TLS 1.0 and 1.1 must not be used any more, and these suites (CBC with SHA-1) are discouraged in \
    TLS 1.2 too.
    """
  package static let references = [
    "RFC 8996 section 4", "RFC 8996 section 5", "RFC 9325 section 4.2",
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.compactMap { tally in
      let versions: [SuiteVersion] = [.sslv3, .tls10, .tls11].filter { tally.tls.versions[$0] > 0 }
      let count = versions.reduce(0) { $0 + tally.tls.versions[$1] }
      guard count > 0 else { return nil }
      return finding(
        tally, .notice, "suite of an outdated TLS version", count: count,
        of: tally.tls.encrypted, unit: "encrypted \(tally.unitName)",
        details: [
          Finding.Detail(
            "suites of",
            Listing.words(versions.map { ($0.name, tally.tls.versions[$0]) }, others: 0))
        ], evidence: tally.evidence[.outdatedSuite])
    }
  }
}
