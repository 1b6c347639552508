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

  func run() throws {
    let choice = try sectionChoice()
    let setup = try RunSetup(input, selection, noise, writing: output)
    let result = try setup.run()
    let summary = setup.summary(of: result)
    let context = ReportContext(zone: setup.zone, top: extent.top, detail: extent.detail)
    let report = ReportCatalogue.report(on: summary, choice: choice, context: context)
    for target in output.targets {
      switch target.format {
      case .json: try target.write(SummaryJSON(summary, zone: setup.zone).document())
      case .ndjson: try target.write(SummaryJSON(summary, zone: setup.zone).lines())
      default: try target.write(report, output, detail: extent.detail)
      }
    }
    try RunSetup.finish(result.coverage)
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
      case .csv: CSVRenderer()
      case .tsv: TSVRenderer()
      case .text, .json, .ndjson:
        TextRenderer(width: options.width, colours: colours, detail: detail)
      }
    try write(Array(renderer.render(report).utf8))
  }
}
