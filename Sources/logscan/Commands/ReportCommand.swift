// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ProviderFindings
import Reports

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The nightly report: problems first, then each provider, then the details.",
    discussion: """
      Percentages of fewer than 20 cases are marked '~'; '--detail 6' shows the counts behind \
      each. Sections: \(ReportCatalogue.names.joined(separator: ", ")).

      EXAMPLES:
        logscan /var/log/smtp
        logscan report -d yesterday -q -o mail.txt -o mail.json /var/log/smtp
        logscan report -d yesterday -q --fail-on warning -o mail.txt /var/log/smtp || mail … <mail.txt
        logscan report --sections tls,certificates --top 0 smtp.log
        logscan report --provider google* --direction in -f md smtp.log
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var extent: ExtentOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  @Option(
    help: ArgumentHelp(
      "Only these sections (--sections=tls,hours), or all but these (--sections=-tls).",
      valueName: "names"))
  var sections: String?

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "Exit status 1 where there is a finding of this severity or a worse one (alarm, warning, "
        + "notice), or no session at all: for cron, which can then be silent on a quiet night.",
      valueName: "severity"))
  var failOn: SeverityChoice?

  enum SeverityChoice: String, CaseIterable, ExpressibleByArgument {
    case alarm, warning, notice

    var severity: Finding.Severity {
      switch self {
      case .alarm: .alarm
      case .warning: .warning
      case .notice: .notice
      }
    }
  }

  func run() throws {
    let choice = try sectionChoice()
    let setup = try RunSetup(input, selection, noise, writing: output)
    let result = try setup.run()
    let summary = setup.summary(of: result)
    for target in output.targets {
      switch target.format {
      case .json: try target.write(SummaryJSON(summary, zone: setup.zone).document())
      case .ndjson: try target.write(SummaryJSON(summary, zone: setup.zone).lines())
      case .text, .md, .html, .csv, .tsv:
        let context = extent.context(for: target.format, zone: setup.zone)
        let report = ReportCatalogue.report(on: summary, choice: choice, context: context)
        try target.write(report, output, detail: extent.detail)
      }
    }
    try RunSetup.finish(result.coverage)
    if let failOn, calls(for: failOn.severity, summary) {
      throw ExitCode(ExitStatus.found.rawValue)
    }
  }

  /// A night without any session is no quiet night: the server may be dead.
  private func calls(for severity: Finding.Severity, _ summary: Summary) -> Bool {
    summary.inbound.sessions + summary.outbound.sessions == 0
      || summary.findings.contains { $0.severity <= severity }
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

extension OutputTarget {
  /// Writes a report in one of the formats that show reports as they are.
  func write(_ report: Report, _ options: OutputOptions, detail: Int) throws(Failure) {
    let renderer: any ReportRenderer =
      switch format {
      case .md: MarkdownRenderer(detail: detail)
      case .html: HTMLRenderer(detail: detail)
      case .csv: CSVRenderer()
      case .tsv: TSVRenderer()
      case .text, .json, .ndjson:
        TextRenderer(width: options.width, colours: colours, detail: detail)
      }
    try write(Array(renderer.render(report).utf8))
  }
}
