// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// The parameters of the cost model, each with low, central and high value, unit, year and source. They stand in
/// `CostParameters.csv`; a file of the same form overrides single rows.
package struct CostParameters: Equatable, Sendable {
  /// One parameter. `low` makes the cost low, whatever the number's size.
  package struct Row: Equatable, Sendable {
    /// Place in its file, from 1.
    let line: Int
    package var name: String
    package var low: Double
    package var central: Double
    package var high: Double
    package var unit: String
    package var year: String
    package var source: String

    /// Whether a smaller number costs more.
    var isFalling: Bool { low > high }

    /// Whether the values go the same way as those of another row, or are equal.
    func isOrdered(as other: Row) -> Bool {
      other.isFalling ? low >= central && central >= high : low <= central && central <= high
    }

    func value(_ choice: CostCase) -> Double {
      switch choice {
      case .low: low
      case .central: central
      case .high: high
      }
    }
  }

  /// What is wrong with a file of parameters.
  package struct ParseError: Error, Equatable, CustomStringConvertible {
    package let line: Int
    package let reason: String
    package var description: String { "line \(line): \(reason)" }
  }

  /// What a parameter can be at all; products of several must stay numbers.
  private static let range = 0...1e18

  /// In the order of the file.
  package private(set) var rows: [Row]

  /// The parameters that are built in.
  package static let embedded: CostParameters = {
    let text = String(decoding: PackageResources.CostParameters_csv, as: UTF8.self)
    do {
      return try CostParameters(parsing: text)
    } catch {
      preconditionFailure("CostParameters.csv, \(error)")
    }
  }()

  /// Reads a whole file of parameters.
  package init(parsing text: String) throws(ParseError) {
    rows = []
    var last = 1
    for line in CSVLine.lines(of: text) {
      last = line.number
      guard let fields = line.fields else {
        throw ParseError(line: last, reason: "a quoted field is not closed")
      }
      if fields.first == "name" { continue }
      guard fields.count == 7 else { throw ParseError(line: last, reason: "not seven fields") }
      guard let low = Double(fields[1]), let central = Double(fields[2]),
        let high = Double(fields[3]), [low, central, high].allSatisfy(Self.range.contains)
      else {
        throw ParseError(
          line: last, reason: "low, central and high must be numbers from 0 to 1e18")
      }
      guard fields[0] != "codecSpeed" || min(low, central, high) > 0 else {
        throw ParseError(line: last, reason: "a codec speed must be more than 0")
      }
      rows.append(
        Row(
          line: last, name: fields[0], low: low, central: central, high: high, unit: fields[4],
          year: fields[5], source: fields[6]))
    }
    // A file that says nothing would change nothing, unseen.
    if rows.isEmpty { throw ParseError(line: last, reason: "there is no row of a parameter") }
  }

  /// Replaces rows by those of the same name in another set. A name that is unknown here is an error; so are another unit, which
  /// would change the cost by orders of magnitude, and values that would make the low case cost more than the high one.
  package mutating func override(with other: CostParameters) throws(ParseError) {
    for row in other.rows {
      guard let place = rows.firstIndex(where: { $0.name == row.name }) else {
        throw ParseError(line: row.line, reason: "there is no parameter '\(row.name)'")
      }
      let unit = rows[place].unit
      guard row.unit.lowercased() == unit.lowercased() else {
        throw ParseError(
          line: row.line, reason: "'\(row.name)' is in \(unit), not in '\(row.unit)'")
      }
      guard row.isOrdered(as: rows[place]) else {
        throw ParseError(
          line: row.line,
          reason:
            "low, central and high of '\(row.name)' must \(rows[place].isFalling ? "fall" : "rise")"
        )
      }
      rows[place] = row
    }
  }

  /// Gives a parameter one value for all cases.
  package mutating func set(_ name: String, to value: Double, source: String) {
    guard let place = rows.firstIndex(where: { $0.name == name }) else { return }
    rows[place].low = value
    rows[place].central = value
    rows[place].high = value
    rows[place].year = "now"
    rows[place].source = source
  }

  /// Value of a parameter that the model knows to be there.
  package func value(_ name: String, _ choice: CostCase) -> Double {
    guard let row = rows.first(where: { $0.name == name }) else {
      preconditionFailure("no cost parameter \(name)")
    }
    return row.value(choice)
  }
}
