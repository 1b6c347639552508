// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Lays a table out in plain text: columns as wide as needed, flexible ones cut, and where that is
/// not enough the remaining columns in further bands below, each with the first column repeated.
/// So no column is ever lost, and no line is wider than the page.
struct TextTable {
  private let titles: [String]
  private let alignments: [Table.Alignment]
  private let cells: [[String]]
  private var widths: [Int]
  private let flexible: [Bool]
  private let cutsBeginning: [Bool]
  private let heading: [String]
  private let footer: String?
  private let width: Int

  /// Blanks between two columns.
  private static let gap = 2
  /// A flexible column is not cut below this.
  private static let leastFlexible = 14

  init(_ table: Table, width: Int, detail: Int) {
    self.width = width
    let titles = table.columns.map { DisplayWidth.cut($0.title, to: width) }
    let cells = table.rows.map { $0.map { TextTable.text($0, detail: detail) } }
    self.titles = titles
    self.cells = cells
    alignments = table.columns.map(\.alignment)
    flexible = table.columns.map(\.flexible)
    cutsBeginning = table.columns.map(\.cutsBeginning)
    widths = table.columns.indices.map { column in
      let contents = cells.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }
      return min(width, max(DisplayWidth.of(titles[column]), contents.max() ?? 0))
    }
    heading =
      table.heading.isEmpty
      ? [] : DisplayWidth.lines(of: DisplayWidth.printable(table.heading), width: width)
    footer =
      table.total > table.rows.count
      ? "… \(table.rows.count) of \(NumberText.grouped(table.total)); --top 0 for all" : nil
    shrink()
  }

  /// Takes columns from the widest flexible column until the table fits or all are at the least.
  private mutating func shrink() {
    while widths.reduce(0, +) + TextTable.gap * (widths.count - 1) > width {
      let candidates = widths.indices.filter {
        flexible[$0] && widths[$0] > TextTable.leastFlexible
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  func render(styled: (String, TextRenderer.Style) -> String, into output: inout String) {
    for line in heading { output += line + "\n" }
    for (index, band) in bands().enumerated() {
      if index > 0 { output += "\n" }
      output += styled(line(titles, band), .faint) + "\n"
      for row in cells { output += line(row, band) + "\n" }
    }
    if let footer {
      for line in DisplayWidth.lines(of: footer, width: width) {
        output += styled(line, .faint) + "\n"
      }
    }
  }

  /// Column numbers of each band; the first column stands in all of them if there is room for it.
  private func bands() -> [[Int]] {
    var result: [[Int]] = []
    var band: [Int] = []
    var used = 0
    for column in widths.indices {
      let needed = widths[column] + (band.isEmpty ? 0 : TextTable.gap)
      if !band.isEmpty, used + needed > width {
        result.append(band)
        let fits = (widths.first ?? 0) + TextTable.gap + widths[column] <= width
        band = fits ? [0] : []
        used = fits ? widths.first ?? 0 : 0
      }
      used += widths[column] + (band.isEmpty ? 0 : TextTable.gap)
      band.append(column)
    }
    if !band.isEmpty { result.append(band) }
    return result
  }

  private func line(_ row: [String], _ band: [Int]) -> String {
    var line = ""
    for (place, column) in band.enumerated() {
      if place > 0 { line += String(repeating: " ", count: TextTable.gap) }
      let whole = column < row.count ? row[column] : ""
      let text =
        cutsBeginning[column]
        ? DisplayWidth.cutBeginning(whole, to: widths[column])
        : DisplayWidth.cut(whole, to: widths[column])
      line += DisplayWidth.pad(text, to: widths[column], alignments[column])
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// A cell as text.
  static func text(_ cell: Table.Cell, detail: Int) -> String {
    switch cell {
    case .blank: ""
    case .text(let text): DisplayWidth.printable(text)
    case .count(let count): NumberText.grouped(count)
    case .ratio(let ratio):
      detail >= 6 && ratio.whole > 0
        ? "\(NumberText.percent(ratio)) \(NumberText.fraction(ratio))" : NumberText.percent(ratio)
    case .octets(let count):
      detail >= 6 ? NumberText.octetsExactly(count) : NumberText.octets(count)
    case .time(let time): TimeText.short(time)
    case .duration(let microseconds): NumberText.duration(microseconds)
    case .id(let id): shortID(id)
    case .list(let items): DisplayWidth.printable(items.joined(separator: " "))
    }
  }

  /// The first eight digits: enough to name a session to `show`, which asks back where it is not.
  static func shortID(_ id: SessionID) -> String { String(id.description.prefix(8)) }
}
