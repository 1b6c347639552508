// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Greets with a name that is not its own.
package enum GreetingMismatch: FindingRule {
  package static let id = "greeting-mismatch"
  package static let title = "Greeting name that does not match"
  package static let meaning = """
    Inbound: the name in EHLO or HELO is none of the names that the peer's address is confirmed to \
    have (FCrDNS). Counted out of the sessions with a greeting.
    """
  package static let importance = """
    The client must give its own primary host name. The server must not refuse mail for that \
    reason alone, but many do, and a name that matches is how a peer shows that it is run with care.
    """
  package static let references = ["RFC 5321 section 4.1.4", "RFC 5321 section 2.3.5"]
  package static let thresholds = [
    FindingThreshold(
      "least share (lower end of the interval)", 0.01,
      because: "a provider with a thousand hosts has always one that was just set up")
  ]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.inbound.compactMap { tally in
      let count = tally.greetingMismatches
      let total = max(tally.greeted, count)
      guard count > 0, WilsonInterval(count: count, total: total).lower >= thresholds[0].value
      else { return nil }
      return finding(
        tally, .notice, "greeted with a name that is not confirmed", count: count, of: total,
        unit: "sessions with a greeting", evidence: tally.evidence[.greetingMismatch])
    }
  }
}
