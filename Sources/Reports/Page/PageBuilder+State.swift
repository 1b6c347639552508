// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// The state of things in one sentence: what is missing, what is new, what goes on, how much was encrypted.
  var state: [Page.Phrase] {
    let coverage = summary.coverage
    var parts: [[Page.Phrase]] = []
    if !coverage.isComplete {
      parts.append([.init("Incomplete: \(HeadSection.missing(coverage))", target: "coverage")])
    }
    if let missing = summary.night?.missing, !missing.isEmpty {
      parts.append([
        .init("\(parts.isEmpty ? "No" : "no") log for \(Self.days(missing))", target: "changes")
      ])
    }
    guard summary.inbound.units + summary.outbound.units > 0 else {
      parts.append([.init(parts.isEmpty ? "No session was logged" : "no session was logged")])
      return Self.sentence(parts)
    }
    parts += findingPhrases(isFirst: parts.isEmpty)
    if let changes = summary.night?.changes, !changes.isEmpty {
      parts.append([
        .init(
          "\(NumberText.counted(changes.count, "change")) against the weeks before",
          target: "changes")
      ])
    }
    parts.append(encryptedPhrase)
    return Self.sentence(parts)
  }

  /// `15 Nov`, `15 Nov and 2 more nights`.
  private static func days(_ days: [Int]) -> String {
    let first = CivilDate(days: days.last ?? 0).dayAndMonth
    return days.count == 1
      ? first : "\(first) and \(NumberText.counted(days.count - 1, "more night"))"
  }

  private func findingPhrases(isFirst: Bool) -> [[Page.Phrase]] {
    let news = findingGroups.flatMap(\.entries)
      .filter { !$0.isGone && $0.severity != .notice && (history.night == nil || $0.isNew) }
    let word = history.night == nil ? "" : "new "
    var phrases: [[Page.Phrase]] = []
    for (severity, noun) in [(Finding.Severity.alarm, "alarm"), (.warning, "warning")] {
      let entries = news.filter { $0.severity == severity }
      guard !entries.isEmpty else { continue }
      var phrase = [
        Page.Phrase(
          // Together on one line.
          NumberText.counted(entries.count, "\(word)\(noun)")
            .split(separator: " ").joined(separator: "\u{A0}"),
          target: severity == .alarm ? nil : entries[0].id)
      ]
      if severity == .alarm {
        for (index, entry) in entries.prefix(2).enumerated() {
          phrase.append(.init(index == 0 ? ": " : " and "))
          phrase.append(.init("\(entry.subject) \(entry.deed)", target: entry.id))
        }
        if entries.count > 2 { phrase.append(.init(" and \(entries.count - 2) more")) }
      }
      phrases.append(phrase)
    }
    if phrases.isEmpty { phrases.append([.init(nothing(isFirst: isFirst))]) }
    if history.night != nil {
      let old = findingGroups.flatMap(\.entries)
        .count { !$0.isGone && !$0.isNew && $0.severity != .notice }
      if old > 0 { phrases.append([.init("\(NumberText.counted(old, "finding")) going on")]) }
      let gone = history.gone.count { $0.finding.severity != .notice }
      if gone > 0 {
        phrases.append([.init("\(NumberText.grouped(gone)) gone")])
      }
    }
    return phrases
  }

  private func nothing(isFirst: Bool) -> String {
    let text = history.night == nil ? "nothing that needs attention" : "nothing new"
    return isFirst ? text.prefix(1).uppercased() + text.dropFirst() : text
  }

  private var encryptedPhrase: [Page.Phrase] {
    let messages = summary.inbound.messages + summary.outbound.messages
    guard messages > 0 else { return [.init("no message was delivered")] }
    let counts = [summary.inbound, summary.outbound].map(\.tls.messages)
    let encrypted = counts.reduce(0) { $0 + $1[.encrypted] + $1[.verified] }
    let known = counts.reduce(0) { $0 + $1.total - $1[.notLogged] }
    guard known > 0 else { return [.init("\(NumberText.counted(messages, "message")) delivered")] }
    let share = PageText.percent(Ratio(encrypted, of: known))
    let verb = known == 1 ? "was" : "were"
    return [.init("\(share)\u{A0}% of \(NumberText.counted(known, "message")) \(verb) encrypted")]
  }

  private static func sentence(_ parts: [[Page.Phrase]]) -> [Page.Phrase] {
    var phrases: [Page.Phrase] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { phrases.append(.init("; ")) }
      phrases += part
    }
    phrases.append(.init("."))
    return phrases
  }
}
