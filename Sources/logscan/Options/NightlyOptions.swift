// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MailTypes
import ProviderFindings
import Reports
import SessionLog

/// What makes a report a nightly mail: what is new since the last one, and no word on a quiet night.
struct NightlyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Mark what is new, worse or gone since this earlier result (JSON) of 'report'. It may be "
        + "replaced by -o; where it is missing, this is the first night.",
      valueName: "file"))
  var compare: String?

  @Option(
    name: .customLong("only-if"),
    help: ArgumentHelp(
      "Nothing on standard output unless there is a finding of this severity (alarm, warning, "
        + "notice) or a worse one, with --compare a new one or one that became worse. No session at "
        + "all, and input that is missing, are always reported.",
      valueName: "severity"))
  var onlyIf: SeverityChoice?

  @Option(
    name: .customLong("fail-on"),
    help: ArgumentHelp(
      "Exit status 1 in the same cases; what is written stays the same.", valueName: "severity"))
  var failOn: SeverityChoice?

  @Flag(help: "Let -o replace an earlier result although that one is about a later time.")
  var force = false

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

  func validate() throws {
    if compare == "" || compare == "-" {
      throw ValidationError("--compare wants the name of a file.")
    }
  }

  /// The report to compare with: nil where none is asked for or where it is still missing.
  func earlierReport(zone: ZoneRules) throws(Failure) -> EarlierReport? {
    guard let path = compare else { return nil }
    if TextFile.isMissing(path) { return nil }
    let octets = try WholeInput.read(path)
    do throws(SummaryJSON.ReadError) {
      return try SummaryJSON.read(octets, zone: zone)
    } catch {
      throw Failure(
        .usage, "cannot compare with \(path)", why: error.description,
        remedy: "a result of 'logscan report -o NAME.json', or a name that does not exist yet")
    }
  }

  /// Puts into a summary what is different since the earlier report, if that was asked for.
  func addComparison(to summary: inout Summary, with earlier: EarlierReport?) {
    guard compare != nil else { return }
    summary.comparison =
      earlier.map { ReportComparison(summary, with: $0) } ?? ReportComparison()
  }

  /// Why the earlier report is not to be replaced by one on the summary; nil where it may be. A summary without any session
  /// is about the time that was selected.
  func reasonToKeep(
    _ earlier: EarlierReport?, before summary: Summary, of selected: Range<LogTimestamp>?
  ) -> String? {
    guard !force, let known = earlier?.period?.last else { return nil }
    let date = TimeText.date(CivilTime(known))
    guard let now = summary.period?.last ?? selected?.upperBound else {
      return "it is about the time up to \(date), and this report about no session at all"
    }
    guard now < known else { return nil }
    return "it is about the time up to \(date), and this report only about that up to "
      + TimeText.date(CivilTime(now))
  }

  /// Whether the exit status is to show that there is something.
  func fails(_ summary: Summary) -> Bool { failOn.map { isOccasion(for: $0, summary) } ?? false }

  /// A night without any session is not a quiet night: the server may be dead.
  func isOccasion(for choice: SeverityChoice, _ summary: Summary) -> Bool {
    if let night = summary.night {
      if night.hasNews(of: choice.severity) { return true }
    } else if summary.inbound.units + summary.outbound.units == 0 {
      return true
    }
    return summary.findings.indices.contains { place in
      summary.findings[place].severity <= choice.severity
        && summary.change(ofFinding: place)?.isNews ?? true
    }
  }
}
