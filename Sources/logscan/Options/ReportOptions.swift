// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import ProviderFindings
import Reports

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
