// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

extension PageRenderer {
  /// How many of each group there are, in the heading.
  private static let words = [
    "new": "new", "ongoing": "going on", "notices": "notices", "gone": "gone",
  ]

  /// Findings of a group that have a row each; of the others there is a row for each that says the same.
  private static let mostRows = 60

  /// Many findings with little room: whom each is about, and how many cases.
  private mutating func writeTogether(_ entries: ArraySlice<Page.FindingEntry>) {
    var order: [String] = []
    var together: [String: [Page.FindingEntry]] = [:]
    for entry in entries {
      let key = "\(entry.severity.name) \(entry.deed)"
      if together[key] == nil { order.append(key) }
      together[key, default: []].append(entry)
    }
    for key in order {
      guard let entries = together[key], let first = entries.first else { continue }
      let kind = first.isGone ? "gone" : first.severity.name
      output.raw(
        "<li class=\"many\"><span class=\"badge \(kind)\">\(kind)</span><div class=\"what\"><p><b>"
          + "\(NumberText.grouped(entries.count)) more</b> ")
      output.text(first.deed)
      output.raw("</p><p class=\"soft\">")
      for (index, entry) in entries.enumerated() {
        if index > 0 { output.raw(", ") }
        let target = entry.target.map { " \(Markup.attribute("href", "#\($0)"))" } ?? ""
        output.raw("<a id=\"\(entry.id)\"\(target)><bdi>")
        output.text(entry.subject)
        output.raw("</bdi></a>")
        if let share = entry.share {
          output.raw(" \(NumberText.grouped(share.part))/\(NumberText.grouped(share.whole))")
        }
      }
      output.raw("</p></div></li>\n")
    }
  }

  mutating func writeFindings() {
    guard !page.findings.isEmpty || page.changes != nil else { return }
    let counts = page.findings.map { group in
      "\(NumberText.grouped(group.entries.count)) \(Self.words[group.id] ?? group.title.lowercased())"
    }
    output.raw(
      "<section id=\"findings\" aria-labelledby=\"h-findings\">\n<h2 id=\"h-findings\">Findings <small>"
    )
    output.text(counts.joined(separator: ", "))
    output.raw("</small></h2>\n")
    if let changes = page.changes {
      output.raw("<div id=\"changes\">")
      output.element("h3", "", changes.title)
      for block in changes.blocks { write(block, in: changes.title) }
      output.raw("</div>\n")
    }
    let hasLife = page.findings.contains { $0.entries.contains { !$0.life.isEmpty } }
    if !page.findings.isEmpty {
      output.raw(
        "<div class=\"findings-head\(hasLife ? "" : " timeless")\" aria-hidden=\"true\"><span></span><span>What</span>"
          + "<span>Share, 95 % interval</span>\(hasLife ? "<span>Life: weeks of the year</span>" : "")"
          + "<span>Proof: sessions</span></div>\n")
    }
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
      for entry in group.entries.prefix(Self.mostRows) { write(entry) }
      writeTogether(group.entries.dropFirst(Self.mostRows))
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

  /// The reason stands with the first finding of its rule; the others point to it.
  private mutating func writeReason(of entry: Page.FindingEntry) {
    let address = "why-\(entry.rule)"
    let isFirst = !entry.reason.isEmpty && explained.insert(entry.rule).inserted
    if isFirst || !entry.details.isEmpty {
      output.raw("<details><summary>\(isFirst ? "why" : "details")</summary>")
      if isFirst {
        output.raw("<p \(Markup.attribute("id", address))>")
        output.text(entry.reason)
        output.raw("</p>")
      }
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
    if !isFirst, !entry.reason.isEmpty {
      output.raw(" ")
      output.element("a", "class=\"why\" \(Markup.attribute("href", "#\(address)"))", "why")
    }
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
    if !entry.lifeRemark.isEmpty { output.element("small", "", " \(entry.lifeRemark)") }
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
