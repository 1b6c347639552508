// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Messages that no pattern takes, by the program's source file: a new wording shows up here.
enum UnknownMessagesSection: ReportSection {
  static let name = "unknown"
  static let title = "Messages that were not understood"
  static let leastDetail = 5

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let coverage = summary.coverage
    guard !coverage.unknownMessages.isEmpty else { return [] }
    var table = Table(
      name: "messages",
      columns: [
        Table.Column("count"), Table.Column("source", .left).asKey, .text("message").asKey,
      ],
      total: coverage.unknownMessages.count)
    table.rows = context.limited(coverage.unknownMessages).map {
      [.count($0.count), .text($0.sourceFile), .text($0.shape)]
    }
    return [.table(table)]
  }
}
