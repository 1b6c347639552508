// SPDX-License-Identifier: Apache-2.0

/// Plain text for a terminal or an e-mail. No line is wider than `width` columns.
package struct TextRenderer: ReportRenderer {
  package var width: Int
  package var colours: Bool
  /// From 6 on, each percentage has its counts beside it.
  package var detail: Int

  /// The narrowest page that a table with one column still fits on.
  package static let leastWidth = 20

  package init(width: Int = 80, colours: Bool = false, detail: Int = 5) {
    self.width = max(TextRenderer.leastWidth, width)
    self.colours = colours
    self.detail = detail
  }

  package func render(_ report: Report) -> String {
    var output = ""
    for section in report.sections where !section.blocks.isEmpty {
      if !output.isEmpty { output += "\n" }
      if !section.title.isEmpty {
        for line in wrapped(section.title) { output += styled(line, .bold) + "\n" }
      }
      for (index, block) in section.blocks.enumerated() {
        if index > 0, block.standsApart { output += "\n" }
        render(block, into: &output)
      }
    }
    return output
  }

  private func render(_ block: Report.Block, into output: inout String) {
    switch block {
    case .headline(let text, let alert):
      for line in wrapped(text) { output += styled(line, alert ? .alert : .bold) + "\n" }
    case .paragraph(let text), .hint(let text):
      for line in wrapped(text) { output += line + "\n" }
    case .bars(let bars): render(bars, into: &output)
    case .table(let table):
      TextTable(table, width: width, detail: detail).render(styled: styled, into: &output)
    case .notices(let notices): render(notices, into: &output)
    case .histogram(let histogram): render(histogram, into: &output)
    case .list(let items):
      for item in items {
        for (index, line) in wrapped(item, by: 4).enumerated() {
          output += (index == 0 ? "  - " : "    ") + line + "\n"
        }
      }
    }
  }

  private func wrapped(_ text: String, by indent: Int = 0) -> [String] {
    DisplayWidth.lines(of: DisplayWidth.printable(text), width: width - indent)
  }

  // MARK: Bars

  private func render(_ bars: [Report.Bar], into output: inout String) {
    let labelWidth = min(width / 3, bars.map { DisplayWidth.of($0.label) }.max() ?? 0)
    for bar in bars {
      var line = DisplayWidth.pad(
        DisplayWidth.cut(bar.label, to: labelWidth), to: labelWidth, .left)
      var used = labelWidth
      for share in bar.shares where share.ratio.whole > 0 {
        let text = DisplayWidth.cut(shareText(share), to: width - labelWidth - 2)
        let size = DisplayWidth.of(text)
        if used > labelWidth, used + 2 + size > width {
          output += line + "\n"
          line = String(repeating: " ", count: labelWidth)
          used = labelWidth
        }
        line += "  " + text
        used += 2 + size
      }
      output += line + "\n"
    }
  }

  private func shareText(_ share: Report.Share) -> String {
    var text = "\(DisplayWidth.printable(share.label)) \(NumberText.percent(share.ratio))%"
    if detail >= 6 { text += " (\(NumberText.fraction(share.ratio)))" }
    return text
  }

  // MARK: Notices

  private func render(_ notices: [Report.Notice], into output: inout String) {
    let widest = notices.map { DisplayWidth.of(DisplayWidth.printable($0.subject)) }.max() ?? 0
    let subjectWidth = min(max(6, width * 3 / 10), widest)
    let indent = 5 + subjectWidth + 2
    for notice in notices {
      let subject = DisplayWidth.cut(DisplayWidth.printable(notice.subject), to: subjectWidth)
      let mark = DisplayWidth.pad(
        " \(notice.urgency.mark)\(notice.isUncertain ? "?" : "")", to: 5, .left)
      for (index, line) in wrapped(notice.text, by: indent).enumerated() {
        if index == 0 {
          output += styled(mark, notice.urgency == .remark || notice.isUncertain ? .plain : .alert)
          output += styled(DisplayWidth.pad(subject, to: subjectWidth, .left), .bold)
          output += "  " + line + "\n"
        } else {
          output += String(repeating: " ", count: indent) + line + "\n"
        }
      }
      if detail >= 7, !notice.explanation.isEmpty {
        for line in wrapped(notice.explanation, by: indent) {
          output += String(repeating: " ", count: indent) + styled(line, .faint) + "\n"
        }
      }
      guard detail >= 4, !notice.evidence.isEmpty else { continue }
      let shown = detail >= 6 ? notice.evidence[...] : notice.evidence.prefix(3)
      let ids = shown.map { TextTable.shortID($0) }.joined(separator: " ")
      for line in wrapped("\(notice.isCollective ? "for example" : "see") \(ids)", by: indent) {
        output += String(repeating: " ", count: indent) + styled(line, .faint) + "\n"
      }
    }
  }

  // MARK: Histogram

  /// Bars of full stops: they survive e-mail, proportional to the largest bin.
  private func render(_ histogram: Report.Histogram, into output: inout String) {
    if !histogram.title.isEmpty {
      for line in wrapped(histogram.title) { output += styled(line, .faint) + "\n" }
    }
    let labelWidth = histogram.bins.map { DisplayWidth.of($0.label) }.max() ?? 0
    let counts = histogram.bins.map { NumberText.grouped($0.count) }
    let countWidth = counts.map(\.count).max() ?? 0
    let room = width - labelWidth - countWidth - 4
    let largest = histogram.bins.map(\.count).max() ?? 0
    for (bin, count) in zip(histogram.bins, counts) {
      var line = DisplayWidth.pad(bin.label, to: labelWidth, .left) + "  "
      line += DisplayWidth.pad(count, to: countWidth, .right)
      if room > 0, largest > 0, bin.count > 0 {
        let share = Double(bin.count) / Double(largest)
        line += "  " + String(repeating: ".", count: max(1, Int(share * Double(room))))
      }
      output += DisplayWidth.cut(line, to: width) + "\n"
    }
  }

  // MARK: Colours

  enum Style { case plain, bold, faint, alert }

  /// Select Graphic Rendition of ECMA-48 section 8.3.117 around a text, if colours are wanted.
  func styled(_ text: String, _ style: Style) -> String {
    guard colours, !text.isEmpty else { return text }
    switch style {
    case .plain: return text
    case .bold: return "\u{1B}[1m\(text)\u{1B}[0m"
    case .faint: return "\u{1B}[2m\(text)\u{1B}[0m"
    case .alert: return "\u{1B}[1;31m\(text)\u{1B}[0m"
    }
  }
}

extension Report.Block {
  /// Whether a blank line goes before it.
  fileprivate var standsApart: Bool {
    switch self {
    case .table, .histogram: true
    default: false
    }
  }
}
