// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import History
import LogPipeline
import PeerRegister
import ProviderFindings
import Reports
import SessionLog

/// `report --state`: takes in what is new, reports what has not been reported, and moves the state last.
struct StateReport {
  private let report: ReportRun
  private let choice: SectionChoice
  private var command: ReportOptions { report.options }

  init(_ report: ReportRun, _ choice: SectionChoice) {
    self.report = report
    self.choice = choice
  }

  func run() throws {
    guard let path = command.memory.state else { return }
    let isReading = !report.input.isNothing
    try RunSetup.refuse(replacing: [path], by: command.output)
    var ending: Ending?
    do {
      let file = try HistoryFile(path: path, creating: isReading)
      ending = try file.change { state in
        try makeReport(from: state, isReading: isReading)
      }
      try file.close()
    } catch let failure as HistoryFailure {
      throw Failure(
        failure == .busy ? .incomplete : .usage, "\(path) \(failure)",
        remedy: failure == .busy ? "the same again when the other run has ended" : nil)
    }
    guard let ending else { return }
    try RunSetup.finish(ending.coverage, hasState: true)
    if ending.fails { throw ExitCode(ExitStatus.found.rawValue) }
  }

  private struct Ending {
    var coverage: Coverage
    var fails: Bool
  }

  private func makeReport(from state: HistoryTransaction, isReading: Bool) throws -> Ending {
    let partial = isReading ? try PartialOutput(path: command.partial.path) : nil
    let setup = try RunSetup(
      report.input, nil, command.noise, writing: command.output, keepsRecords: true,
      registerPeersBeside: KnownSessions(), memory: isReading ? try RunMemory(state) : nil,
      partial: partial)
    let result = isReading ? try setup.run() : nil
    let today = try command.memory.today(or: setup.options.now)
    var intake = StateIntake(state, setup.options, today: today, window: setup.window)
    if let result { try intake.take(result) } else { try intake.recall() }
    var period = try StatePeriod(
      state, selected: try command.selection.timeRange(now: setup.options.now, zone: setup.zone),
      today: today)
    var coverage = result?.coverage ?? Coverage()
    coverage.sessionsJoined = intake.joined
    var summary = try StateSummary(state, setup, command.selection).summary(
      of: &period, intake.unsettled, coverage: coverage,
      remind: command.memory.remind.count, by: command.periods?.length)
    report.addTLSReports(to: &summary, setup)
    summary.night?.filesKnown = result?.filesKnown ?? 0
    try write(summary, setup, state, partial)
    if period.isDefault {
      try state.noteReported(period.days + period.late.map(\.day))
      try state.noteMissed(period.missing)
    }
    if let keep = command.memory.keep {
      try state.forget(before: today - keep.count)
    }
    return Ending(coverage: summary.coverage, fails: command.nightly.fails(summary))
  }

  private func write(
    _ summary: Summary, _ setup: RunSetup, _ state: HistoryTransaction, _ partial: PartialOutput?
  ) throws {
    let isSilent = command.nightly.isSilent(summary)
    var results = Results(isBeforeCommit: true)
    if let address = command.memory.mailTo {
      if !isSilent, NightMail.hasSomethingToSay(summary) {
        let mail = NightMail(
          summary, try page(of: summary, setup, state), to: address, zone: setup.zone,
          now: setup.options.now, choice: choice)
        results.write(
          mail.octets, to: OutputTarget(path: nil, format: .text, colours: false))
      }
    }
    for target in try command.partial.targets(command.output)
    where target.path != nil || !isSilent && command.memory.mailTo == nil {
      switch target.format {
      case .json: results.write(SummaryJSON(summary, zone: setup.zone).document(), to: target)
      case .ndjson: results.write(SummaryJSON(summary, zone: setup.zone).lines(), to: target)
      case .html where choice == .all:
        results.write(PageRenderer.render(try page(of: summary, setup, state)), to: target)
      case .text, .md, .html, .csv, .tsv:
        let (shown, detail) = command.report(
          on: summary, choice, for: target, zone: setup.zone)
        results.write(shown, to: target, command.output, detail: detail)
      }
    }
    results.write(partial)
    try results.finish()
  }

  /// The page of the last day of the report, with the year before it.
  private func page(
    of summary: Summary, _ setup: RunSetup, _ state: HistoryTransaction
  ) throws -> Page {
    var history = PageHistory()
    if let night = summary.night?.days.last {
      let first = night - PageHistory.nightsShown
      history = PageHistory(
        sheets: try state.sheets(first..<night + 1),
        rows: try state.providerDays(first..<night + 1),
        findings: try state.findings(), night: night)
    }
    return try PageWriting(setup: setup, measured: try report.measuredMail(setup)).page(
      of: summary, history: history, wide: try wide(around: summary, setup, state)
    ) {
      try state.records(of: $0)
    }
  }

  /// The weeks up to the last day of the report, which shares of providers rest on; nil where the report is about
  /// as much itself.
  private func wide(
    around summary: Summary, _ setup: RunSetup, _ state: HistoryTransaction
  ) throws -> Summary? {
    guard let days = summary.night?.days, let last = days.last,
      days.count < PageHistory.widthOfProviders
    else { return nil }
    var tally = LogTally()
    for account in try state.days()
    where (last - PageHistory.widthOfProviders + 1...last).contains(account.day) {
      if let counted = try state.tally(of: account.day) { tally.merge(counted) }
    }
    tally.settle()
    return setup.summary(of: tally, coverage: summary.coverage)
  }
}
