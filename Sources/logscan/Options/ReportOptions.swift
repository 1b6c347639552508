// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ProviderFindings
import Reports
import SessionLog

/// What is reported, and where to, whatever the report is made from.
struct ReportOptions: ParsableArguments {
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

  @Option(
    help: ArgumentHelp(
      "SMTP TLS reports that others sent (RFC 8460): files, mailboxes or directories of JSON, gzip, or the "
        + "mail that brought them. May be given several times. What they saw stands beside the log.",
      valueName: "path"))
  var tlsrpt: [String] = []

  @OptionGroup var partial: PartialOptions

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

  /// The report for a target, and the detail that it has. On a terminal the first screens say what is wrong, what is new,
  /// and who, unless something else is asked for.
  func report(
    on summary: Summary, _ choice: SectionChoice, for target: OutputTarget, zone: ZoneRules
  ) -> (report: Report, detail: Int) {
    let isGlance =
      extent.level == nil && target.path == nil && target.format == .text && sections == nil
      && StandardOutput.isTerminal
    let detail = isGlance ? ExtentOptions.glance : extent.detail
    let context = extent.context(for: target.format, zone: zone, detail: detail)
    var report = ReportCatalogue.report(on: summary, choice: choice, context: context)
    if isGlance, !report.sections.isEmpty {
      report.sections[report.sections.count - 1].blocks.append(
        .hint(
          "TLS, certificates, endings, refusals, extensions and more: --detail \(ExtentOptions.usual)"
        ))
    }
    return (report, detail)
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
}
