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
    renderer.output.raw("</main>\n<script>\(PageScript.text)</script>\n</body>\n</html>\n")
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
    output.text([page.span, page.made].filter { !$0.isEmpty }.joined(separator: " · "))
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
    if !page.findings.isEmpty {
      parts.append(("findings", "Findings", page.findings.reduce(0) { $0 + $1.entries.count }))
    }
    if !page.figures.isEmpty { parts.append(("charts", "Charts", nil)) }
    if !page.providers.isEmpty { parts.append(("providers", "Providers", page.providers.count)) }
    if page.mail != nil { parts.append(("mail", "Mail", nil)) }
    parts.append(("coverage", "Tables and coverage", nil))
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
    output.raw("<div class=\"nights\"><h3>A year of nights <small>")
    output.text("\(first.longText) to \(last.longText): what each brought that was new")
    output.raw("</small></h3>\n<div class=\"strip\" role=\"img\" ")
    output.raw(Markup.attribute("aria-label", NightText.summary(calendar)))
    output.raw(">")
    // Columns are weeks, from Monday.
    for _ in 0..<first.weekday { output.raw("<i></i>") }
    for night in calendar.nights { output.raw("<i class=\"k\(night.kind.rawValue)\"></i>") }
    output.raw("</div>\n<ul class=\"key\">")
    for kind in Page.NightCalendar.Kind.allCases {
      let count = calendar.nights.count { $0.kind == kind }
      output.raw(
        "<li><i class=\"k\(kind.rawValue)\"></i>\(NightText.name(kind)) <b>\(NumberText.grouped(count))</b></li>"
      )
    }
    output.raw("</ul>\n")
    let notable = calendar.nights.filter { $0.kind != .quiet }
    if !notable.isEmpty {
      output.raw("<details><summary>Data: nights with something new, or without a log</summary>\n")
      write(NightText.table(notable), label: "Nights")
      output.raw("</details>\n")
    }
    output.raw("</div>\n")
  }

  // MARK: Charts

  private mutating func writeFigures() {
    guard !page.figures.isEmpty else { return }
    output.raw(
      "<section id=\"charts\" aria-labelledby=\"h-charts\">\n<h2 id=\"h-charts\">Charts</h2>\n<div class=\"figures\">\n"
    )
    for figure in page.figures {
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
    output.raw("</div>\n</section>\n")
  }

  // MARK: Mail, tables

  private mutating func writeMail() {
    guard let mail = page.mail else { return }
    output.raw("<section id=\"mail\" aria-labelledby=\"h-mail\">\n<h2 id=\"h-mail\">")
    output.text(mail.title)
    output.raw("</h2>\n")
    for block in mail.blocks { write(block, in: mail.title) }
    output.raw("</section>\n")
  }

  private mutating func writeSections() {
    output.raw(
      "<section id=\"coverage\" aria-labelledby=\"h-coverage\">\n<h2 id=\"h-coverage\">Tables and coverage</h2>\n"
    )
    for section in page.sections {
      if section.title.isEmpty {
        for block in section.blocks { write(block, in: section.name) }
        continue
      }
      output.raw("<details \(Markup.attribute("id", "t-\(section.name)"))><summary>")
      output.text(section.title)
      output.raw("</summary>\n")
      for block in section.blocks { write(block, in: section.title) }
      output.raw("</details>\n")
    }
    output.raw("</section>\n")
  }

  mutating func write(_ table: Table, label: String) {
    output.raw(HTMLRenderer(detail: 5).table(table, in: label))
  }

  private mutating func write(_ block: Report.Block, in section: String) {
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
