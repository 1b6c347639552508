// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// What was recognised and what was not: for the operator who wonders whether to believe a report.
package enum DoctorReport {
  /// Lines and messages of each kind that are shown.
  package static let sampleLimit = 10

  package static func report(on summary: Summary, context: ReportContext) -> Report {
    let coverage = summary.coverage
    var report = Report(title: "logscan doctor")
    report.sections.append(
      .init(name: "verdict", title: "", blocks: [verdict(coverage)]))
    report.sections.append(
      .init(
        name: "coverage", title: CoverageSection.title,
        blocks: [.table(CoverageSection.counts(coverage))]))
    add("missing", "Not read, or not to the end", CoverageSection.missing(coverage, context))
    add("defects", "First lines that are no part of a record", defects(coverage))
    add("unknown", "Messages that were not understood", unknown(coverage))
    return report

    func add(_ name: String, _ title: String, _ blocks: [Report.Block]) {
      if !blocks.isEmpty {
        report.sections.append(.init(name: name, title: title, blocks: blocks))
      }
    }
  }

  private static func verdict(_ coverage: Coverage) -> Report.Block {
    let records = Int(coverage.scan.records)
    let understood = records - Int(coverage.scan.unrecognised)
    if !coverage.recognisedAnything {
      return .headline("Nothing was recognised: this is no log of the MTA.", alert: true)
    }
    let share = NumberText.percent(Ratio(understood, of: records))
    let text = "\(share)% of \(NumberText.grouped(records)) records were understood"
    guard coverage.isComplete else {
      return .headline("INCOMPLETE: \(HeadSection.missing(coverage)); \(text).", alert: true)
    }
    return .headline("All input was read; \(text).", alert: false)
  }

  private static func defects(_ coverage: Coverage) -> [Report.Block] {
    guard !coverage.defectSamples.isEmpty else { return [] }
    let rows = coverage.defectSamples.prefix(sampleLimit).map { sample -> [Table.Cell] in
      [
        .text(sample.input), .count(Int(clamping: sample.line)), .text(sample.reason),
        .text(sample.excerpt),
      ]
    }
    return [
      .table(
        Table(
          name: "lines",
          columns: [.path("Input"), Table.Column("line"), .text("reason"), .text("text")],
          rows: rows))
    ]
  }

  private static func unknown(_ coverage: Coverage) -> [Report.Block] {
    guard !coverage.unknownMessages.isEmpty else { return [] }
    let rows = coverage.unknownMessages.prefix(sampleLimit).map { message -> [Table.Cell] in
      [.count(message.count), .text(message.sourceFile), .text(message.shape)]
    }
    return [
      .table(
        Table(
          name: "messages",
          columns: [Table.Column("count"), Table.Column("source", .left), .text("message")],
          rows: rows, total: coverage.unknownMessages.count))
    ]
  }
}
