// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// Renders the page as one file of HTML (WHATWG HTML, Living Standard) that fetches nothing.
///
/// Its style and its script are constants, whose hashes the page's own Content-Security-Policy names: nothing else can
/// style or run in it, whatever a log says. Without script everything is there to read; sorting and filtering are
/// added where it runs.
package struct PageRenderer {
  let page: Page
  /// Sessions whose transcripts stand in the page.
  let transcribed: Set<SessionID>
  var output = Markup()
  /// Rules whose reason has been written.
  var explained: Set<String> = []

  private init(_ page: Page) {
    self.page = page
    transcribed = Set(page.providers.compactMap(\.detail).flatMap(\.transcripts).map(\.id))
  }

  /// The page's octets, UTF-8.
  package static func render(_ page: Page) -> [UInt8] {
    var renderer = PageRenderer(page)
    renderer.writeHead()
    renderer.writeState()
    renderer.writeFindings()
    renderer.writeFigures()
    renderer.writeProviders()
    renderer.writeMail()
    renderer.writeSections()
    renderer.output.raw("</main>\n<footer><p>")
    renderer.output.text("\(page.maker). This page loads nothing from anywhere.")
    renderer.output.raw("</p></footer>\n<script>\(PageScript.text)</script>\n</body>\n</html>\n")
    return renderer.output.octets
  }

  private mutating func writeHead() {
    output.raw(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(PageStyle.hash)'; \
      script-src 'sha256-\(PageScript.hash)'; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>
      """)
    output.text(page.title)
    output.raw("</title>\n<style>\(PageStyle.text)</style>\n</head>\n<body>\n")
    output.raw("<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n<h1>")
    output.text(page.name)
    output.raw("</h1>\n<p>")
    output.text(page.span)
    output.raw("</p>\n</header>\n<nav aria-label=\"Parts\">\n<ul>\n")
    for part in parts {
      output.raw("<li><a href=\"#\(part.id)\">\(part.title)</a>")
      if let count = part.count { output.raw(" <span>\(NumberText.grouped(count))</span>") }
      output.raw("</li>\n")
    }
    output.raw("</ul>\n</nav>\n<main id=\"main\">\n")
  }

  /// The parts that the page has, for the links at its top.
  private var parts: [(id: String, title: String, count: Int?)] {
    var parts: [(id: String, title: String, count: Int?)] = [("state", "State", nil)]
    if !page.findings.isEmpty || page.changes != nil {
      parts.append(("findings", "Findings", page.findings.reduce(0) { $0 + $1.entries.count }))
    }
    if !page.figures.isEmpty { parts.append(("charts", "Trends", nil)) }
    if !page.providers.isEmpty { parts.append(("providers", "Providers", page.providers.count)) }
    if page.mail != nil { parts.append(("mail", "Mail measured", nil)) }
    parts.append(("coverage", "Coverage", nil))
    return parts
  }

  // MARK: State

  private mutating func writeState() {
    output.raw(
      "<section id=\"state\" aria-labelledby=\"h-state\">\n<h2 id=\"h-state\" class=\"unseen\">State</h2>\n<p class=\"state\">"
    )
    for phrase in page.state {
      if let target = phrase.target {
        output.element("a", Markup.attribute("href", "#\(target)"), phrase.text)
      } else {
        output.text(phrase.text)
      }
    }
    output.raw("</p>\n<ul class=\"numbers\">\n")
    for number in page.numbers { write(number) }
    output.raw("</ul>\n")
    if let nights = page.nights { write(nights) }
    output.raw("</section>\n")
  }

  private mutating func write(_ number: Page.HeadlineNumber) {
    output.raw("<li>")
    output.element("span", "class=\"label\"", number.label)
    output.raw("<span class=\"value\"><b>")
    output.text(number.value)
    output.raw("</b>")
    if !number.unit.isEmpty { output.element("small", "", "\u{A0}\(number.unit)") }
    output.raw(CountDrawing.sparkline(number.days))
    output.raw("</span>")
    if !number.change.isEmpty {
      output.element(
        "span", number.isWorse ? "class=\"change worse\"" : "class=\"change\"", number.change)
    }
    if !number.usual.isEmpty { output.element("span", "class=\"label\"", number.usual) }
    output.raw("</li>\n")
  }

  private mutating func write(_ calendar: Page.NightCalendar) {
    guard let first = calendar.nights.first?.date, let last = calendar.nights.last?.date else {
      return
    }
    output.raw(
      "<div class=\"nights\"><h3>\(calendar.nights.count > 300 ? "A year of nights" : "Nights") <small>"
    )
    output.text("\(first.longText) to \(last.longText): what each brought that was new")
    output.raw("</small></h3>\n<div class=\"calendar\"><div class=\"strip\" role=\"img\" ")
    output.raw(Markup.attribute("aria-label", NightText.summary(calendar)))
    output.raw(">")
    writeStrip(calendar.nights, from: first)
    output.raw("</div>\n<ul class=\"key\">")
    for kind in Page.NightCalendar.Kind.allCases {
      let count = calendar.nights.count { $0.kind == kind }
      let unit = kind == .alarm ? (count == 1 ? " night" : " nights") : ""
      output.raw(
        "<li><i class=\"k\(kind.rawValue)\"></i><span>\(NightText.name(kind))</span>"
          + "<b>\(NumberText.grouped(count))\(unit)</b></li>")
    }
    output.raw("</ul></div>\n")
    let notable = calendar.nights.filter { [.alarm, .warning, .noLog].contains($0.kind) }
    if !notable.isEmpty {
      output.raw(
        "<details><summary>Data: nights with a new alarm or warning, or without a log</summary>\n")
      write(NightText.table(notable), label: "Nights")
      output.raw("</details>\n")
    }
    output.raw("</div>\n")
  }

  /// Columns are weeks, from Monday, below the name of the month that begins in them.
  private mutating func writeStrip(_ nights: [Page.NightCalendar.Night], from first: CivilDate) {
    output.raw(
      "<em></em><em>Mon</em><em></em><em>Wed</em><em></em><em>Fri</em><em></em><em>Sun</em>")
    func head(_ date: CivilDate) -> String {
      let days = (0..<7).map { CivilDate(days: date.days - date.weekday + $0) }
      let name = days.first { $0.day == 1 }?.monthName ?? ""
      return "<b>\(name)</b>"
    }
    output.raw(head(first))
    for _ in 0..<first.weekday { output.raw("<i></i>") }
    for night in nights {
      if night.date.weekday == 0, night.date != first { output.raw(head(night.date)) }
      let date = night.date.longText
      let title = night.note.isEmpty ? NightText.name(night.kind) : night.note
      // The others have nothing to say, and there are many.
      let attribute =
        [.alarm, .noLog].contains(night.kind)
        ? " " + Markup.attribute("title", "\(date): \(title)") : ""
      output.raw("<i class=\"k\(night.kind.rawValue)\"\(attribute)></i>")
    }
  }

  // MARK: Charts

  private mutating func writeFigures() {
    guard !page.figures.isEmpty else { return }
    output.raw(
      "<section id=\"charts\" aria-labelledby=\"h-charts\">\n<h2 id=\"h-charts\">Trends</h2>\n<div class=\"figures\">\n"
    )
    writeGuide()
    for figure in page.figures { write(figure) }
    output.raw("</div>\n</section>\n")
  }

  /// How to read the curves, and what moved.
  private mutating func writeGuide() {
    let isOverTime = page.figures.contains {
      switch $0.drawing {
      case .lines, .multiples, .quantiles: true
      case .bars, .stacks, .spans, .heat: false
      }
    }
    guard isOverTime else { return }
    output.raw(
      """
      <div class="guide"><p><svg viewBox="0 0 40 8" aria-hidden="true"><path class="curve" d="M0 4L40 4"/></svg> \
      inbound: they are the client</p><p><svg viewBox="0 0 40 8" aria-hidden="true"><path class="curve dashed" \
      d="M0 4L40 4"/></svg> outbound: they are the server</p><p>The number at the end of a line is the last one.</p>

      """)
    if !page.movements.isEmpty {
      output.raw("<h3>What moved <small>first to last quarter</small></h3>\n<ul>")
      for movement in page.movements {
        output.raw("<li>")
        output.element("a", Markup.attribute("href", "#\(movement.target)"), movement.label)
        output.raw("<span>")
        output.text("\(movement.before)\u{A0}% → ")
        output.element("b", "", "\(movement.after)\u{A0}%")
        output.raw("</span></li>\n")
      }
      output.raw("</ul>\n")
    }
    output.raw("</div>\n")
  }

  private mutating func write(_ figure: Figure) {
    output.raw("<figure id=\"c-\(figure.name)\"><figcaption><h3>")
    output.text(figure.title)
    output.raw("</h3><p>")
    output.text(figure.unit)
    output.raw("</p></figcaption>\n\(ChartDrawing.svg(of: figure))\n<details><summary>Data: ")
    output.text(figure.title)
    output.raw("</summary>\n")
    write(figure.table, label: figure.title)
    output.raw("</details></figure>\n")
  }

  // MARK: Mail, tables

  private mutating func writeMail() {
    guard let mail = page.mail else { return }
    output.raw(
      "<section id=\"mail\" aria-labelledby=\"h-mail\">\n<h2 id=\"h-mail\">Mail measured: what base64 costs</h2>\n"
    )
    for (index, paragraph) in mail.paragraphs.enumerated() {
      output.element("p", index == 0 ? "class=\"lead\"" : "", paragraph)
    }
    output.raw("<div class=\"pair\">\n")
    write(mail.figure)
    output.raw("<div>\n")
    for table in mail.tables { write(table, label: "Mail measured") }
    output.raw("</div></div>\n")
    output.element("p", "class=\"soft\"", mail.note)
    output.raw("</section>\n")
  }

  private mutating func writeSections() {
    output.raw(
      "<section id=\"coverage\" aria-labelledby=\"h-coverage\">\n<h2 id=\"h-coverage\">Coverage: what was read, and "
        + "what the log does not state</h2>\n<div class=\"pair\">\n")
    for table in page.coverage { write(table, label: "Coverage") }
    output.raw("</div>\n")
    let sections = page.sections.filter { !$0.title.isEmpty }
    if !sections.isEmpty { output.raw("<h3>All tables</h3>\n") }
    for section in sections {
      output.raw(
        "<details class=\"section\" \(Markup.attribute("id", "t-\(section.name)"))><summary>")
      output.text(section.title)
      output.raw("</summary>\n")
      for block in section.blocks { write(block, in: section.title) }
      output.raw("</details>\n")
    }
    output.raw("</section>\n")
  }

  mutating func write(_ table: Table, label: String) {
    // Most tables of a page are numbers but for their first column: then the style says so once.
    let isPlain =
      table.columns.first?.alignment == .left
      && table.columns.dropFirst().allSatisfy { $0.alignment == .right } && table.rows.count > 8
    guard isPlain else { return output.raw(HTMLRenderer(detail: 5).table(table, in: label)) }
    output.raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" ")
    output.raw(Markup.attribute("aria-label", "\(label), \(table.name)"))
    output.raw("><table class=\"r\">")
    if !table.heading.isEmpty { output.element("caption", "", table.heading) }
    output.raw("<thead><tr>")
    for column in table.columns { output.element("th", "scope=\"col\"", column.title) }
    output.raw("</thead><tbody>\n")
    // End tags of rows and cells may be left out (HTML, section 13.1.2.4).
    for row in table.rows {
      for (index, cell) in row.enumerated() {
        output.raw(index == 0 ? "<tr><th scope=\"row\">" : "<td>")
        output.text(TextTable.text(cell, detail: 5))
      }
      output.raw("\n")
    }
    output.raw("</tbody></table></div>\n")
  }

  mutating func write(_ block: Report.Block, in section: String) {
    if case .hint = block { return }
    output.raw(HTMLRenderer(detail: 5).text(of: block, in: section))
  }
}

/// Words of the calendar of nights.
private enum NightText {
  static func name(_ kind: Page.NightCalendar.Kind) -> String {
    switch kind {
    case .alarm: "new alarm"
    case .warning: "new warning"
    case .notice: "new notice"
    case .quiet: "nothing new"
    case .noLog: "no log"
    }
  }

  static func summary(_ calendar: Page.NightCalendar) -> String {
    Page.NightCalendar.Kind.allCases.map { kind in
      let count = calendar.nights.count { $0.kind == kind }
      return "\(NumberText.counted(count, "night")): \(name(kind))"
    }.joined(separator: ", ")
  }

  static func table(_ nights: [Page.NightCalendar.Night]) -> Table {
    Table(
      name: "nights", columns: [.text("Night"), .text("Brought"), .text("What")],
      rows: nights.reversed().map { night in
        [.text(night.date.longText), .text(name(night.kind)), .text(night.note)]
      })
  }
}
