// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Certificates that cannot be validated, by reason.
package enum CertificateUnverified: FindingRule {
  package static let id = "certificate-unverified"
  package static let title = "Certificate that does not verify"
  package static let meaning = """
    The peer showed a certificate that validates neither by PKI nor by DANE; one finding for each \
    of OpenSSL's reasons, with the result type of RFC 8460. Outbound this is the server's \
    certificate, inbound the client's. Counted out of the sessions with a certificate of the peer \
    (outbound: all encrypted ones). A certificate that fails without a stated reason accuses its owner \
    only where another peer's verifies: a server without trust anchors verifies nobody's.
    """
  package static let importance = """
    Without validation, encryption protects against eavesdroppers but not against somebody who \
    stands between. An expired or misnamed certificate is the owner's mistake and quickly mended; \
    a TLSA record makes any certificate verifiable.
    """
  package static let references = [
    "RFC 7672 section 3", "RFC 8461 section 4.2", "RFC 8460 section 4.3.1",
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.flatMap { tally -> [Finding] in
      let errors = tally.tls.verifyErrors
      let shown =
        tally.tls.certificates[.good] + tally.tls.certificates[.offeredBad]
      let total = max(tally.direction == .outbound ? tally.tls.encrypted : 0, shown, errors.total)
      let reasons = errors.entries.filter {
        $0.key.number != 0 || input.verifiesAnybody(tally.direction)
      }
      return reasons.sorted { $0.key < $1.key }.map { entry in
        var marks = [entry.first]
        for mark in tally.evidence[.certificateUnverified]
        where errors.entries.count == 1 && mark != entry.first { marks.append(mark) }
        return finding(
          tally, tally.direction == .outbound ? .warning : .notice,
          "certificate does not verify: \(entry.key.reason)", count: entry.count, of: total,
          unit: "\(tally.unitName) with a certificate", subject: "verify error \(entry.key.number)",
          details: [Finding.Detail("result type", entry.key.resultType)], evidence: marks)
      }
    }
  }
}

extension FindingInput {
  /// Whether any certificate of a peer was verified: our own trust anchors are then in place.
  fileprivate func verifiesAnybody(_ direction: Session.Direction) -> Bool {
    providers.contains {
      $0.direction == direction && $0.tls.certificates[.good] + $0.tls.states[.verified] > 0
    }
  }
}
