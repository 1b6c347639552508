// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Falls back to plaintext when a TLS handshake fails.
package enum PlaintextAfterFailedHandshake: FindingRule {
  package static let id = "plaintext-after-failed-handshake"
  package static let title = "Plaintext after a failed handshake"
  package static let meaning = """
    A TLS handshake failed, and the peer went on in the clear: in the same session, or in a new \
    session of the same address, or else of the same provider, that began within the fallback window \
    (10 minutes unless --fallback-window says otherwise). Each failed session is paired with one \
    plaintext session at most, the nearest earlier failure first. Counted out of the sessions \
    whose handshake failed; where mail was delivered so, only those with mail, and the others are \
    a detail.
    """
  package static let importance = """
    Whoever can spoil a handshake on the way can read the mail. A sender that falls back treats \
    encryption as decoration. Often the cause is something the receiver can mend: a certificate \
    that lacks a name, an issuer that the sender does not know.
    """
  package static let references = [
    "RFC 3207 section 6", "RFC 7435 section 3", "RFC 7672 section 2.2",
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.compactMap { tally in
      let pairs = input.fallbacks(of: tally)
      let all = pairs.count + tally.tls.continuedInPlaintext
      guard all > 0 else { return nil }
      // What came back and delivered nothing exposed nothing: it is reported, and counts for no alarm.
      let withMail = pairs.filter(\.delivered)
      let exposed = withMail.count + tally.tls.deliveredAfterFailure
      var details = [
        Finding.Detail("in the same session", String(tally.tls.continuedInPlaintext)),
        Finding.Detail("in a new session", String(pairs.count)),
        Finding.Detail("new sessions that delivered mail in the clear", String(withMail.count)),
        Finding.Detail("came back without mail", String(all - exposed)),
      ]
      if let gap = pairs.map(\.gap).min() {
        details.append(Finding.Detail("shortest gap", "\(gap / 1_000_000) s"))
      }
      let errors = tally.tls.handshakeErrors
      if !errors.isEmpty {
        details.append(
          Finding.Detail(
            "errors",
            Listing.words(
              errors.ranked.map { (HandshakeError.shown($0.key), $0.count) },
              others: errors.othersCount)))
      }
      let shown = (exposed > 0 ? withMail : pairs).prefix(Evidence.limit)
      let marks =
        tally.evidence[.continuedInPlaintext] + shown.flatMap { [$0.failed, $0.plaintext] }
      return finding(
        tally, exposed > 0 ? .alarm : .warning,
        exposed > 0
          ? "delivered mail in the clear after a failed handshake"
          : "came back in the clear after a failed handshake",
        count: exposed > 0 ? exposed : all, of: tally.tls.states[.failed],
        unit: "sessions whose handshake failed", details: details, evidence: marks)
    }
  }
}
