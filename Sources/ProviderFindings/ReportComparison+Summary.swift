// SPDX-License-Identifier: Apache-2.0
import SessionLog

extension ReportComparison {
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
}

extension Summary {
  /// What the finding in this place is to the report before; nil where none is compared with.
  package func change(ofFinding place: Int) -> FindingChange? {
    guard let changes = comparison?.changes, changes.indices.contains(place) else { return nil }
    return changes[place]
  }
}
