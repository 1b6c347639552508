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
    of period: inout StatePeriod, _ unsettled: DayLedger, coverage: Coverage, remind: Int,
    by length: PeriodTally.Length?
  ) throws -> Summary {
    var tally = LogTally()
    var periods = length.map { PeriodTally(by: $0) }
    for day in period.days {
      var ofDay = try state.tally(of: day) ?? LogTally()
      if let open = unsettled.days[day] { ofDay.merge(open.tally) }
      keepSelection(of: &ofDay)
      periods?.add(ofDay, of: CivilDate(days: day))
      tally.merge(ofDay)
    }
    tally.settle()
    var summary = setup.summary(of: tally, coverage: coverage)
    summary.periods = periods
    let history = try Course(state, period)
    let mutes = try state.mutes().filter { $0.until >= (period.days.last ?? 0) }
    summary.findings = StrangerFolding.fold(summary.findings, summary.providers) {
      history.daysSeen[$0] ?? 0
    }
    let isMuted = { (finding: Finding) in
      mutes.contains { $0.covers(FindingIdentity(finding), on: period.days.last ?? 0) }
    }
    var night = NightNotes(days: period.days)
    night.muted = summary.findings.count(where: isMuted)
    summary.findings.removeAll(where: isMuted)
    // Where there is no day to report there is nothing to compare.
    if !period.days.isEmpty {
      summary.comparison = ReportComparison(
        summary, with: history.earlier(window: period, than: summary.findings),
        isGone: { history.gone.contains($0) })
    }
    night.late = period.late
    night.lateFindings = try late(period, mutes, history)
    night.missing = period.missing
    night.changes = history.changes(on: period.days)
    night.mutes = mutes
    night.reminders = history.reminders(every: remind).filter { life in
      !mutes.contains { $0.covers(life.identity, on: period.days.last ?? 0) }
    }
    summary.night = night
    return summary
  }

  /// What is found on days that were reported before, since more of their logs came, and what no report has stated of its
  /// provider in the time around.
  private func late(
    _ period: StatePeriod, _ mutes: [FindingMute], _ course: Course
  ) throws(HistoryFailure) -> [(day: Int, finding: DayFinding)] {
    let days = Set(period.late.map(\.day))
    if days.isEmpty { return [] }
    var told: [FindingIdentity: [Int]] = [:]
    for (day, findings) in try state.told() {
      for finding in findings where finding.severity != .notice {
        told[finding.identity, default: []].append(day)
      }
    }
    var late: [(day: Int, finding: DayFinding)] = []
    for (day, findings) in try state.findings() where days.contains(day) {
      for finding in findings where finding.severity != .notice {
        let isMuted = mutes.contains { $0.covers(finding.identity, on: day) }
        let isTold = (told[finding.identity] ?? []).contains {
          abs($0 - day) <= FindingLives.memory
        }
        guard !isMuted, !isTold, !course.isStranger(finding.identity.peer, on: day) else {
          continue
        }
        late.append((day, finding))
      }
    }
    return late.sorted {
      ($0.finding.severity, $0.day, $0.finding.identity.peer, $0.finding.identity.rule)
        < ($1.finding.severity, $1.day, $1.finding.identity.peer, $1.finding.identity.rule)
    }
  }

  /// Leaves out what is not selected by `--provider` and `--direction`.
  private func keepSelection(of tally: inout LogTally) {
    let direction = selection.direction?.direction
    let glob = selection.provider.map { Glob(InternationalName.inULabels($0)) }
    guard direction != nil || glob != nil else { return tally.settle() }
    tally.keep { provider, itsDirection in
      (direction.map { $0 == itsDirection } ?? true)
        && (glob.map { $0.matches(provider.name) || $0.matches(provider.label) } ?? true)
    }
  }

  /// The lives of findings, and the providers' days, up to the days of the report.
  private struct Course {
    /// As they were before the first day of the report.
    private let before: FindingLives
    /// As they are after the last.
    private var after: [FindingLife] = []
    private(set) var gone: Set<FindingIdentity> = []
    private(set) var daysSeen: [ComparedPeer: Int] = [:]
    private let series: [DaySeries]
    private let providers: [Int: [ProviderDay]]
    /// What reports of later days than the first have told.
    private let told: [(day: Int, finding: DayFinding)]
    private let days: [Int]

    init(_ state: HistoryTransaction, _ period: StatePeriod) throws(HistoryFailure) {
      days = period.days
      let all = days + period.late.map(\.day)
      let first = days.first ?? Int.max
      let last = all.max() ?? Int.min
      let from = (all.min() ?? 0) - FindingLives.memory
      let rows = all.isEmpty ? [] : try state.providerDays(from..<last + 1)
      series = DaySeries.all(of: rows)
      providers = Dictionary(grouping: rows, by: \.day)
      for row in rows { daysSeen[row.peer, default: 0] += 1 }
      var lives = FindingLives()
      var known: FindingLives?
      for (day, findings) in try state.findings() where day >= from && day <= last {
        if day >= first, known == nil { known = lives }
        lives.take(
          DayFindings(day: day, findings: findings, providers: providers[day] ?? []))
        if day >= first { gone.formUnion(lives.all.filter(\.isGone).map(\.identity)) }
      }
      // A missed night comes after later ones were told.
      let skipped = Set(days)
      told =
        days.isEmpty
        ? []
        : try state.told().filter { $0.day > first && !skipped.contains($0.day) }
          .flatMap { day, findings in findings.map { (day, $0) } }
      before = known ?? lives
      after = lives.all
    }

    func isStranger(_ peer: ComparedPeer, on day: Int) -> Bool {
      let sessions = providers[day]?.first { $0.peer == peer }?[.sessions] ?? 0
      return StrangerFolding.isStranger(peer, sessions: sessions, daysSeen: daysSeen[peer] ?? 0)
    }

    /// What the days before the report say, in the form of an earlier report.
    func earlier(window period: StatePeriod, than findings: [Finding]) -> EarlierReport {
      var report = EarlierReport()
      let first = period.days.first ?? 0
      let around = series.flatMap { $0.days(in: first - ChangeThresholds.baseline..<first) }
      if let last = around.map(\.day).max(), let start = around.map(\.day).min() {
        report.period = Summary.Period(
          first: Self.time(start), last: Self.time(last))
      }
      // What is rare comes and goes, which is not news each time.
      let rare = findings.filter { $0.count < FindingLives.recurring }
      let back = rare.compactMap { before.past(FindingIdentity($0)) }
      report.findings = (before.all + back).filter { life in
        !life.isGone || rare.contains { FindingIdentity($0) == life.identity }
      }.map { Self.earlier($0.finding, worst: $0.worst, last: $0.last) }
      let known = Set(report.findings.map(\.identity))
      report.findings += told.filter { !known.contains($0.finding.identity) }.map {
        Self.earlier($0.finding, worst: $0.finding.severity, last: $0.day)
      }
      return report
    }

    private static func earlier(
      _ finding: DayFinding, worst: Finding.Severity, last: Int
    ) -> EarlierFinding {
      EarlierFinding(
        finding.identity, severity: worst, statement: finding.statement,
        count: finding.count, total: finding.total, unit: finding.unit, lastSeen: time(last))
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
