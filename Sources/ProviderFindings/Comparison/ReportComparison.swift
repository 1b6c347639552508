// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// What a finding is to the report before.
package enum FindingChange: Equatable, Sendable {
  case new
  /// More severe, or changed in its bad direction beyond doubt (`Finding.worse`): the intervals of the two shares have nothing in common.
  case worse(EarlierFinding)
  /// Neither.
  case known(EarlierFinding)

  package var isNews: Bool {
    switch self {
    case .new, .worse: true
    case .known: false
    }
  }

  package var name: String {
    switch self {
    case .new: "new"
    case .worse: "worse"
    case .known: "known"
    }
  }

  package var before: EarlierFinding? {
    switch self {
    case .new: nil
    case .worse(let before), .known(let before): before
    }
  }
}

/// What is different since an earlier report.
///
/// Most providers do not come every night. A finding is therefore *gone* only where its provider had
/// sessions and did not show it again; where there was none, it is *unseen*, which proves nothing. It is
/// carried on from report to report, so that the provider's next visit is no news.
package struct ReportComparison: Equatable, Sendable {
  /// False in the first report of all.
  package let hasEarlier: Bool
  /// Of the earlier report; nil where it had no session.
  package let period: Summary.Period?
  /// For each finding of the summary, in the same order; empty in the first report.
  package let changes: [FindingChange]
  package let gone: [EarlierFinding]
  package let unseen: [EarlierFinding]
  /// In the order of the summary's providers; the two directions as a whole first.
  package let shares: [ShareChange]

  /// For how long findings are carried on: monthly newsletters come back in time.
  package static let longestAbsence: Int64 = 90 * 24 * 3_600_000_000
  /// How many are carried on at most, so that a file of years stays small.
  package static let unseenLimit = 10_000

  /// The first report, which there is nothing to compare with.
  package init() {
    hasEarlier = false
    period = nil
    changes = []
    gone = []
    unseen = []
    shares = []
  }

  /// `isGone` says of a finding that its provider did not show whether that is enough to call it gone.
  package init(
    _ summary: Summary, with earlier: EarlierReport,
    isGone: (FindingIdentity) -> Bool = { _ in true }
  ) {
    hasEarlier = true
    period = earlier.period
    var baseline: [FindingIdentity: EarlierFinding] = [:]
    for finding in earlier.findings + earlier.unseen where baseline[finding.identity] == nil {
      baseline[finding.identity] = finding
    }
    changes = summary.findings.map { finding in
      guard let before = baseline.removeValue(forKey: FindingIdentity(finding)) else { return .new }
      return Self.isWorse(finding, than: before) ? .worse(before) : .known(before)
    }
    let totals = [summary.inbound, summary.outbound].filter { $0.units > 0 }
    let peers =
      totals.map { PeerShares($0) }
      + summary.providers.compactMap { $0.units > 0 ? PeerShares($0) : nil }
    let present = Set(peers.map(\.peer))
    // What is missing of the input may be what would show it again.
    let isComplete = summary.coverage.isComplete
    var gone: [EarlierFinding] = []
    var unseen: [EarlierFinding] = []
    for finding in earlier.findings + earlier.unseen
    where baseline.removeValue(forKey: finding.identity) != nil {
      if isComplete, present.contains(finding.identity.peer), isGone(finding.identity) {
        gone.append(finding)
      } else if Self.isRemembered(finding, at: summary.period?.last) {
        unseen.append(finding)
      }
    }
    self.gone = gone
    self.unseen = Array(unseen.prefix(Self.unseenLimit))
    let before = Dictionary(earlier.shares.map { ($0.peer, $0) }) { first, _ in first }
    shares = peers.flatMap { now in
      before[now.peer].map { ShareChange.all(from: $0, to: now) } ?? []
    }
  }

  private static func isWorse(_ finding: Finding, than before: EarlierFinding) -> Bool {
    if finding.severity < before.severity { return true }
    let (now, earlier) = (
      finding.interval, WilsonInterval(count: before.count, total: before.total)
    )
    return switch finding.worse {
    case .more: now.lower > earlier.upper
    case .less: now.upper < earlier.lower
    }
  }

  private static func isRemembered(_ finding: EarlierFinding, at now: LogTimestamp?) -> Bool {
    guard let now, let lastSeen = finding.lastSeen else { return true }
    return now.since(lastSeen) <= longestAbsence
  }

  /// Number of findings that are new, and that are worse.
  package var newCount: Int { changes.count { $0 == .new } }
  package var worseCount: Int { changes.count { $0.isNews } - newCount }
}

extension Summary {
  /// What the finding in this place is to the report before; nil where none is compared with.
  package func change(ofFinding place: Int) -> FindingChange? {
    guard let changes = comparison?.changes, changes.indices.contains(place) else { return nil }
    return changes[place]
  }
}
