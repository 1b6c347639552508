// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Lays a table out in plain text: columns as wide as needed, flexible ones cut, and where that is
/// not enough the remaining columns in further bands below, each with the key columns repeated.
/// So no column is ever lost, no line is wider than the page, and no two rows look the same that are not.
struct TextTable {
  private let columns: [Table.Column]
  private let keys: [Int]
  private var cells: [[String]]
  private var widths: [Int] = []
  /// Columns that are not cut below this.
  private var least: [Int] = []
  private var heading: [String]
  private let footer: String?
  private let width: Int

  /// Blanks between two columns.
  private static let gap = 2
  /// A flexible column is not cut below this.
  private static let leastFlexible = 14

  init(_ table: Table, width: Int, detail: Int) {
    self.width = width
    columns = table.columns.map { column in
      var column = column
      column.title = DisplayWidth.cut(column.title, to: width)
      return column
    }
    keys = table.keys
    cells = table.rows.map { row in
      table.columns.indices.map { $0 < row.count ? TextTable.text(row[$0], detail: detail) : "" }
    }
    heading =
      table.heading.isEmpty
      ? [] : DisplayWidth.lines(of: DisplayWidth.printable(table.heading), width: width)
    footer =
      table.total > table.rows.count
      ? "… \(table.rows.count) of \(NumberText.grouped(table.total)); --top 0 for all" : nil
    measure()
    if isTooWide {
      for column in columns.indices where columns[column].cut == .beginning { dropFolder(column) }
      measure()
      least = columns.indices.map(leastWidth)
      shrink()
      if isTooWide { widen() }
    }
  }

  private mutating func measure() {
    widths = columns.indices.map { column in
      let contents = cells.lazy.map { DisplayWidth.of($0[column]) }
      return min(width, max(DisplayWidth.of(columns[column].title), contents.max() ?? 0))
    }
  }

  private var isTooWide: Bool {
    widths.reduce(0, +) + TextTable.gap * (widths.count - 1) > width
  }

  // MARK: Fitting

  /// Takes the folder that all paths of a column have in common out of it and says it once, above the table.
  private mutating func dropFolder(_ column: Int) {
    let texts = cells.map { $0[column] }
    guard let first = texts.first, texts.contains(where: { $0 != first }) else { return }
    var common = first[...]
    for text in texts { common = common.prefix(zip(common, text).prefix { $0 == $1 }.count) }
    guard let slash = common.lastIndex(of: "/"), slash > common.startIndex else { return }
    let folder = common[...slash]
    guard texts.allSatisfy({ $0.count > folder.count }) else { return }
    for row in cells.indices { cells[row][column].removeFirst(folder.count) }
    heading += DisplayWidth.lines(
      of: "\(columns[column].title): below \(folder)", width: width)
  }

  /// The narrowest width in which a column is of use: that of a key tells those rows apart which the keys that are never
  /// cut leave alike.
  private func leastWidth(_ column: Int) -> Int {
    let whole = widths[column]
    guard columns[column].flexible else { return whole }
    let least = min(TextTable.leastFlexible, whole)
    guard keys.contains(column) else { return least }
    let others = keys.filter { $0 != column && !columns[$0].flexible }
    func rows(_ text: (String) -> String) -> Int {
      Set(cells.map { row in [text(row[column])] + others.map { row[$0] } }).count
    }
    let count = rows { $0 }
    let steps = [least, 20, 26, 32, 40, 50, 64, 80].filter { $0 >= least && $0 < whole }
    return steps.first { step in
      rows { cut($0, column, to: step) } == count
    } ?? whole
  }

  /// Takes columns from the widest flexible column until the table fits or all are at their least.
  private mutating func shrink() {
    while isTooWide {
      let candidates = widths.indices.filter { widths[$0] > least[$0] }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
    }
  }

  /// Gives flexible columns back what they lost where the table needs several bands all the same.
  private mutating func widen() {
    let room = max(TextTable.leastFlexible, width * 2 / 5)
    let narrow = widths
    measure()
    for column in widths.indices where columns[column].flexible {
      widths[column] = max(narrow[column], min(widths[column], room))
    }
  }

  private func cut(_ text: String, _ column: Int, to width: Int) -> String {
    switch columns[column].cut {
    case .end: DisplayWidth.cut(text, to: width)
    case .beginning: DisplayWidth.cutBeginning(text, to: width)
    case .middle: DisplayWidth.cutMiddle(text, to: width)
    }
  }

  // MARK: Rendering

  func render(styled: (String, TextRenderer.Style) -> String, into output: inout String) {
    for line in heading { output += line + "\n" }
    for (index, band) in bands().enumerated() {
      if index > 0 { output += "\n" }
      output += styled(line(columns.map(\.title), band), .faint) + "\n"
      for row in cells { output += line(row, band) + "\n" }
    }
    if let footer {
      for line in DisplayWidth.lines(of: footer, width: width) {
        output += styled(line, .faint) + "\n"
      }
    }
  }

  /// Column numbers of each band; the key columns stand in all of them if there is room for them.
  private func bands() -> [[Int]] {
    var result: [[Int]] = []
    var band: [Int] = []
    var used = 0
    for column in widths.indices {
      let needed = widths[column] + (band.isEmpty ? 0 : TextTable.gap)
      if !band.isEmpty, used + needed > width {
        result.append(band)
        let before = keys.filter { $0 < column }
        let room = before.reduce(0) { $0 + widths[$1] + TextTable.gap }
        let fits = room + widths[column] <= width
        band = fits ? before : []
        used = fits && !before.isEmpty ? room - TextTable.gap : 0
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
      let text = cut(row[column], column, to: widths[column])
      line += DisplayWidth.pad(text, to: widths[column], columns[column].alignment)
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
      detail >= 6 && ratio.whole > 0 && !ratio.isCensus
        ? "\(NumberText.percent(ratio)) \(NumberText.fraction(ratio))" : NumberText.percent(ratio)
    case .factor(let ratio): NumberText.factor(ratio)
    case .octets(let count):
      detail >= 6 ? NumberText.grouped(count) : NumberText.octets(count)
    case .notLogged: "not logged"
    case .octetsAtLeast(let count): "≥ \(text(.octets(count), detail: detail))"
    case .quantity(let quantity): quantity.text
    case .time(let time): TimeText.short(time)
    case .duration(let microseconds): NumberText.duration(microseconds)
    case .id(let id): shortID(id)
    case .list(let items): DisplayWidth.printable(items.joined(separator: " "))
    }
  }

  /// The first eight digits: enough to name a session to `show`, which asks back where it is not.
  static func shortID(_ id: SessionID) -> String { String(id.description.prefix(8)) }
}
