// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Names that peers ask for and that our certificate lacks.
package enum CertificateNameMissing: FindingRule {
  package static let id = "certificate-name-missing"
  package static let title = "Names our certificate lacks"
  package static let meaning = """
    The peer asked, by the server name indication of its TLS hello, for a name that we hold no \
    certificate for. Counted are the sessions with such a request, out of all sessions of the peer. \
    Peers take such names from the MX record or from any of the PTR records of our address.
    """
  package static let importance = """
    Strict senders give up and fall back to plaintext when the certificate does not have the name \
    they chose. Add these names to your certificate, or take them out of the DNS.
    """
  package static let references = [
    "RFC 6066 section 3", "RFC 9525 section 6", "RFC 7672 section 8.1",
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.inbound.compactMap { tally in
      guard tally.certificateRequestsUnmet > 0 else { return nil }
      let names = tally.missingCertificates
      let failed = tally.tls.states[.failed]
      var details = [
        Finding.Detail(
          "add these names to your certificate",
          Listing.words(
            names.ranked.map { ($0.key.isEmpty ? "(blanked in the log)" : $0.key, $0.count) },
            others: names.othersCount, limit: 12))
      ]
      if failed > 0 {
        details.append(Finding.Detail("failed handshakes of this peer", String(failed)))
      }
      return finding(
        tally, failed > 0 ? .warning : .notice, "asked for a name that our certificate lacks",
        count: tally.certificateRequestsUnmet, of: tally.units, unit: tally.unitName,
        details: details, evidence: tally.evidence[.certificateMissing])
    }
  }
}
