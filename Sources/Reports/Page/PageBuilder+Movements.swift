// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// Most movements that are shown.
  private static let most = 6
  /// Cases at either end that a movement must rest on.
  private static let leastCases = 20

  /// The shares that were another in the last quarter of the charts than in the first one, beyond chance; largest
  /// change first.
  var movements: [Page.Movement] {
    let quarter = bins.bins.count / 4
    guard quarter > 0 else { return [] }
    func sum(_ part: ArraySlice<TimeBins.Bin>, _ side: (TimeBins.Bin) -> DayFigures) -> DayFigures {
      part.reduce(into: DayFigures()) { $0.merge(side($1)) }
    }
    let sides: [(word: String, side: (TimeBins.Bin) -> DayFigures)] = [
      ("inbound", \.inbound), ("outbound", \.outbound),
    ]
    var found: [(size: Double, movement: Page.Movement)] = []
    for (word, side) in sides {
      let (first, last) = (
        sum(bins.bins.prefix(quarter), side), sum(bins.bins.suffix(quarter), side)
      )
      for share in Self.followed {
        if let only = share.only, only != word { continue }
        let (before, after) = (share.ratio(first), share.ratio(last))
        guard before.whole >= Self.leastCases, after.whole >= Self.leastCases else { continue }
        let (old, new) = (
          WilsonInterval(count: before.part, total: before.whole),
          WilsonInterval(count: after.part, total: after.whole)
        )
        guard old.upper < new.lower || new.upper < old.lower else { continue }
        found.append(
          (
            abs(after.value - before.value),
            Page.Movement(
              label: share.only == nil ? "\(share.name) \(word)" : share.name,
              before: PageText.percent(before), after: PageText.percent(after),
              target: "c-\(share.figure)")
          ))
      }
    }
    return found.sorted { $0.size > $1.size }.prefix(Self.most).map(\.movement)
  }

  private static var followed:
    [(name: String, only: String?, figure: String, ratio: (DayFigures) -> Ratio)]
  {
    [
      ("TLS 1.3", nil, "versions", { Ratio($0.versions[.tls13], of: $0.encryptable) }),
      (
        "In the clear", nil, "plaintext",
        { Ratio($0.messagesKnown - $0.messagesEncrypted, of: $0.messagesKnown) }
      ),
      ("Verified", nil, "verification", { Ratio($0.verified, of: $0.verificationTold) }),
      ("QUIT", "inbound", "endings", { Ratio($0.quitByClient, of: $0.endedByClient) }),
      ("Refused by us", "inbound", "endings", { Ratio($0.refusedSessions, of: $0.sessions) }),
    ]
      + DayFigures.extensions.enumerated().flatMap { index, entry in
        [
          (
            "\(entry.name) offered", "outbound", "adoption",
            { Ratio($0.offered[index], of: $0.offersSeen) }
          ),
          (
            "\(entry.name) used", "outbound", "adoption",
            { Ratio($0.used[index], of: $0.offersSeen) }
          ),
        ]
      }
  }
}

extension Ratio {
  fileprivate var value: Double { whole > 0 ? Double(part) / Double(whole) : 0 }
}
