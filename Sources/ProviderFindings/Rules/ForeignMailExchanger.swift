// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// A mail provider that lets another one receive its mail.
package enum ForeignMailExchanger: FindingRule {
  package static let id = "foreign-mail-exchanger"
  package static let title = "Receives its mail elsewhere"
  package static let meaning = """
    Outbound: mail for a domain of a provider went to a host of another one. A domain counts as a \
    provider's if it is in the table of known providers, or if hosts of that name delivered mail to \
    us. Counted out of the sessions of the domain.
    """
  package static let importance = """
    The domain's mail is subject to another company's rules, faults and eyes; for a company whose \
    trade is mail, it says what it thinks of its own.
    """
  package static let references = ["RFC 5321 section 5.1"]

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    let senders = Set(input.inbound.filter { $0.delivering > 0 }.map(\.provider))
    let outbound = input.domains.filter { $0.direction == .outbound }
    var totals: [String: Int] = [:]
    for pair in outbound { totals[pair.domain, default: 0] += pair.sessions }
    return outbound.compactMap { pair in
      guard pair.owner != pair.provider,
        pair.provider.kind == .alias || pair.provider.kind == .domain,
        pair.owner.kind == .alias || senders.contains(pair.owner)
      else { return nil }
      return Finding(
        rule: id, severity: .notice, provider: pair.owner, direction: .outbound,
        statement: "mail for \(pair.domain) is received by \(pair.provider.label)",
        count: pair.sessions, total: totals[pair.domain] ?? pair.sessions,
        unit: "sessions for the domain", subject: pair.domain + " " + pair.provider.key,
        evidence: [pair.first])
    }
  }
}
