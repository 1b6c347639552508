// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// A server that offers no STARTTLS.
package enum StartTLSNotOffered: FindingRule {
  package static let id = "starttls-not-offered"
  package static let title = "STARTTLS is not offered"
  package static let meaning = """
    Outbound: replies to EHLO before TLS that do not have the keyword STARTTLS. Counted out of \
    all sessions with such a reply. A share between 0 and 1 means that only some of the \
    provider's hosts offer it.
    """
  package static let importance = "Mail to this server cannot be encrypted on its way."
  package static let references = ["RFC 3207 section 2", "RFC 8460 section 4.3.1"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.outbound.compactMap { tally in
      let offers = tally.offers
      guard offers.withoutStartTLS > 0 else { return nil }
      return finding(
        tally, .warning,
        offers.offered[.startTLS] == 0
          ? "never offers STARTTLS" : "offers STARTTLS only at times",
        count: offers.withoutStartTLS, of: offers.withoutStartTLS + offers.offered[.startTLS],
        unit: "sessions with a reply to EHLO before TLS", evidence: tally.evidence[.startTLSAbsent])
    }
  }
}
