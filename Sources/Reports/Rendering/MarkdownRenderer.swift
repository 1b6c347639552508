// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// GitHub Flavored Markdown: headings, pipe tables, lists.
package struct MarkdownRenderer: ReportRenderer {
  /// From 6 on, each percentage has its counts beside it.
  package var detail: Int

  package init(detail: Int = 5) { self.detail = detail }

  package func render(_ report: Report) -> String {
    var output = "# \(Self.escaped(report.title))\n"
    for section in report.sections where !section.blocks.isEmpty {
      if !section.title.isEmpty { output += "\n## \(Self.escaped(section.title))\n" }
      for block in section.blocks { output += "\n" + text(of: block) }
    }
    return output
  }

  private func text(of block: Report.Block) -> String {
    switch block {
    case .headline(let text, _): return "**\(Self.escaped(text))**\n"
    case .paragraph(let text), .hint(let text): return Self.escaped(text) + "\n"
    case .bars(let bars):
      return bars.map { "- **\(Self.escaped($0.label))**: \(shares($0.shares))\n" }.joined()
    case .table(let table): return text(of: table)
    case .notices(let notices): return notices.map(text(of:)).joined()
    case .histogram(let histogram):
      let columns = [Table.Column.text(histogram.axis), Table.Column(histogram.counted)]
      let rows = histogram.bins.map { [Table.Cell.text($0.label), .count($0.count)] }
      var table = Table(name: "histogram", columns: columns, rows: rows)
      table.heading = histogram.title
      return text(of: table)
    case .list(let items): return items.map { "- \(Self.escaped($0))\n" }.joined()
    }
  }

  private func shares(_ shares: [Report.Share]) -> String {
    shares.filter { $0.ratio.whole > 0 }
      .map { "\(Self.escaped($0.label)) \(percent($0.ratio))" }.joined(separator: ", ")
  }

  private func percent(_ ratio: Ratio) -> String {
    guard ratio.whole > 0 else { return "" }
    let percent = "\(Self.escaped(NumberText.percent(ratio)))%"
    return detail >= 6 ? "\(percent) (\(NumberText.fraction(ratio)))" : percent
  }

  private func text(of notice: Report.Notice) -> String {
    let emphasis = notice.urgency == .remark || notice.isUncertain ? "_" : "**"
    // A list has its own sign for what is no more than a remark.
    let mark =
      (notice.urgency == .remark ? "" : notice.urgency.mark) + (notice.isUncertain ? "?" : "")
    var text = mark.isEmpty ? "- " : "- \(mark) "
    text += "\(emphasis)\(Self.escaped(notice.subject))\(emphasis): \(Self.escaped(notice.text))"
    if detail >= 7, !notice.explanation.isEmpty { text += " \(Self.escaped(notice.explanation))" }
    if detail >= 4, !notice.evidence.isEmpty {
      text += " (\(notice.evidence.map { "`\($0)`" }.joined(separator: ", ")))"
    }
    return text + "\n"
  }

  private func text(of table: Table) -> String {
    var output = table.heading.isEmpty ? "" : "\(Self.escaped(table.heading))\n\n"
    output +=
      "| " + table.columns.map { Self.escaped($0.title) }.joined(separator: " | ") + " |\n"
    let rules = table.columns.map { $0.alignment == .left ? "---" : "---:" }
    output += "| " + rules.joined(separator: " | ") + " |\n"
    for row in table.rows {
      output += "| " + row.map(text(of:)).joined(separator: " | ") + " |\n"
    }
    if table.total > table.rows.count {
      output += "\n_\(table.rows.count) of \(NumberText.grouped(table.total)); `--top 0` for all_\n"
    }
    return output
  }

  private func text(of cell: Table.Cell) -> String {
    switch cell {
    case .id(let id): "`\(id)`"
    case .ratio(let ratio): percent(ratio)
    default: Self.escaped(TextTable.text(cell, detail: detail))
    }
  }

  /// Text in which Markdown finds nothing to act on: GFM section 6.1 allows a backslash before any
  /// ASCII punctuation; the pipe would end a table cell (section 4.10).
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in DisplayWidth.printable(text) {
      if "\\`*_[]<>|~&#!".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
