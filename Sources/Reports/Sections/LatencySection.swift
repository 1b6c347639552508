// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// How long the phases of sessions took.
enum LatencySection: ReportSection {
  static let name = "latency"
  static let title = "Latency"
  static let leastDetail = 6

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let phases: [(String, (MeasureTally) -> ValueHistogram)] = [
      ("connection to greeting", \.connectToGreeting), ("TLS handshake", \.handshake),
      ("greeting to MAIL", \.greetingToMail), ("MAIL to end of message", \.mailToEnd),
      ("whole session", \.total),
    ]
    var rows: [[Table.Cell]] = []
    for direction in Session.Direction.allCases {
      for (name, histogram) in phases {
        let histogram = histogram(summary.measures(direction))
        guard histogram.total > 0 else { continue }
        rows.append(
          [.text(direction.name), .text(name), .count(histogram.total)]
            + [500, 950, 990].map { cell(histogram, $0) })
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .table(
        Table(
          name: "phases",
          columns: [
            Table.Column("", .left).asKey, .text("Phase").asKey, Table.Column("sess"),
            Table.Column("p50 <"),
            Table.Column("p95 <"), Table.Column("p99 <"),
          ], rows: rows)),
      .paragraph(
        "Upper bounds: durations are counted in buckets whose ends are a quarter apart at most."),
    ]
  }

  /// A bound that is shown to the millisecond cannot be less than one.
  static func cell(_ histogram: ValueHistogram, _ permille: Int) -> Table.Cell {
    histogram.upperBound(ofPermille: permille).map { .duration(max(1_000, $0)) } ?? .blank
  }
}
