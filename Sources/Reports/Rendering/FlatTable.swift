// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// A table, or a whole report, as rows of plain values for the separated formats: exact counts,
/// never percentages; a share takes two columns, its part and its denominator (`… of`).
package struct FlatTable: Equatable, Sendable {
  package var header: [String]
  package var rows: [[String]]

  package init(header: [String], rows: [[String]] = []) {
    self.header = header
    self.rows = rows
  }

  /// One table as it is.
  package init(_ table: Table) {
    let shares = table.columns.indices.map { column in
      table.rows.contains { row in
        if column < row.count, case .ratio = row[column] { true } else { false }
      }
    }
    header = zip(table.columns, shares).flatMap { column, isShare in
      isShare ? [column.title, "\(column.title) of"] : [column.title]
    }
    rows = table.rows.map { row in
      zip(row, shares).flatMap { cell, isShare in
        if case .ratio(let ratio) = cell { return [String(ratio.part), String(ratio.whole)] }
        return isShare ? [FlatTable.value(cell), ""] : [FlatTable.value(cell)]
      }
    }
  }

  /// A report of several tables: one row for each cell, so that all of them are one rectangle.
  package init(cellsOf report: Report) {
    header = ["section", "table", "row", "column", "value", "of"]
    rows = []
    for section in report.sections {
      for block in section.blocks { add(block, in: section.name) }
    }
  }

  private mutating func add(_ block: Report.Block, in section: String) {
    switch block {
    case .headline(let text, _), .paragraph(let text):
      rows.append([section, "text", "", "", text, ""])
    case .list(let items):
      for item in items { rows.append([section, "list", "", "", item, ""]) }
    case .bars(let bars):
      for bar in bars {
        for share in bar.shares {
          rows.append([
            section, "shares", bar.label, share.label, String(share.ratio.part),
            String(share.ratio.whole),
          ])
        }
      }
    case .notices(let notices):
      for notice in notices {
        rows.append([section, "notices", notice.subject, "text", notice.text, ""])
        for id in notice.evidence {
          rows.append([section, "notices", notice.subject, "evidence", id.description, ""])
        }
      }
    case .histogram(let histogram):
      for bin in histogram.bins {
        rows.append([
          section, "histogram", bin.label, histogram.counted, String(bin.count), "",
        ])
      }
    case .table(let table):
      for row in table.rows {
        let name = row.first.map(FlatTable.value) ?? ""
        for (column, cell) in zip(table.columns, row).dropFirst() {
          if case .ratio(let ratio) = cell {
            rows.append([
              section, table.name, name, column.title, String(ratio.part), String(ratio.whole),
            ])
          } else {
            rows.append([section, table.name, name, column.title, FlatTable.value(cell), ""])
          }
        }
      }
    }
  }

  private static func value(_ cell: Table.Cell) -> String {
    switch cell {
    case .blank: ""
    case .text(let text): text
    case .count(let count): String(count)
    case .octets(let count): String(count)
    case .ratio(let ratio): String(ratio.part)
    case .time(let time): TimeText.rfc3339(time)
    case .duration(let microseconds): String(microseconds)
    case .id(let id): id.description
    case .list(let items): items.joined(separator: " ")
    }
  }
}
