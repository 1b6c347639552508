// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import MailCost
import PeerRegister
import ProviderFindings
import Reports

/// A report on what is read, or on a state.
struct ReportRun {
  let options: ReportOptions
  let input: RunInput
  /// Where the register of peers goes that is made beside; nil where none is wanted.
  private let peersOut: String?

  init(_ options: ReportOptions, _ input: RunInput, peersOut: String? = nil) {
    self.options = options
    self.input = input
    self.peersOut = peersOut
  }

  func run() throws {
    let choice = try sectionChoice()
    if options.memory.state != nil { return try StateReport(self, choice).run() }
    let targets = try options.partial.targets(options.output)
    let hasPage = choice == .all && targets.contains { $0.format == .html }
    let partial = try PartialOutput(path: options.partial.path)
    let setup = try RunSetup(
      input, options.selection, options.noise, writing: options.output,
      registerPeersBeside: peersOut.map { _ in KnownSessions() },
      periods: options.periods?.length ?? (hasPage ? .day : nil), partial: partial)
    let earlier = try options.nightly.earlierReport(zone: setup.zone)
    let selected = try options.selection.timeRange(now: setup.options.now, zone: setup.zone)
    let result = try setup.run()
    var summary = setup.summary(of: result)
    options.nightly.addComparison(to: &summary, with: earlier)
    addTLSReports(to: &summary, setup)
    let measured = try measuredMail(setup)
    let history = summary.periods.map { PageHistory(of: $0) } ?? PageHistory()
    if options.periods == nil { summary.periods = nil }
    let isSilent = options.nightly.isSilent(summary)
    var results = Results(replacing: options.nightly.compare.map { [$0] } ?? [])
    for target in targets where target.path != nil || !isSilent {
      if results.isState(target),
        let reason = options.nightly.reasonToKeep(earlier, before: summary, of: selected)
      {
        results.withhold(target, why: reason, remedy: "--force, or another file for -o")
        continue
      }
      switch target.format {
      case .json: results.write(SummaryJSON(summary, zone: setup.zone).document(), to: target)
      case .ndjson: results.write(SummaryJSON(summary, zone: setup.zone).lines(), to: target)
      case .html where hasPage:
        let page = try PageWriting(setup: setup, measured: measured).page(
          of: summary, history: history)
        results.write(PageRenderer.render(page), to: target)
      case .text, .md, .html, .csv, .tsv:
        let (report, detail) = options.report(
          on: summary, choice, for: target, zone: setup.zone)
        results.write(report, to: target, options.output, detail: detail)
      }
    }
    if let peersOut, let peers = result.peers {
      let json = PeerRegisterJSON(peers, zone: setup.zone)
      results.write(
        portions: json.write, to: OutputTarget(path: peersOut, format: .json, colours: false))
    }
    results.write(partial)
    try results.finish()
    try RunSetup.finish(result.coverage)
    if options.nightly.fails(summary) { throw ExitCode(ExitStatus.found.rawValue) }
  }

  /// Puts in what `--tlsrpt` names, and says what of it could not be read.
  func addTLSReports(to summary: inout Summary, _ setup: RunSetup) {
    if options.tlsrpt.isEmpty { return }
    let received = TLSReportReading.read(options.tlsrpt, aliases: setup.options.aliases)
    for problem in received.problems { StandardError.say("\(problem.input): \(problem.reason)") }
    summary.received = received
  }

  /// What `--measure` names, priced by the built-in parameters.
  func measuredMail(_ setup: RunSetup) throws -> MeasurementReport? {
    guard let measure = options.measure else { return nil }
    try RunSetup.refuse(replacing: [measure], by: options.output)
    let measurement = try CostOptions.measurement(measure)
    let cost = CostReport(
      CostModel(), volumes: measurement.volumes, measured: measurement.volume)
    return MeasurementReport(
      measurement, aliases: setup.options.aliases, cost: cost, detail: 3, top: 8)
  }

  private func sectionChoice() throws -> SectionChoice {
    guard let sections = options.sections else { return .all }
    do {
      return try SectionChoice(parsing: sections)
    } catch {
      let names = ReportCatalogue.names.joined(separator: ", ")
      throw ValidationError("--sections: there is no '\(error.name)'. There are: \(names).")
    }
  }
}
