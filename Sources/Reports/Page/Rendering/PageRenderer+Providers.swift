// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

extension PageRenderer {
  mutating func writeProviders() {
    guard !page.providers.isEmpty else { return }
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
      <p class="soft" id="key">Shares in %; ~ rests on fewer than 20 cases; an empty cell was not seen or not logged. \
      Select a name to unfold its page.</p>
      <div class="wide" role="region" aria-label="Providers" tabindex="0">
      <table id="pt" aria-describedby="key">
      <caption class="unseen">Providers</caption>
      <thead>
      <tr><td colspan="2"></td><th scope="colgroup" colspan="\(ProviderColumns.inbound.count)">From them (inbound)</th>\
      <th scope="colgroup" colspan="\(ProviderColumns.outbound.count)">To them (outbound)</th></tr>
      <tr><th scope="col">Provider</th><th scope="col">Findings</th>
      """)
    for title in ProviderColumns.inbound + ProviderColumns.outbound {
      output.element("th", "scope=\"col\"", title)
    }
    output.raw("</tr>\n</thead>\n")
    for entry in page.providers { write(entry) }
    output.raw("</table>\n</div>\n</section>\n")
  }

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
    output.raw("</th><td>")
    if entry.alarms > 0 {
      output.raw("<b class=\"alarmtext\">\(NumberText.counted(entry.alarms, "alarm"))</b> ")
    }
    if entry.warnings > 0 {
      output.raw("<b class=\"warntext\">\(NumberText.counted(entry.warnings, "warning"))</b>")
    }
    if entry.isNew { output.raw(" new") }
    output.raw("</td>")
    for cell in entry.cells {
      output.raw("<td>")
      output.text(TextTable.text(cell, detail: 5))
      output.raw("</td>")
    }
    output.raw("</tr>")
    if let detail = entry.detail { write(detail, of: entry.name) }
    output.raw("</tbody>\n")
  }

  private func isInClear(_ entry: Page.ProviderEntry) -> Bool {
    [1, ProviderColumns.inbound.count + 1].contains { index in
      if case .ratio(let ratio) = entry.cells[index] { ratio.part > 0 } else { false }
    }
  }

  private mutating func write(_ detail: Page.ProviderDetail, of name: String) {
    let columns = 2 + ProviderColumns.inbound.count + ProviderColumns.outbound.count
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
    output.raw("<div class=\"tables\">\n")
    for table in detail.tables { write(table, label: name) }
    output.raw("</div>\n")
    for transcript in detail.transcripts { write(transcript) }
    output.raw("</div></td></tr>")
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
