// SPDX-License-Identifier: Apache-2.0
import History
import MailTypes
import ProviderFindings
import SessionLog

/// Makes the summary of some days from the state.
struct StateSummary {
  private let state: HistoryTransaction
  private let setup: RunSetup
  private let selection: SelectionOptions

  init(_ state: HistoryTransaction, _ setup: RunSetup, _ selection: SelectionOptions) {
    self.state = state
    self.setup = setup
    self.selection = selection
  }

  func summary(
    of period: inout StatePeriod, _ unsettled: DayLedger, coverage: Coverage, remind: Int
  ) throws -> Summary {
    var tally = LogTally()
    for day in period.days {
      if let counted = try state.tally(of: day) { tally.merge(counted) }
      if let open = unsettled.days[day] { tally.merge(open.tally) }
    }
    let direction = selection.direction?.direction
    let glob = selection.provider.map { Glob(InternationalName.inULabels($0)) }
    if direction != nil || glob != nil {
      tally.keep { provider, itsDirection in
        (direction.map { $0 == itsDirection } ?? true)
          && (glob.map { $0.matches(provider.name) || $0.matches(provider.label) } ?? true)
      }
    }
    tally.settle()
    var summary = setup.summary(of: tally, coverage: coverage)
    let history = try Course(state, period)
    let mutes = try state.mutes().filter { $0.until >= (period.days.last ?? 0) }
    for place in summary.findings.indices { summary.findings[place].weigh() }
    summary.findings = StrangerFolding.fold(summary.findings, summary.providers) {
      history.daysSeen[$0] ?? 0
    }
    let isMuted = { (finding: Finding) in
      mutes.contains { $0.covers(FindingIdentity(finding), on: period.days.last ?? 0) }
    }
    var night = NightNotes(days: period.days)
    night.muted = summary.findings.count(where: isMuted)
    summary.findings.removeAll(where: isMuted)
    summary.comparison = ReportComparison(
      summary, with: history.earlier(window: period), isGone: { history.gone.contains($0) })
    night.late = period.late
    night.missing = period.missing
    night.changes = history.changes(on: period.days + period.missing)
    night.mutes = mutes
    night.reminders = history.reminders(every: remind).filter { life in
      !mutes.contains { $0.covers(life.identity, on: period.days.last ?? 0) }
    }
    summary.night = night
    return summary
  }

  /// The lives of findings, and the providers' days, up to the days of the report.
  private struct Course {
    /// As they were before the first day of the report.
    private let before: [FindingLife]
    /// As they are after the last.
    private var after: [FindingLife] = []
    private(set) var gone: Set<FindingIdentity> = []
    private(set) var daysSeen: [ComparedPeer: Int] = [:]
    private let series: [DaySeries]
    private let days: [Int]

    init(_ state: HistoryTransaction, _ period: StatePeriod) throws(HistoryFailure) {
      days = period.days
      let first = days.first ?? Int.max
      let last = days.last ?? Int.min
      let from = days.isEmpty ? 0 : first - FindingLives.memory
      let rows = days.isEmpty ? [] : try state.providerDays(from..<last + 1)
      series = DaySeries.all(of: rows)
      var present: [Int: Set<ComparedPeer>] = [:]
      for row in rows {
        present[row.day, default: []].insert(row.peer)
        daysSeen[row.peer, default: 0] += 1
      }
      var lives = FindingLives()
      var known: [FindingLife]?
      for (day, findings) in try state.findings() where day >= from && day <= last {
        if day >= first, known == nil { known = lives.all }
        lives.take(
          DayFindings(day: day, findings: findings, present: present[day] ?? []))
        if day >= first { gone.formUnion(lives.all.filter(\.isGone).map(\.identity)) }
      }
      before = known ?? lives.all
      after = lives.all
    }

    /// What the days before the report say, in the form of an earlier report.
    func earlier(window period: StatePeriod) -> EarlierReport {
      var report = EarlierReport()
      let first = period.days.first ?? 0
      let known = series.flatMap { $0.days(in: first - ChangeThresholds.baseline..<first) }
      if let last = known.map(\.day).max(), let start = known.map(\.day).min() {
        report.period = Summary.Period(
          first: Self.time(start), last: Self.time(last))
      }
      report.findings = before.filter { !$0.isGone }.map { life in
        EarlierFinding(
          life.identity, severity: life.finding.severity, statement: life.finding.statement,
          count: life.finding.count, total: life.finding.total, unit: life.finding.unit,
          lastSeen: Self.time(life.last))
      }
      return report
    }

    private static func time(_ day: Int) -> LogTimestamp {
      LogTimestamp(day: day)
    }

    func changes(on days: [Int]) -> [ProviderChange] {
      let search = ChangeSearch(series)
      return Set(days).sorted().flatMap { search.changes(on: $0) }
    }

    /// Alarms that are there for a multiple of so many days.
    func reminders(every interval: Int) -> [FindingLife] {
      after.filter { life in
        life.finding.severity == .alarm && !life.isGone && days.contains(life.last)
          && days.contains { $0 > life.since && ($0 - life.since) % interval == 0 }
      }
    }
  }
}
