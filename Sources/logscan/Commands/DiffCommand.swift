// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import History
import ProviderFindings
import Reports
import SessionLog

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "What is other in one period than in another, provider by provider, from a state.",
    discussion: """
      EXAMPLES:
        logscan diff --state /var/lib/logscan/state 2026-10 2026-11
        logscan diff --state /var/lib/logscan/state -n 0 -f csv -- -14d yesterday
      """)

  @OptionGroup var state: StateOption
  @Argument(help: ArgumentHelp("A day, a month or a year.", valueName: "period")) var before: String
  @Argument(help: ArgumentHelp("Another one.", valueName: "period")) var now: String
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var extent: ExtentOptions

  func run() throws {
    let (first, second) = (try days(before), try days(now))
    let diff = try state.read { state in
      PeriodDiffReport(
        before: try state.providerDays(first), now: try state.providerDays(second))
    }
    var results = Results()
    for target in output.targets {
      let context = extent.context(for: target.format, zone: .utc)
      results.write(diff.report(in: context), to: target, output, detail: extent.detail)
    }
    try results.finish()
  }

  /// The days of a period, in days since 1970-01-01.
  private func days(_ word: String) throws -> Range<Int> {
    guard let span = TimeWord.span(of: word, now: SystemZone.now(), zone: .utc), !span.isEmpty
    else {
      throw ValidationError("'\(word)' is not a period. Use 2026-11, 2026-11-30 or yesterday.")
    }
    let last = LogTimestamp(microseconds: span.upperBound.microseconds - 1)
    return span.lowerBound.day..<last.day + 1
  }
}
