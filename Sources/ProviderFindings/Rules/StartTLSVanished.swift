// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Encrypted earlier, and no more.
package enum StartTLSVanished: FindingRule {
  package static let id = "starttls-vanished"
  package static let title = "STARTTLS has vanished"
  package static let meaning = """
    Outbound: the server offered STARTTLS in earlier sessions and in none after a certain time. \
    Inbound: the peer used TLS in earlier sessions and in none after a certain time. Counted are \
    the sessions without, out of all sessions in which it could be seen.
    """
  package static let importance = """
    A server does not unlearn encryption. Either it was reconfigured by mistake, or somebody on \
    the way removes the offer (STARTTLS stripping).
    """
  package static let references = ["RFC 3207 section 6", "RFC 7672 section 1.3.1"]

  package static let thresholds = [
    FindingThreshold(
      "sessions without, since the last one with, for an alarm (outbound) or a warning (inbound)",
      5,
      because: "of a provider with many hosts the last one seen may never have offered it")
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    let outbound = input.outbound.compactMap { tally -> Finding? in
      let offers = tally.offers
      guard let with = offers.lastWithStartTLS, let without = offers.firstWithoutStartTLS,
        with < without
      else { return nil }
      let isFirm = Double(offers.withoutStartTLS) >= thresholds[0].value
      return finding(
        tally, isFirm ? .alarm : .warning, "offered STARTTLS earlier and no more",
        count: offers.withoutStartTLS,
        of: offers.withoutStartTLS + offers.offered[.startTLS],
        unit: "sessions with a reply to EHLO before TLS", evidence: tally.evidence[.startTLSAbsent])
    }
    let inbound = input.inbound.compactMap { tally -> Finding? in
      guard let with = tally.tls.lastEncrypted, let without = tally.tls.firstPlaintext,
        with < without, tally.tls.messages[.plaintext] > 0,
        latest(tally.tls.lastNotLogged, without) == without
      else { return nil }
      let isFirm = Double(tally.tls.states[.plaintext]) >= thresholds[0].value
      return finding(
        tally, isFirm ? .warning : .notice, "encrypted earlier and no more",
        count: tally.tls.states[.plaintext],
        of: tally.units, unit: tally.unitName, evidence: tally.evidence[.plaintext])
    }
    return inbound + outbound
  }
}
