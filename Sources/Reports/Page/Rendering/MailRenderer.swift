// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Renders the page for a reader of mail: HTML with inline styles alone, since many readers drop style sheets, scripts and SVG.
///
/// The night's answer stands first, then numbers, findings, the transcripts that prove alarms, and the providers with
/// findings. It is narrow enough for a phone, and sets no background, so that it fits either colour scheme.
package enum MailRenderer {
  /// Findings of each heading, and transcripts.
  private static let mostFindings = 40
  private static let mostTranscripts = 3
  private static let mostProviders = 30

  package static func render(_ page: Page) -> String {
    var output = Markup()
    output.raw(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>
      """)
    output.text(page.title)
    output.raw("</title>\n</head>\n<body style=\"\(body)\">\n<p style=\"\(soft)\">")
    output.text("\(page.name) · \(page.span)")
    output.raw(
      "</p>\n<h1 style=\"font-size:1.25em;line-height:1.35;font-weight:normal;margin:.5em 0\">")
    for phrase in page.state {
      if phrase.target == nil {
        output.text(phrase.text)
      } else {
        output.element("b", "", phrase.text)
      }
    }
    output.raw("</h1>\n")
    write(page.numbers, to: &output)
    if let changes = page.changes {
      output.raw("<h2 style=\"\(heading)\">")
      output.text(changes.title)
      output.raw("</h2>\n")
      for block in changes.blocks {
        if case .hint = block { continue }
        output.raw(HTMLRenderer(detail: 3).text(of: block, in: changes.title))
      }
    }
    // What is new, its proof, and then what was known before. Habits are for the page.
    let groups = page.findings.filter { $0.id != "notices" }
    for group in groups.prefix(1) { write(group, to: &output) }
    writeTranscripts(of: page, to: &output)
    for group in groups.dropFirst() { write(group, to: &output) }
    for group in page.findings where group.id == "notices" {
      output.element(
        "p", "style=\"\(soft)\"",
        "Besides, \(NumberText.counted(group.entries.count, "notice")) of habits worth knowing.")
    }
    writeProviders(of: page, to: &output)
    output.raw("<p style=\"\(soft)\">")
    output.text(page.maker)
    output.raw("</p>\n</body>\n</html>\n")
    return String(decoding: output.octets, as: UTF8.self)
  }

  // MARK: Styles

  private static let body =
    "font:15px/1.45 system-ui,-apple-system,'Segoe UI',sans-serif;max-width:44em;margin:0 auto;padding:1em"
  private static let soft = "font-size:.85em;opacity:.75;margin:0"
  private static let table = "border-collapse:collapse;width:100%;margin:.25em 0 1em"
  private static let cell =
    "border-bottom:1px solid #8886;padding:.3em .75em .3em 0;vertical-align:top;text-align:left"
  private static let number = cell + ";text-align:right;white-space:nowrap"
  private static let heading = "font-size:1em;margin:1.25em 0 .25em"

  private static func badge(_ entry: Page.FindingEntry) -> String {
    let severity =
      switch entry.severity {
      case .alarm: "background:#a8121f;color:#fff;border:1px solid #a8121f"
      case .warning: "border:1px solid #b07a1c"
      case .notice: "border:1px dotted #777"
      }
    let style = entry.isGone ? "border:1px dashed #777" : severity
    let name = entry.isGone ? "gone" : entry.severity.name
    return
      "<b style=\"\(style);border-radius:3px;font-size:.75em;padding:.05em .4em;text-transform:uppercase\">\(name)</b>"
  }

  // MARK: Parts

  private static func write(_ numbers: [Page.HeadlineNumber], to output: inout Markup) {
    output.raw("<table style=\"\(table)\"><tbody>\n")
    for entry in numbers {
      output.raw("<tr><th scope=\"row\" style=\"\(cell);font-weight:normal\">")
      output.text(entry.label)
      output.raw("</th><td style=\"\(number)\"><b>")
      output.text(entry.value + (entry.unit.isEmpty ? "" : "\u{A0}\(entry.unit)"))
      output.raw("</b></td><td style=\"\(cell)\">")
      output.text([entry.change, entry.usual].filter { !$0.isEmpty }.joined(separator: "; "))
      output.raw("</td></tr>\n")
    }
    output.raw("</tbody></table>\n")
  }

  private static func write(_ group: Page.FindingGroup, to output: inout Markup) {
    output.raw("<h2 style=\"\(heading)\">")
    output.text("\(group.title) (\(NumberText.grouped(group.entries.count)))")
    output.raw("</h2>\n<table style=\"\(table)\"><tbody>\n")
    for entry in group.entries.prefix(mostFindings) {
      output.raw(
        "<tr><td style=\"\(cell);width:5em\">\(badge(entry))</td><td style=\"\(cell)\"><b><bdi>")
      output.text(entry.subject)
      output.raw("</bdi></b> ")
      output.text(entry.deed)
      output.raw("<br><span style=\"\(soft)\">")
      let life = [entry.life, entry.lifeRemark].filter { !$0.isEmpty }.joined(separator: ", ")
      let proof = entry.evidence.prefix(3).map { String($0.id.description.prefix(8)) }
      output.text(
        [entry.basis, life, proof.isEmpty ? "" : "see \(proof.joined(separator: " "))"]
          .filter { !$0.isEmpty }.joined(separator: "; "))
      output.raw("</span></td></tr>\n")
    }
    output.raw("</tbody></table>\n")
    if group.entries.count > mostFindings {
      output.element(
        "p", "style=\"\(soft)\"",
        "and \(NumberText.grouped(group.entries.count - mostFindings)) more")
    }
  }

  /// What proves the alarms.
  private static func writeTranscripts(of page: Page, to output: inout Markup) {
    let known = page.providers.compactMap(\.detail).flatMap(\.transcripts)
    let alarms = page.findings.flatMap(\.entries).filter { $0.severity == .alarm && !$0.isGone }
    var ids: [SessionID] = []
    for entry in alarms {
      let shown = entry.evidence.map(\.id).first { id in known.contains { $0.id == id } }
      if let shown, !ids.contains(shown) { ids.append(shown) }
    }
    for id in ids.prefix(mostTranscripts) {
      guard let transcript = known.first(where: { $0.id == id }) else { continue }
      output.raw("<h2 style=\"\(heading)\">Session <code>")
      output.text("\(id)")
      output.raw("</code></h2>\n<p style=\"\(soft)\">")
      output.text(transcript.summary)
      output.raw(
        "</p>\n<pre style=\"font-size:.8em;line-height:1.4;white-space:pre-wrap;overflow-wrap:anywhere\">"
      )
      let half = transcript.omitted > 0 ? transcript.lines.count / 2 : transcript.lines.count
      for (index, line) in transcript.lines.enumerated() {
        if transcript.omitted > 0, index == half {
          output.text("… \(NumberText.counted(transcript.omitted, "line")) left out …\n")
        }
        let words = [line.time, line.side, line.text].filter { !$0.isEmpty }
        output.text(words.joined(separator: " "))
        output.raw("\n")
      }
      output.raw("</pre>\n")
    }
  }

  private static func writeProviders(of page: Page, to output: inout Markup) {
    let rows = page.providers.filter { $0.alarms + $0.warnings > 0 }.prefix(mostProviders)
    guard !rows.isEmpty else { return }
    output.raw("<h2 style=\"\(heading)\">")
    output.text("Providers with findings, \(page.providersSpan)")
    output.raw(
      "</h2>\n<table style=\"\(table);font-size:.9em\"><thead><tr><th scope=\"col\" style=\"\(cell)\">Provider</th>"
    )
    let places = [0, 1, ProviderColumns.inbound.count, ProviderColumns.inbound.count + 1]
    for title in ["from them", "in clear %", "to them", "in clear %"] {
      output.element("th", "scope=\"col\" style=\"\(number)\"", title)
    }
    output.raw("</tr></thead><tbody>\n")
    for row in rows {
      output.raw("<tr><th scope=\"row\" style=\"\(cell);font-weight:normal\"><bdi>")
      output.text(row.name)
      output.raw("</bdi></th>")
      for place in places {
        output.element(
          "td", "style=\"\(number)\"", TextTable.text(row.cells[place], detail: 5))
      }
      output.raw("</tr>\n")
    }
    output.raw("</tbody></table>\n")
  }
}
