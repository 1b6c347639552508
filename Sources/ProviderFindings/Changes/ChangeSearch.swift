// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// Finds what is other on a day than in the four weeks before it, provider by provider.
///
/// Robust rather than keen: a day is compared with the extremes of the days before, not with their mean,
/// so that one odd day there neither hides a change nor makes one; and a change is reported on the first
/// day that shows it, since it then belongs to what is usual.
package struct ChangeSearch {
  private typealias Limit = ChangeThresholds

  private let series: [DaySeries]
  /// All providers together, by direction.
  private let totals: [Session.Direction: DaySeries]
  /// Days of which there is a log, in order.
  private let logged: [Int]

  package init(_ series: [DaySeries]) {
    self.series = series
    logged = Set(series.flatMap { $0.days.map(\.day) }).sorted()
    var totals: [Session.Direction: [Int: ProviderDay]] = [:]
    for day in series.flatMap(\.days) {
      let peer = ComparedPeer(.everyone, day.peer.direction)
      totals[day.peer.direction, default: [:]][
        day.day, default: ProviderDay(day: day.day, peer: peer)
      ]
      .merge(day)
    }
    self.totals = totals.compactMapValues { DaySeries.all(of: Array($0.values)).first }
  }

  /// First day of which the state knows anything.
  private var firstDay: Int { logged.first ?? 0 }

  /// The changes of a day: most severe first, then by peer. A day without a log has none.
  package func changes(on day: Int) -> [ProviderChange] {
    guard isLogged(day) else { return [] }
    let before = dayBefore(day)
    let short = Session.Direction.allCases.filter { isShort(day, $0) != nil }
    let changes = series.flatMap { series in
      let known = Set(
        before.map { hasHistory(before: $0) ? self.changes(of: series, on: $0) : [] }?.map(
          Told.init) ?? [])
      return self.changes(of: series, on: day).filter { change in
        if known.contains(Told(change)) { return false }
        return ![.vanished, .volume].contains(change.kind)
          || !short.contains(series.peer.direction)
      }
    }
    return (changes + short.compactMap { isShort(day, $0) }).sorted {
      ($0.severity.rawValue, $0.peer, $0.kind.rawValue, $0.what)
        < ($1.severity.rawValue, $1.peer, $1.kind.rawValue, $1.what)
    }
  }

  private func isLogged(_ day: Int) -> Bool {
    let place = logged.partitioningIndex { $0 >= day }
    return place < logged.count && logged[place] == day
  }

  /// The last day before that has a log.
  private func dayBefore(_ day: Int) -> Int? {
    let place = logged.partitioningIndex { $0 >= day }
    return place > 0 ? logged[place - 1] : nil
  }

  /// That there are so few sessions of all providers together that a part of the log is missing, or the server was down: then
  /// nobody is said not to have come.
  private func isShort(_ day: Int, _ direction: Session.Direction) -> ProviderChange? {
    guard hasHistory(before: day), let series = totals[direction] else { return nil }
    let before = series.days(in: day - Limit.baseline..<day).map { $0[.sessions] }
    let now = series[day]
    guard before.count >= Limit.leastHistory, let least = before.min(), least >= Limit.sessions,
      now[.sessions] * Limit.factor < least
    else { return nil }
    return ProviderChange(
      .volume, now, .warning, "far fewer sessions than on any day", before: .init(least, of: 0),
      now: .init(now[.sessions], of: 0))
  }

  /// What makes a change the one that was reported the day before.
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
    if now[.sessions] == 0 {
      // Reported once for each absence.
      let absence = (before.last?.day ?? day) + 1..<day
      let isTold = absence.contains { earlier in
        isLogged(earlier) && hasHistory(before: earlier)
          && !vanished(series[earlier], series.days(in: earlier - Limit.baseline..<earlier)).isEmpty
      }
      return isTold ? [] : vanished(now, before)
    }
    var sum = ProviderDay(day: day, peer: series.peer)
    for day in before { sum.merge(day) }
    return volume(now, before) + ProviderShare.all.compactMap { share($0, now, before, sum) }
      + ProviderExtension.all.flatMap { uses($0, now, sum) }
  }

  /// Who came on every day, or on each of this weekday, and did not come.
  private func vanished(_ now: ProviderDay, _ before: ArraySlice<ProviderDay>) -> [ProviderChange] {
    let direction = now.peer.direction
    let comparable = stride(from: now.day - 7, through: now.day - Limit.baseline, by: -7)
      .filter { isLogged($0) && isShort($0, direction) == nil }
    let weeks = comparable.count
    let sameDay = before.filter { comparable.contains($0.day) }.map { $0[.sessions] }
    guard sameDay.count == weeks, weeks >= 2, sameDay.min() ?? 0 >= Limit.usual,
      before.last?.day == dayBefore(now.day) || weeks >= 4
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
