// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// TLS handshakes that were begun and not completed.
package enum HandshakeFailed: FindingRule {
  package static let id = "handshake-failed"
  package static let title = "Handshakes that fail"
  package static let meaning = """
    STARTTLS was accepted and the handshake was not completed. Counted out of the sessions in \
    which STARTTLS was used. The reasons are those of OpenSSL's error queue; an alert in it is \
    what the peer said.
    """
  package static let importance = """
    Each failure delays mail or sends it in the clear. `unknown ca`, `bad certificate` and \
    `unexpected message` alerts from the peer mean that it does not accept our certificate; `no shared \
    cipher` and `unsupported protocol` that the two have no algorithm in common.
    """
  package static let references = ["RFC 3207 section 4.1", "RFC 8446 section 6.2"]
  package static let thresholds = [
    FindingThreshold(
      "least share (lower end of the interval)", 0.01,
      because: "single handshakes fail when the connection breaks, through no one's fault"),
    FindingThreshold(
      "least count of a warning", 3, because: "the same: one or two of a night are a notice"),
    FindingThreshold(
      "least count of an alarm", 10,
      because: "hardly anybody gets through where most of so many handshakes fail"),
    FindingThreshold(
      "least share of an alarm (lower end of the interval)", 0.5, because: "that is most"),
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.providers.compactMap { tally in
      let count = tally.tls.states[.failed]
      let total = max(
        tally.tls.attempted, count + tally.tls.encrypted + tally.tls.states[.notLogged])
      let share = WilsonInterval(count: count, total: total).lower
      guard count > 0, share >= thresholds[0].value else { return nil }
      let weight = Double(count)
      let severity: Finding.Severity =
        weight >= thresholds[2].value && share >= thresholds[3].value
        ? .alarm : weight >= thresholds[1].value ? .warning : .notice
      let errors = tally.tls.handshakeErrors
      return finding(
        tally, severity, "TLS handshake failed", count: count, of: total,
        unit: "\(tally.unitName) with STARTTLS",
        details: [
          Finding.Detail(
            "errors",
            Listing.words(
              errors.ranked.map { (HandshakeError.shown($0.key), $0.count) },
              others: errors.othersCount))
        ], evidence: tally.evidence[.handshakeFailed])
    }
  }
}
