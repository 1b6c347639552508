// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

extension PageRenderer {
  mutating func writeProviders() {
    guard !page.providers.isEmpty else { return }
    let coverage =
      "\(NumberText.counted(page.providers.count, "provider")), \(page.providersSpan)"
    let columns = ProviderColumns.outbound.count + (hasYear ? 1 : 0)
    let year = hasYear ? " Year: messages by four weeks." : ""
    output.raw(
      """
      <section id="providers" aria-labelledby="h-providers">
      <h2 id="h-providers">Providers <small>those with findings first, then by messages</small></h2>
      <form class="tools" hidden>
      <label>Name <input type="search" id="q" autocomplete="off"></label>
      <label>Show <select id="show">
      <option value="">all</option><option value="f">with alarms or warnings</option>
      <option value="n">new</option><option value="c">mail in the clear</option>
      <option value="i">send to us</option><option value="o">we send to</option></select></label>
      <button type="reset">Reset</button> <button type="button" id="unfold">Unfold all shown</button>
      <output id="shown" aria-live="polite"></output>
      </form>
      <p class="soft" id="key">In clear, TLS 1.3, Verified, No QUIT in %; ~ rests on fewer than 20 cases; an empty cell \
      was not seen or not logged. Findings: <b class="count alarm">2</b> alarms, <b class="count warning">2</b> warnings. \
      Chunk., Binary, UTF8: whether the server offered CHUNKING, BINARYMIME, SMTPUTF8, and we used it.\(year) A name unfolds \
      its page.</p>
      <p class="soft">\(HTMLPage.escaped(coverage))</p>
      <div class="wide" role="region" aria-label="Providers" tabindex="0">
      <table id="pt" aria-describedby="key">
      <caption class="unseen">Providers</caption>
      <thead>
      <tr><td colspan="2"></td><th scope="colgroup" colspan="\(ProviderColumns.inbound.count)">From them (inbound)</th>\
      <th scope="colgroup" colspan="\(columns)">To them (outbound)</th></tr>
      <tr><th scope="col">Provider</th><th scope="col">Findings</th>
      """)
    for title in ProviderColumns.inbound + ProviderColumns.outbound {
      output.element("th", "scope=\"col\"", title)
    }
    if hasYear { output.raw("<th scope=\"col\">Year</th>") }
    output.raw("</tr>\n</thead>\n")
    for entry in page.providers { write(entry) }
    output.raw("</table>\n</div>\n</section>\n")
  }

  private var hasYear: Bool { page.providers.contains { !$0.year.isEmpty } }

  private mutating func write(_ entry: Page.ProviderEntry) {
    let marks = [
      entry.alarms + entry.warnings > 0 ? "f" : "", entry.isNew ? "n" : "",
      isInClear(entry) ? "c" : "",
      entry.cells[0] == .blank ? "" : "i",
      entry.cells[ProviderColumns.inbound.count] == .blank ? "" : "o",
    ].joined()
    output.raw(
      "<tbody \(Markup.attribute("id", entry.id)) data-k=\"\(marks)\"><tr><th scope=\"row\">")
    if entry.detail == nil {
      output.raw("<bdi>")
      output.text(entry.name)
      output.raw("</bdi>")
    } else {
      output.raw("<details><summary><bdi>")
      output.text(entry.name)
      output.raw("</bdi></summary></details>")
    }
    output.raw("<td>")
    for (count, name) in [(entry.alarms, "alarm"), (entry.warnings, "warning")] where count > 0 {
      let words = NumberText.counted(count, name)
      output.raw(
        "<b class=\"count \(name)\" title=\"\(words)\">\(count)<span class=\"unseen\"> \(words.split(separator: " ").last ?? "")</span></b> "
      )
    }
    if entry.isNew { output.raw(" new") }
    for cell in entry.cells {
      // The end tags of cells and rows may be left out (HTML, section 13.1.2.4).
      output.raw("<td>")
      output.text(TextTable.text(cell, detail: 5))
    }
    if hasYear {
      let total = entry.year.reduce(0, +)
      output.raw("<td>")
      if total > 0 {
        output.raw(
          "<span class=\"unseen\">\(total)</span>\(CountDrawing.miniature(entry.year.map { Double($0) }))"
        )
      }
    }
    if let detail = entry.detail { write(detail, of: entry.name) }
    output.raw("\n")
  }

  private func isInClear(_ entry: Page.ProviderEntry) -> Bool {
    [1, ProviderColumns.inbound.count + 1].contains { index in
      if case .ratio(let ratio) = entry.cells[index] { ratio.part > 0 } else { false }
    }
  }

  private mutating func write(_ detail: Page.ProviderDetail, of name: String) {
    let columns =
      2 + ProviderColumns.inbound.count + ProviderColumns.outbound.count + (hasYear ? 1 : 0)
    output.raw("<tr class=\"pg\"><td colspan=\"\(columns)\"><div class=\"panel\"><p>")
    output.text(detail.identity)
    output.raw("</p>\n")
    if !detail.findings.isEmpty {
      output.raw("<ul class=\"short\">")
      for finding in detail.findings {
        output.raw("<li><a href=\"#\(finding.id)\">\(finding.severity.name)</a>: ")
        output.text(
          "\(finding.deed), \(finding.basis)\(finding.life.isEmpty ? "" : "; \(finding.life)")")
        output.raw("</li>")
      }
      output.raw("</ul>\n")
    }
    for transcript in detail.transcripts { write(transcript) }
    output.raw("<div class=\"tables\">\n")
    if !detail.trends.isEmpty { write(detail.trends) }
    for table in detail.tables { write(table, label: name) }
    output.raw("</div>\n")
    output.raw("</div>")
  }

  private mutating func write(_ trends: [Page.ProviderTrend]) {
    output.raw(
      "<div class=\"wide\" role=\"region\" aria-label=\"The year by fortnight\" tabindex=\"0\"><table><caption>The year by "
        + "fortnight</caption><thead><tr><th scope=\"col\">What</th><th scope=\"col\">Course</th><th scope=\"col\" "
        + "class=\"n\">range</th><th scope=\"col\" class=\"n\">now</th></tr></thead><tbody>")
    for trend in trends {
      output.raw("<tr><th scope=\"row\">")
      output.text(trend.label)
      output.raw("</th><td>\(CountDrawing.miniature(trend.values))</td><td class=\"n\">")
      output.text(trend.range)
      output.raw("</td><td class=\"n\">")
      output.text(trend.now)
      output.raw("</td></tr>")
    }
    output.raw("</tbody></table></div>\n")
  }

  private mutating func write(_ transcript: PageTranscript) {
    output.raw(
      "<details class=\"transcript\"><summary id=\"s-\(transcript.id)\"><code>\(transcript.id)</code> "
    )
    output.text(transcript.summary)
    output.raw("</summary>\n<table><caption class=\"unseen\">Transcript</caption><tbody>\n")
    let half = transcript.omitted > 0 ? transcript.lines.count / 2 : transcript.lines.count
    for (number, line) in transcript.lines.enumerated() {
      if transcript.omitted > 0, number == half {
        output.raw(
          "<tr><td></td><td></td><td class=\"soft\">… \(NumberText.counted(transcript.omitted, "line")) left out …</td></tr>\n"
        )
      }
      output.raw("<tr class=\"\(line.side == "C" ? "c" : line.side == "S" ? "s" : "note")\"><td>")
      output.text(line.time)
      output.raw("</td><td>")
      output.text(line.side)
      output.raw("</td><td>")
      output.text(line.text)
      output.raw("</td></tr>\n")
    }
    output.raw("</tbody></table></details>\n")
  }
}
