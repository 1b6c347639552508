// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import History
import MailTypes
import ProviderFindings
import Reports
import SessionLog

struct ExportPrometheus: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prometheus",
    abstract: "Counters of a state for the node exporter's textfile collector.",
    discussion: """
      Counters are sums over all nights that the state has counted, those that '--keep' forgot included, and \
      never get smaller. Known providers have a series each; all other peers are 'other', so that \
      strangers add no series. With -o the file is replaced at once, and readable by the collector.

      Gauges: the findings of the last night by severity (muted ones left out), when that night ended \
      by the log's clock, and on how many days of the last 60 there is no log.

      EXAMPLES:
        logscan export prometheus --state /var/lib/logscan/state
        logscan export prometheus --state /var/lib/logscan/state \\
            -o /var/lib/prometheus/node-exporter/logscan.prom
      """)

  @OptionGroup var state: StateOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("prometheus (text 0.0.4) or openmetrics.", valueName: "format"))
  var format = MetricsText.Format.prometheus

  func run() throws {
    if let output, output == state.state {
      throw ValidationError("-o would replace the state itself.")
    }
    try state.change { state in
      let earlier = Dictionary(
        try state.exported().map { ($0.peer, $0) }, uniquingKeysWith: { first, _ in first })
      let counters = try state.totals().map { $0.atLeast(earlier[$0.peer]) }
      let families = ProviderMetrics.families(counters) + (try Self.gauges(state))
      try state.noteExported(counters)
      var results = Results(isBeforeCommit: true)
      results.write(
        MetricsText(format).octets(families),
        to: OutputTarget(path: output, format: .text, colours: false))
      try results.finish()
    }
  }

  private static func gauges(_ state: HistoryTransaction) throws -> [MetricFamily] {
    let days = try state.days().map(\.day)
    var families = [
      MetricFamily(
        "logscan_info", .gauge, "The version of logscan.",
        [MetricFamily.Sample([(name: "version", value: Version.number)], 1)])
    ]
    guard let last = days.last else { return families }
    let mutes = try state.mutes()
    let findings = try state.findings().last { $0.day == last }?.findings ?? []
    let heard = findings.filter { finding in
      !mutes.contains { $0.covers(finding.identity, on: last) }
    }
    families.append(
      MetricFamily(
        "logscan_findings", .gauge, "Findings of the last night.",
        Finding.Severity.allCases.map { severity in
          MetricFamily.Sample(
            [(name: "severity", value: severity.name)],
            heard.filter { $0.severity == severity }.count)
        }))
    let known = Set(days)
    let first = max(days[0], last - 59)
    families.append(
      MetricFamily(
        "logscan_nights_without_log", .gauge, "Nights of the last 60 of which there is no log.",
        [MetricFamily.Sample([], (first...last).count { !known.contains($0) })]))
    families.append(
      MetricFamily(
        "logscan_last_night_timestamp_seconds", .gauge,
        "End of the last day that has a log, by the log's clock taken for UTC.", unit: "seconds",
        [MetricFamily.Sample([], (last + 1) * 86_400)]))
    return families
  }
}

extension MetricsText.Format: ExpressibleByArgument {}
