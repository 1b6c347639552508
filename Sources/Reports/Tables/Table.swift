// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
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

    /// What is left out where the column is too narrow.
    package var cut = Cut.end
    /// What the column is called where values stand without a page around them; nil: by its title.
    package var field: String?
    /// Whether the column tells the row from all others. Where no column is marked, the first one does.
    package var isKey = false

    package enum Cut: Equatable, Sendable { case end, beginning, middle }

    /// A column of text that may be cut.
    package static func text(_ title: String) -> Column { Column(title, .left, flexible: true) }

    /// A column of paths, which differ at their ends.
    package static func path(_ title: String) -> Column {
      var column = Column.text(title)
      column.cut = .beginning
      return column
    }

    /// A column of names, which differ at both ends.
    package static func name(_ title: String) -> Column {
      var column = Column.text(title)
      column.cut = .middle
      return column
    }

    /// The same column with a name of its own in the separated formats: a title is short, and may say `%` of what
    /// is a count there.
    package func named(_ field: String) -> Column {
      var column = self
      column.field = field
      return column
    }

    /// The same column as one that tells the row from all others.
    package var asKey: Column {
      var column = self
      column.isKey = true
      return column
    }
  }

  /// Positions of the columns that tell a row from all others.
  package var keys: [Int] {
    let marked = columns.indices.filter { columns[$0].isKey }
    return marked.isEmpty ? Array(columns.indices.prefix(1)) : marked
  }

  package typealias Alignment = TextAlignment

  package enum Cell: Equatable, Sendable {
    case blank
    case text(String)
    case count(Int)
    /// A number that the log does not state.
    case notLogged
    /// Octets of which the log states a part.
    case octetsAtLeast(UInt64)
    case ratio(Ratio)
    /// How many times as large the part is as the whole.
    case factor(Ratio)
    case octets(UInt64)
    case quantity(Quantity)
    case time(ZonedTime)
    /// A span of time in microseconds.
    case duration(Int64)
    case id(SessionID)
    case list([String])

    /// Octets as far as they are logged.
    package static func octets(_ octets: LoggedOctets) -> Cell {
      guard let value = octets.value else { return .notLogged }
      return octets.isPartial ? .octetsAtLeast(value) : .octets(value)
    }

    /// A count, nil where it is not logged.
    package static func count(ifLogged count: Int?) -> Cell {
      count.map { .count($0) } ?? .notLogged
    }

    /// The share of `part` in `whole`.
    package static func share(_ part: Int, of whole: Int) -> Cell {
      .ratio(Ratio(part, of: whole))
    }

    /// The share of `part` in `whole`, both counted in full: however few there are, no sample was taken.
    package static func census(_ part: Int, of whole: Int) -> Cell {
      .ratio(Ratio(census: part, of: whole))
    }
  }
}
