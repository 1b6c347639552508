// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// What the rules about one service extension have in common: offered and used, offered and
/// unused, not offered.
package protocol ExtensionUse: FindingRule {
  static var keyword: KnownKeyword { get }
  /// Delivered messages that used it.
  static func messages(_ tally: ProviderTally) -> Int
  /// Delivered messages of which the log states whether they used it.
  static func messagesTold(_ tally: ProviderTally) -> Int
  /// What the sessions show that a finding points to: that it was used, that it was offered and not
  /// used, that it was not offered.
  static var facts: (used: NotableFact, unused: NotableFact, absent: NotableFact) { get }
}

extension ExtensionUse {
  package static var meaning: String {
    """
    Outbound, for each provider: sessions that delivered a message to a server that offers \
    \(keyword.name) without using it, out of those in which it was offered; and sessions whose last \
    EHLO reply lacks the keyword, out of all with such a reply (said only of \
    \(Finding.fewSessions) sessions and more). For all providers together, in both directions: \
    messages that used it, out of all delivered messages of which the log states it.
    """
  }

  package static func evaluate(_ input: FindingInput) -> [Finding] {
    input.outbound.flatMap { tally in
      let offers = tally.offers
      return offers.sessions == 0 ? [] : unused(tally, offers) + missing(tally, offers)
    }
      + used(input.inbound, input.inboundTotal) + used(input.outbound, input.outboundTotal)
  }

  private static func unused(_ tally: ProviderTally, _ offers: OfferTally) -> [Finding] {
    let offered = offers.offeredDelivering[keyword]
    let count = offered - offers.used[keyword]
    guard count > 0 else { return [] }
    return [
      finding(
        tally, .notice, "offers \(keyword.name), which was not used", count: count, of: offered,
        unit: "delivering sessions in which it was offered", subject: "unused",
        evidence: tally.evidence[facts.unused])
    ]
  }

  private static func missing(_ tally: ProviderTally, _ offers: OfferTally) -> [Finding] {
    let total = offers.sessions
    let count = total - offers.offered[keyword]
    guard count > 0, total >= Finding.fewSessions else { return [] }
    return [
      finding(
        tally, .notice,
        count == total
          ? "does not offer \(keyword.name)" : "offers \(keyword.name) only at times",
        count: count, of: total, unit: "sessions with a reply to EHLO", subject: "missing",
        evidence: tally.evidence[facts.absent])
    ]
  }

  private static func used(
    _ providers: TallyList, _ total: ProviderTally
  ) -> [Finding] {
    let count = messages(total)
    guard count > 0 else { return [] }
    // Of as many messages, in the order of the list: by name.
    let users = providers.filter { messages($0) > 0 }.largestFirst(messages)
      .map { (name: $0.provider.label, count: messages($0)) }
    return [
      finding(
        total, .notice, "\(keyword.name) was used", count: count, of: messagesTold(total),
        unit: "messages", subject: "used", worse: .less,
        details: [Finding.Detail("with", Listing.words(users, others: 0))],
        evidence: total.evidence[facts.used])
    ]
  }
}
