// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// A page of HTML with a heading for each section and a header for each column and row of a table.
package struct HTMLRenderer: ReportRenderer {
  /// From 6 on, each percentage has its counts beside it.
  package var detail: Int

  package init(detail: Int = 5) { self.detail = detail }

  package func render(_ report: Report) -> String {
    let sections = report.sections.filter { !$0.blocks.isEmpty }
    var output = HTMLPage.head(title: report.title)
    var names: Set<String> = []
    var (contents, body) = ("", "")
    for section in sections {
      let blocks = section.blocks.map { text(of: $0, in: section.title) }.joined()
      if section.title.isEmpty {
        body += blocks
        continue
      }
      let title = HTMLPage.escaped(section.title)
      // An id stands once in a page.
      let isFirst = names.insert(section.name).inserted
      let id = isFirst ? " id=\"\(HTMLPage.escaped(section.name))\"" : ""
      if isFirst {
        contents += "<li><a href=\"#\(HTMLPage.escaped(section.name))\">\(title)</a></li>\n"
      }
      body += "<section>\n<h2\(id)>\(title)</h2>\n\(blocks)</section>\n"
    }
    if names.count > 1 {
      output += "<nav aria-label=\"Sections\">\n<ul>\n\(contents)</ul>\n</nav>\n"
    }
    return output + body + HTMLPage.tail
  }

  func text(of block: Report.Block, in section: String) -> String {
    switch block {
    case .headline(let text, let alert):
      return "<p\(alert ? " class=\"alert\"" : "")><strong>\(HTMLPage.escaped(text))</strong></p>\n"
    case .paragraph(let text), .hint(let text): return "<p>\(HTMLPage.escaped(text))</p>\n"
    case .bars(let bars):
      return bars.isEmpty ? "" : "<dl>\n\(bars.map(text(of:)).joined())</dl>\n"
    case .table(let table): return self.table(table, in: section)
    case .notices(let notices):
      return notices.isEmpty ? "" : "<ul>\n\(notices.map(text(of:)).joined())</ul>\n"
    case .histogram(let histogram): return text(of: histogram, in: section)
    case .list(let items):
      let items = items.map { "<li>\(HTMLPage.escaped($0))</li>\n" }.joined()
      return items.isEmpty ? "" : "<ul>\n\(items)</ul>\n"
    }
  }

  private func text(of bar: Report.Bar) -> String {
    let shares = bar.shares.filter { $0.ratio.whole > 0 }.map { share in
      let counts = detail >= 6 ? " (\(NumberText.fraction(share.ratio)))" : ""
      let percent = "\(NumberText.percent(share.ratio))%\(counts)"
      return "<span>\(HTMLPage.escaped("\(share.label) \(percent)"))</span>"
    }
    return "<dt>\(HTMLPage.escaped(bar.label))</dt>\n<dd>\(shares.joined(separator: " "))</dd>\n"
  }

  // MARK: Notices

  private func text(of notice: Report.Notice) -> String {
    let (name, words) =
      switch notice.urgency {
      case .alarm: ("alarm", "alarm")
      case .problem: ("problem", "warning")
      case .remark: ("remark", "notice")
      }
    let mark = notice.urgency.mark + (notice.isUncertain ? "?" : "")
    let title = words + (notice.isUncertain ? ", rests on few cases" : "")
    var text = "<li class=\"\(name)\"><abbr title=\"\(title)\">\(mark)</abbr> "
    // A peer's name may be written from right to left.
    text += "<strong><bdi>\(HTMLPage.escaped(notice.subject))</bdi></strong>: "
    text += HTMLPage.escaped(notice.text)
    if detail >= 7, !notice.explanation.isEmpty {
      text += "\n<div class=\"faint\">\(HTMLPage.escaped(notice.explanation))</div>"
    }
    if detail >= 4, !notice.evidence.isEmpty {
      let ids = notice.evidence.map { "<code>\($0)</code>" }.joined(separator: ", ")
      text += "\n<div class=\"faint\">\(notice.isCollective ? "for example" : "see") \(ids)</div>"
    }
    return text + "</li>\n"
  }

  // MARK: Tables

  func table(_ table: Table, in section: String) -> String {
    let keys = table.keys
    let rows = table.rows.map { row in
      HTMLRenderer.row(
        zip(row, table.columns.indices).map { cell, column in
          HTMLRenderer.cell(
            text(of: cell), isHeader: keys.contains(column),
            isNumber: table.columns[column].alignment == .right)
        })
    }
    var output = HTMLRenderer.tableHead(
      label: section.isEmpty ? table.name : "\(section), \(table.name)", caption: table.heading,
      columns: table.columns)
    output += rows.joined() + HTMLRenderer.tableTail
    if table.total > table.rows.count {
      output +=
        "<p class=\"faint\">\(table.rows.count) of \(NumberText.grouped(table.total)) rows</p>\n"
    }
    return output
  }

  private func text(of cell: Table.Cell) -> String {
    switch cell {
    case .id(let id): "<code>\(id)</code>"
    case .time(let time):
      "<time datetime=\"\(TimeText.seconds(time))\">\(TimeText.short(time))</time>"
    default: HTMLPage.escaped(TextTable.text(cell, detail: detail))
    }
  }

  /// A table up to its first row. A wide one is moved within its box, also by the keyboard.
  package static func tableHead(
    label: String, caption: String = "", columns: [Table.Column]
  ) -> String {
    let label = HTMLPage.escaped(label)
    let caption = caption.isEmpty ? "" : "<caption>\(HTMLPage.escaped(caption))</caption>\n"
    let heads = columns.map { column in
      let alignment = column.alignment == .right ? " class=\"n\"" : ""
      // A header without a word is none.
      return column.title.isEmpty
        ? "<td></td>" : "<th scope=\"col\"\(alignment)>\(HTMLPage.escaped(column.title))</th>"
    }
    return "<div class=\"wide\" role=\"region\" aria-label=\"\(label)\" tabindex=\"0\">\n<table>\n"
      + "\(caption)<thead>\n\(row(heads))</thead>\n<tbody>\n"
  }

  package static let tableTail = "</tbody>\n</table>\n</div>\n"

  /// One row of cells that are HTML already.
  package static func row(_ cells: [String]) -> String { "<tr>\(cells.joined())</tr>\n" }

  /// One cell of a text that is HTML already.
  package static func cell(_ text: String, isHeader: Bool = false, isNumber: Bool = false) -> String
  {
    let alignment = isNumber ? " class=\"n\"" : ""
    return isHeader
      ? "<th scope=\"row\"\(alignment)>\(text)</th>" : "<td\(alignment)>\(text)</td>"
  }

  private func text(of histogram: Report.Histogram, in section: String) -> String {
    let largest = histogram.bins.map(\.count).max() ?? 0
    let rows = histogram.bins.map { bin in
      let tenths = Ratio(bin.count, of: largest).perMille ?? 0
      let bar =
        "<svg aria-hidden=\"true\"><rect width=\"\(tenths / 10).\(tenths % 10)%\" height=\"100%\"/></svg>"
      return HTMLRenderer.row([
        HTMLRenderer.cell(HTMLPage.escaped(bin.label), isHeader: true),
        HTMLRenderer.cell(NumberText.grouped(bin.count), isNumber: true), HTMLRenderer.cell(bar),
      ])
    }
    return HTMLRenderer.tableHead(
      label: section.isEmpty ? histogram.axis : "\(section), \(histogram.axis)",
      caption: histogram.title,
      columns: [.text(histogram.axis), Table.Column(histogram.counted), Table.Column("")])
      + rows.joined() + HTMLRenderer.tableTail
  }
}
