// SPDX-License-Identifier: Apache-2.0

/// Finds what is other on a day than in the four weeks before it, provider by provider.
///
/// Robust rather than keen: a day is compared with the extremes of the days before, not with their mean,
/// so that one odd day there neither hides a change nor makes one; and a change is told on the first
/// day that shows it, since it then belongs to what is usual.
package struct ChangeSearch {
  private typealias Limit = ChangeThresholds

  private let series: [DaySeries]
  /// First day of which the state knows anything.
  private let firstDay: Int

  package init(_ series: [DaySeries]) {
    self.series = series
    firstDay = series.compactMap(\.days.first?.day).min() ?? 0
  }

  /// The changes of a day: most severe first, then by peer. `complete` days alone can show that
  /// somebody did not come.
  package func changes(on day: Int) -> [ProviderChange] {
    series.flatMap { series in
      let yesterday = day - 1
      let known = Set(
        (hasHistory(before: yesterday) ? changes(of: series, on: yesterday) : []).map(Told.init))
      return changes(of: series, on: day).filter { !known.contains(Told($0)) }
    }.sorted {
      ($0.severity.rawValue, $0.peer, $0.kind.rawValue, $0.what)
        < ($1.severity.rawValue, $1.peer, $1.kind.rawValue, $1.what)
    }
  }

  /// What makes a change the one that was told the day before.
  private struct Told: Hashable {
    var kind: ProviderChange.Kind
    var what: String

    init(_ change: ProviderChange) {
      kind = change.kind
      what = change.what
    }
  }

  private func hasHistory(before day: Int) -> Bool { day - firstDay >= Limit.leastHistory }

  private func changes(of series: DaySeries, on day: Int) -> [ProviderChange] {
    guard hasHistory(before: day) else { return [] }
    let before = series.days(in: day - Limit.baseline..<day)
    let now = series[day]
    guard !before.isEmpty else {
      return now[.sessions] >= Limit.sessions && series.days.first?.day == day
        ? [
          ProviderChange(
            .appeared, now, .notice, "new, with \(now[.sessions]) sessions",
            before: .init(0, of: 0), now: .init(now[.sessions], of: 0))
        ] : []
    }
    if now[.sessions] == 0 { return vanished(now, before) }
    var sum = ProviderDay(day: day, peer: series.peer)
    for day in before { sum.merge(day) }
    return volume(now, before) + ProviderShare.all.compactMap { share($0, now, before, sum) }
      + ProviderExtension.all.flatMap { uses($0, now, sum) }
  }

  /// Who came on every day, or on each of this weekday, and did not come.
  private func vanished(_ now: ProviderDay, _ before: ArraySlice<ProviderDay>) -> [ProviderChange] {
    let sameDay = before.filter { ($0.day - now.day) % 7 == 0 }.map { $0[.sessions] }
    let weeks = min(Limit.baseline, now.day - firstDay) / 7
    guard sameDay.count == weeks, sameDay.min() ?? 0 >= Limit.usual,
      before.last?.day == now.day - 1 || sameDay.count >= 4
    else { return [] }
    return [
      ProviderChange(
        .vanished, now, .warning, "did not come", before: .init(sameDay.min() ?? 0, of: 0),
        now: .init(0, of: 0))
    ]
  }

  private func volume(_ now: ProviderDay, _ before: ArraySlice<ProviderDay>) -> [ProviderChange] {
    let days = before.map { $0[.sessions] }
    guard days.count >= Limit.leastHistory, let most = days.max(), let least = days.min() else {
      return []
    }
    let count = now[.sessions]
    let isMore = count >= Limit.sessions && count > most * Limit.factor
    let isLess = least >= Limit.sessions && count * Limit.factor < least
    guard isMore || isLess else { return [] }
    return [
      ProviderChange(
        .volume, now, .notice, isMore ? "far more sessions" : "far fewer sessions",
        before: .init(isMore ? most : least, of: 0), now: .init(count, of: 0))
    ]
  }

  /// A share that lies outside of all that the days before show, beyond doubt and by enough.
  private func share(
    _ share: ProviderShare, _ now: ProviderDay, _ before: ArraySlice<ProviderDay>,
    _ sum: ProviderDay
  ) -> ProviderChange? {
    let (part, whole) = (share.part(of: now), share.part(of: sum))
    guard part.total >= Limit.sessions, whole.total >= Limit.sessions else { return nil }
    let difference =
      Double(part.count) / Double(part.total) - Double(whole.count) / Double(whole.total)
    guard difference.magnitude >= Limit.difference else { return nil }
    let days = before.map { share.part(of: $0) }.filter { $0.total >= Limit.usual }
      .map { Double($0.count) / Double($0.total) }
    let today = Double(part.count) / Double(part.total)
    if let least = days.min(), let most = days.max(), (least...most).contains(today) { return nil }
    guard part.interval.upper < whole.interval.lower || whole.interval.upper < part.interval.lower
    else { return nil }
    return ProviderChange(
      .share, now, share.isBetter(difference) ? .notice : .warning, share.name, before: whole,
      now: part)
  }

  private func uses(
    _ extension: ProviderExtension, _ now: ProviderDay, _ sum: ProviderDay
  ) -> [ProviderChange] {
    var changes: [ProviderChange] = []
    let offered = PeerShares.Part(now[`extension`.offered], of: now[.ehloReplies])
    let offeredBefore = PeerShares.Part(sum[`extension`.offered], of: sum[.ehloReplies])
    if min(offered.total, offeredBefore.total) >= Limit.replies {
      if offeredBefore.count == 0, offered.count * 2 >= offered.total {
        changes.append(
          ProviderChange(
            .extensionOffered, now, .notice, "began to offer \(`extension`.name)",
            before: offeredBefore, now: offered))
      } else if offered.count == 0, offeredBefore.count * 20 >= offeredBefore.total * 19 {
        changes.append(
          ProviderChange(
            .extensionOffered, now, `extension`.isSecurity ? .warning : .notice,
            "ceased to offer \(`extension`.name)", before: offeredBefore, now: offered))
      }
    }
    guard let used = `extension`.used else { return changes }
    let part = PeerShares.Part(now[used.count], of: now[used.total])
    let before = PeerShares.Part(sum[used.count], of: sum[used.total])
    if before.total >= Limit.sessions, before.count == 0, part.count > 0 {
      changes.append(
        ProviderChange(
          .extensionUsed, now, .notice, "began to use \(`extension`.name)", before: before,
          now: part))
    } else if part.total >= Limit.sessions, part.count == 0,
      before.count * 20 >= before.total * 19, before.total >= Limit.sessions
    {
      changes.append(
        ProviderChange(
          .extensionUsed, now, .notice, "ceased to use \(`extension`.name)", before: before,
          now: part))
    }
    return changes
  }
}
