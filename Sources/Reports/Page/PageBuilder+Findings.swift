// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// New, going on, notices, gone; without other nights, by severity.
  var findingGroups: [Page.FindingGroup] {
    let entries = summary.findings.indices.map { entry(of: summary.findings[$0], number: $0) }
    let serious = entries.filter { $0.severity != .notice }
    let notices = entries.filter { $0.severity == .notice }
    var groups: [Page.FindingGroup] = []
    func add(_ id: String, _ title: String, _ entries: [Page.FindingEntry], isFolded: Bool = false)
    {
      guard !entries.isEmpty else { return }
      groups.append(.init(id: id, title: title, entries: entries, isFolded: isFolded))
    }
    if history.night == nil {
      add("alarms", "Alarms", serious.filter { $0.severity == .alarm })
      add("warnings", "Warnings", serious.filter { $0.severity == .warning })
    } else {
      add("new", "New last night", serious.filter(\.isNew))
      add("ongoing", "Going on", serious.filter { !$0.isNew })
    }
    add("notices", "Notices: habits worth knowing", notices, isFolded: true)
    let gone = history.gone.enumerated().map { index, gone in
      var entry = entry(of: gone.finding, number: summary.findings.count + index)
      entry.isGone = true
      entry.isNew = false
      entry.life =
        "gone since \(lastDay(of: gone.life)), after \(NumberText.counted(gone.life.shown, "night"))"
      entry.runs = runs(of: gone.life)
      return entry
    }
    add("gone", "Gone", gone)
    return groups
  }

  private func entry(of finding: Finding, number: Int) -> Page.FindingEntry {
    let identity = FindingIdentity(finding)
    let life = history.lives[identity]
    let share = finding.total > 0 ? Ratio(finding.count, of: finding.total) : nil
    let interval = finding.interval
    return Page.FindingEntry(
      id: "f\(number + 1)", severity: finding.severity,
      subject: AttentionSection.subject(identity.peer), target: addresses[finding.provider],
      deed: finding.statement, basis: basis(of: finding), share: share,
      interval: share == nil
        ? nil : Int((interval.lower * 1000).rounded())...Int((interval.upper * 1000).rounded()),
      life: life.map(words) ?? "", runs: life.map(runs) ?? [], isNew: life?.isNew ?? false,
      isGone: false, reason: AttentionSection.explanation(of: finding),
      details: finding.details.filter { !$0.value.isEmpty }, evidence: finding.evidence)
  }

  /// `4 of 4 sessions whose handshake failed, inbound; few cases`.
  private func basis(of finding: Finding) -> String {
    var parts: [String] = []
    if finding.total > 0 {
      parts.append(
        "\(NumberText.grouped(finding.count)) of \(NumberText.grouped(finding.total)) \(finding.unit)"
      )
    }
    parts.append(finding.direction == .inbound ? "inbound" : "outbound")
    return parts.joined(separator: ", ") + (finding.total > 0 && finding.isFew ? "; few cases" : "")
  }

  private func words(of life: PageHistory.Life) -> String {
    if life.isNew {
      guard life.shown > 1, let before = life.runs.dropLast().last, let night = history.night else {
        return "new last night"
      }
      let pause = night.days - before.upperBound.days - 1
      return "back last night after \(NumberText.counted(pause, "night"))"
    }
    return "since \(life.first.longText), \(NumberText.grouped(life.shown)) of "
      + NumberText.counted(life.logged, "night")
  }

  private func lastDay(of life: PageHistory.Life) -> String {
    life.runs.last.map { CivilDate(days: $0.upperBound.days + 1).longText } ?? ""
  }

  /// Runs as permille of the time that the page spans.
  private func runs(of life: PageHistory.Life) -> [ClosedRange<Int>] {
    guard let first = history.days.first?.date.days, let last = history.days.last?.date.days,
      last > first
    else { return [] }
    let width = last - first + 1
    return life.runs.compactMap { run in
      let (from, to) = (run.lowerBound.days - first, run.upperBound.days - first + 1)
      guard to > 0 else { return nil }
      return max(
        0, from * 1000 / width)...min(1000, max(from * 1000 / width + 1, to * 1000 / width))
    }
  }
}
