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
    let titles = FlatTable.titles(table)
    let shares = FlatTable.shares(table)
    header = zip(titles, shares).flatMap { title, isShare in
      isShare ? [title, "\(title) of"] : [title]
    }
    rows = table.rows.map { row in
      zip(row, shares).flatMap { cell, isShare in
        if let ratio = cell.ratio { return [String(ratio.part), String(ratio.whole)] }
        return isShare ? [FlatTable.value(cell), ""] : [FlatTable.value(cell)]
      }
    }
  }

  /// The columns' titles; of estimated quantities with the unit, which the values are without.
  private static func titles(_ table: Table) -> [String] {
    let shares = FlatTable.shares(table)
    let all = Set(table.columns.map { $0.field ?? $0.title })
    return table.columns.indices.map { column in
      let title = table.columns[column].field ?? table.columns[column].title
      for row in table.rows where column < row.count {
        if case .quantity(let quantity) = row[column] {
          return "\(title), \(quantity.unit.rawValue)"
        }
      }
      guard shares[column], title.hasSuffix("%") else { return title }
      // What stands there is a count of cases and not their share.
      let name = String(title.dropLast())
      return name.isEmpty ? "cases" : all.contains(name) ? "\(name) part" : name
    }
  }

  /// For each column whether it has shares, of which the separated formats give the two counts.
  private static func shares(_ table: Table) -> [Bool] {
    table.columns.indices.map { column in
      table.columns[column].title.hasSuffix("%")
        || table.rows.contains { column < $0.count && $0[column].ratio != nil }
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
    case .headline(let text, _), .paragraph(let text), .hint(let text):
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
        let name = notice.key.isEmpty ? notice.subject : "\(notice.subject), \(notice.key)"
        rows.append([section, "notices", name, "text", notice.text, ""])
        if !notice.evidence.isEmpty {
          let ids = notice.evidence.map(\.description).joined(separator: " ")
          rows.append([section, "notices", name, "evidence", ids, ""])
        }
      }
    case .histogram(let histogram):
      for bin in histogram.bins {
        rows.append([
          section, "histogram", bin.key, histogram.counted, String(bin.count), "",
        ])
      }
    case .table(let table): add(table, in: section)
    }
  }

  private mutating func add(_ table: Table, in section: String) {
    let titles = FlatTable.titles(table)
    let keys = table.keys
    for row in table.rows {
      let name = keys.filter { $0 < row.count }.map { FlatTable.value(row[$0]) }
        .joined(separator: ", ")
      for (column, cell) in row.enumerated() where !keys.contains(column) && column < titles.count {
        let value = cell.ratio.map { String($0.part) } ?? FlatTable.value(cell)
        let whole = cell.ratio.map { String($0.whole) } ?? ""
        rows.append([section, table.name, name, titles[column], value, whole])
      }
    }
  }

  private static func value(_ cell: Table.Cell) -> String {
    switch cell {
    case .blank, .notLogged: ""
    case .text(let text): text
    case .count(let count): String(count)
    case .octets(let count), .octetsAtLeast(let count): String(count)
    case .ratio(let ratio), .factor(let ratio): String(ratio.part)
    case .quantity(let quantity): QuantityText.exact(quantity.value)
    case .time(let time): TimeText.rfc3339(time)
    case .duration(let microseconds): String(microseconds)
    case .id(let id): id.description
    case .list(let items): items.joined(separator: " ")
    }
  }
}

extension Table.Cell {
  /// The two counts of a cell that shows what they are to each other.
  fileprivate var ratio: Ratio? {
    switch self {
    case .ratio(let ratio), .factor(let ratio): ratio
    default: nil
    }
  }
}
