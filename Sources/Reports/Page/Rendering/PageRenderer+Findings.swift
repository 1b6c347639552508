// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

extension PageRenderer {
  mutating func writeFindings() {
    guard !page.findings.isEmpty else { return }
    output.raw(
      "<section id=\"findings\" aria-labelledby=\"h-findings\">\n<h2 id=\"h-findings\">Findings</h2>\n"
    )
    for group in page.findings {
      let count = NumberText.grouped(group.entries.count)
      if group.isFolded {
        output.raw("<details id=\"g-\(group.id)\"><summary>")
        output.text("\(group.title) (\(count))")
        output.raw("</summary>\n")
      } else {
        output.raw("<h3 id=\"g-\(group.id)\">")
        output.text(group.title)
        output.raw(" <small>\(count)</small></h3>\n")
      }
      let isTimeless = group.entries.allSatisfy(\.life.isEmpty)
      output.raw(isTimeless ? "<ul class=\"findings timeless\">\n" : "<ul class=\"findings\">\n")
      for entry in group.entries { write(entry) }
      output.raw("</ul>\n")
      if group.isFolded { output.raw("</details>\n") }
    }
    output.raw("</section>\n")
  }

  private mutating func write(_ entry: Page.FindingEntry) {
    let kind = entry.isGone ? "gone" : entry.severity.name
    output.raw(
      "<li id=\"\(entry.id)\"><span class=\"badge \(kind)\">\(kind)</span><div class=\"what\"><p>")
    if let target = entry.target {
      output.raw("<a \(Markup.attribute("href", "#\(target)"))>")
      output.raw("<bdi>")
      output.text(entry.subject)
      output.raw("</bdi></a> ")
    } else {
      output.raw("<b>")
      output.text(entry.subject)
      output.raw("</b> ")
    }
    output.text(entry.deed)
    output.raw("</p><p class=\"soft\">")
    output.text(entry.basis)
    output.raw("</p>")
    writeReason(of: entry)
    output.raw("</div><div class=\"share\">")
    writeShare(of: entry)
    output.raw("</div><div class=\"life\">")
    writeLife(of: entry)
    output.raw("</div><div class=\"proof\">")
    for mark in entry.evidence { write(reference: mark.id) }
    output.raw("</div></li>\n")
  }

  private mutating func writeReason(of entry: Page.FindingEntry) {
    guard !entry.reason.isEmpty || !entry.details.isEmpty else { return }
    output.raw("<details><summary>why it matters</summary><p>")
    output.text(entry.reason)
    output.raw("</p>")
    if !entry.details.isEmpty {
      output.raw("<dl>")
      for detail in entry.details {
        output.element("dt", "", detail.label)
        output.element("dd", "", detail.value)
      }
      output.raw("</dl>")
    }
    output.raw("</details>")
  }

  /// The share as a number, and where it lies with a confidence of 95 % as a bar.
  private mutating func writeShare(of entry: Page.FindingEntry) {
    guard let share = entry.share, share.whole > 0 else { return }
    let percent = 100 * Double(share.part) / Double(share.whole)
    output.raw("<b>\(PageText.percent(percent))\u{A0}%</b>")
    guard let interval = entry.interval else { return }
    let (low, high) = (interval.lowerBound, interval.upperBound)
    output.raw(
      " <small>\(PageText.percent(Double(low) / 10))–\(PageText.percent(Double(high) / 10))\u{A0}%</small>"
        + "<svg viewBox=\"0 0 1000 24\" preserveAspectRatio=\"none\" aria-hidden=\"true\" class=\"interval\">"
        + "<rect y=\"11\" width=\"1000\" height=\"2\" class=\"gridfill\"/>"
        + "<rect x=\"\(low)\" y=\"9\" width=\"\(max(6, high - low))\" height=\"6\" class=\"l1\"/>"
        + "<rect x=\"\(min(990, Int(percent * 10)))\" y=\"2\" width=\"10\" height=\"20\" class=\"ink\"/></svg>"
    )
  }

  private mutating func writeLife(of entry: Page.FindingEntry) {
    guard !entry.life.isEmpty else { return }
    output.element(entry.isNew ? "b" : "span", "", entry.life)
    guard !entry.runs.isEmpty else { return }
    output.raw(
      "<svg viewBox=\"0 0 1000 24\" preserveAspectRatio=\"none\" aria-hidden=\"true\" class=\"interval\">"
    )
    output.raw("<rect y=\"11\" width=\"1000\" height=\"2\" class=\"gridfill\"/>")
    for (index, run) in entry.runs.enumerated() {
      let isNewest = index == entry.runs.count - 1
      let name = entry.isGone ? "hollow" : entry.isNew && isNewest ? "alarmfill" : "softfill"
      output.raw(
        "<rect x=\"\(run.lowerBound)\" y=\"4\" width=\"\(max(4, run.upperBound - run.lowerBound))\" height=\"16\" class=\"\(name)\"/>"
      )
    }
    output.raw("</svg>")
  }

  /// The id of a session: a link where its transcript stands in the page.
  mutating func write(reference id: SessionID) {
    let text = String(id.description.prefix(8))
    if transcribed.contains(id) {
      output.raw("<a href=\"#s-\(id)\"><code>\(text)</code></a> ")
    } else {
      output.raw("<code title=\"\(id)\">\(text)</code> ")
    }
  }
}
