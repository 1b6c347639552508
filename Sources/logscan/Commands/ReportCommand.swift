// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import MailCost
import ProviderFindings
import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The nightly report: problems first, then each provider, then the details.",
    discussion: """
      Percentages of fewer than 20 cases are marked '~'; '--detail 6' shows the counts behind \
      each. Findings are marked '!!' (alarm), '!' (warning) and '-' (notice); '?' goes with those \
      that rest on few cases. Sections: \(ReportCatalogue.names.joined(separator: ", ")).

      EXAMPLES:
        logscan /var/log/smtp
        logscan report -d yesterday -q -o mail.txt -o mail.json /var/log/smtp
        logscan report -d yesterday -q --compare last.json -o last.json \\
            --only-if warning -f text
        logscan report --state state.db -o report.html /var/log/smtp
        logscan report --state state.db -d 2026-11
        logscan report --state state.db -o report.html --measure mail.json
        logscan report --sections tls,certificates --top 0 smtp.log
        logscan report --by month --sections periods /var/log/smtp
        logscan report --provider 'google*' --direction in -f md smtp.log
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Nightly") var nightly: NightlyOptions
  @OptionGroup(title: "Memory") var memory: StateOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var extent: ExtentOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  @Option(
    help: ArgumentHelp(
      "Only these sections (--sections=tls,hours), or all but these (--sections=-tls).",
      valueName: "names"))
  var sections: String?

  @Option(
    name: .customLong("by"),
    help: ArgumentHelp("A row for each day, month or year.", valueName: "period"))
  var periods: PeriodChoice?

  @Option(
    help: ArgumentHelp(
      "Add to the page what base64 costs in stored mail: a JSON result of 'mime measure'.",
      valueName: "file"))
  var measure: String?

  enum PeriodChoice: String, CaseIterable, ExpressibleByArgument {
    case day, month, year

    var length: PeriodTally.Length {
      switch self {
      case .day: .day
      case .month: .month
      case .year: .year
      }
    }
  }

  mutating func validate() throws {
    try memory.validate(with: selection, nightly)
    if measure != nil, sections != nil || !output.targets.contains(where: { $0.format == .html }) {
      throw ValidationError("--measure is about the page: write one with '-o NAME.html'.")
    }
    if memory.mailTo == nil, nightly.onlyIf != nil, output.targets.allSatisfy({ $0.path != nil }) {
      throw ValidationError("--only-if is about standard output: add '-f text'.")
    }
  }

  func run() throws {
    let choice = try sectionChoice()
    if memory.state != nil { return try StateReport(self, choice).run() }
    let hasPage = choice == .all && output.targets.contains { $0.format == .html }
    let setup = try RunSetup(
      input, selection, noise, writing: output, periods: periods?.length ?? (hasPage ? .day : nil))
    let earlier = try nightly.earlierReport(zone: setup.zone)
    let selected = try selection.timeRange(now: setup.options.now, zone: setup.zone)
    let result = try setup.run()
    var summary = setup.summary(of: result)
    nightly.addComparison(to: &summary, with: earlier)
    let measured = try measuredMail(setup)
    let history = summary.periods.map { PageHistory(of: $0) } ?? PageHistory()
    if periods == nil { summary.periods = nil }
    let isSilent = nightly.isSilent(summary)
    var results = Results(replacing: nightly.compare.map { [$0] } ?? [])
    for target in output.targets where target.path != nil || !isSilent {
      if results.isState(target),
        let reason = nightly.reasonToKeep(earlier, before: summary, of: selected)
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
        let context = extent.context(for: target.format, zone: setup.zone)
        let report = ReportCatalogue.report(on: summary, choice: choice, context: context)
        results.write(report, to: target, output, detail: extent.detail)
      }
    }
    try results.finish()
    try RunSetup.finish(result.coverage)
    if nightly.fails(summary) { throw ExitCode(ExitStatus.found.rawValue) }
  }

  /// What `--measure` names, priced by the built-in parameters.
  func measuredMail(_ setup: RunSetup) throws -> MeasurementReport? {
    guard let measure else { return nil }
    try RunSetup.refuse(replacing: [measure], by: output)
    let measurement = try CostOptions.measurement(measure)
    let cost = CostReport(
      CostModel(), volumes: measurement.volumes, measured: measurement.volume)
    return MeasurementReport(
      measurement, aliases: setup.options.aliases, cost: cost, detail: 3, top: 8)
  }

  private func sectionChoice() throws -> SectionChoice {
    guard let sections else { return .all }
    do {
      return try SectionChoice(parsing: sections)
    } catch {
      let names = ReportCatalogue.names.joined(separator: ", ")
      throw ValidationError("--sections: there is no '\(error.name)'. There are: \(names).")
    }
  }
}
