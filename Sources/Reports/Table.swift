// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// A table of typed cells. Every row has one cell for each column.
package struct Table: Equatable, Sendable {
  /// Stable name within its section, for formats that hold several tables in one file.
  package var name: String
  /// A line above the columns, as wide as the page; empty for tables that need none.
  package var heading = ""
  package var columns: [Column]
  package var rows: [[Cell]]
  /// Number of rows there would be without `--top`.
  package var total: Int

  package init(name: String, columns: [Column], rows: [[Cell]] = [], total: Int? = nil) {
    self.name = name
    self.columns = columns
    self.rows = rows
    self.total = total ?? rows.count
  }

  package struct Column: Equatable, Sendable {
    package var title: String
    package var alignment: Alignment
    /// May be cut where the table is too wide.
    package var flexible: Bool

    package init(_ title: String, _ alignment: Alignment = .right, flexible: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.flexible = flexible
    }

    /// What is cut off where the column is too narrow: the end, or the beginning, as for paths.
    package var cutsBeginning = false

    /// A column of text that may be cut.
    package static func text(_ title: String) -> Column { Column(title, .left, flexible: true) }

    /// A column of paths, which differ at their ends.
    package static func path(_ title: String) -> Column {
      var column = Column.text(title)
      column.cutsBeginning = true
      return column
    }
  }

  package enum Alignment: Equatable, Sendable { case left, right }

  package enum Cell: Equatable, Sendable {
    case blank
    case text(String)
    case count(Int)
    case ratio(Ratio)
    case octets(UInt64)
    case time(ZonedTime)
    /// A span of time in microseconds.
    case duration(Int64)
    case id(SessionID)
    case list([String])

    /// The share of `part` in `whole`.
    package static func share(_ part: Int, of whole: Int) -> Cell {
      .ratio(Ratio(part, of: whole))
    }
  }
}
