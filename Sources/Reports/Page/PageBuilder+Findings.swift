// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// New, going on, notices, gone; without other nights, by severity.
  var findingGroups: [Page.FindingGroup] {
    let tonight = summary.findings.indices.map { entry(of: summary.findings[$0], number: $0) }
    let absent = history.absent.enumerated().map { index, known in
      entry(of: known, number: summary.findings.count + index)
    }
    let entries = tonight + absent.sorted { $0.severity < $1.severity }
    let serious = entries.filter { $0.severity != .notice }
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
      add("ongoing", "Going on", serious.filter { !$0.isNew }.sorted { $0.severity < $1.severity })
    }
    add(
      "notices", "Notices: habits worth knowing", entries.filter { $0.severity == .notice },
      isFolded: true)
    let gone = history.gone.enumerated().filter { $0.element.finding.severity != .notice }.map {
      index, known in
      var entry = entry(
        of: known, number: summary.findings.count + history.absent.count + index)
      entry.isGone = true
      entry.life = "gone since \(lastDay(of: known.life))"
      entry.lifeRemark = "after \(NumberText.counted(known.life.shown, "night"))"
      return entry
    }
    add("gone", "Gone in the last 28 nights", gone, isFolded: gone.count > Self.mostGone)
    return groups
  }

  /// Gone findings that are shown unfolded.
  private static let mostGone = 6

  /// A finding that did not show in the reported night.
  private func entry(of known: PageHistory.Known, number: Int) -> Page.FindingEntry {
    var entry = entry(of: known.finding, number: number)
    entry.isNew = false
    entry.runs = runs(of: known.life)
    (entry.life, entry.lifeRemark) = words(of: known.life)
    entry.basis += "; not last night"
    return entry
  }

  private func entry(of finding: Finding, number: Int) -> Page.FindingEntry {
    let identity = FindingIdentity(finding)
    let life = history.lives[identity]
    let share = finding.total > 0 ? Ratio(finding.count, of: finding.total) : nil
    let interval = finding.interval
    let words = life.map(words)
    return Page.FindingEntry(
      id: "f\(number + 1)", rule: finding.rule, severity: finding.severity,
      subject: AttentionSection.subject(identity.peer), target: addresses[finding.provider],
      deed: finding.statement, basis: basis(of: finding), share: share,
      interval: share == nil
        ? nil : Int((interval.lower * 1000).rounded())...Int((interval.upper * 1000).rounded()),
      life: words?.life ?? "", lifeRemark: words?.remark ?? "", runs: life.map(runs) ?? [],
      isNew: life?.isNew ?? false,
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

  private func words(of life: PageHistory.Life) -> (life: String, remark: String) {
    if life.isNew {
      guard life.shown > 1, let before = life.runs.dropLast().last, let night = history.night else {
        return ("new last night", "")
      }
      let pause = night.days - before.upperBound.days - 1
      return ("back last night", "after \(NumberText.counted(pause, "night"))")
    }
    let remark =
      life.shown == life.logged
      ? NumberText.counted(life.shown, "night")
      : "\(NumberText.grouped(life.shown)) of \(NumberText.counted(life.logged, "night"))"
    let isWhole = life.first == history.days.first?.date && life.logged > 28
    return (isWhole ? "from the beginning" : "since \(day(life.first))", remark)
  }

  private func lastDay(of life: PageHistory.Life) -> String {
    life.runs.last.map { day(CivilDate(days: $0.upperBound.days + 1)) } ?? ""
  }

  /// A day of the year up to the night needs no year.
  private func day(_ date: CivilDate) -> String {
    guard let night = history.night, night.days - date.days < 350 else { return date.longText }
    return date.dayAndMonth
  }

  /// Runs of weeks as permille of the time that the page spans: a week in which it showed at all is one.
  private func runs(of life: PageHistory.Life) -> [ClosedRange<Int>] {
    guard let first = history.days.first?.date.days, let last = history.days.last?.date.days,
      last > first
    else { return [] }
    let width = last - first + 1
    // Of little time each day has room.
    let step = width > 120 ? 7 : 1
    var blocks: [ClosedRange<Int>] = []
    for run in life.runs where run.upperBound.days >= first {
      let (from, to) = (
        (last - run.upperBound.days) / step, (last - max(first, run.lowerBound.days)) / step
      )
      if let before = blocks.last, to >= before.lowerBound - 1 {
        blocks[blocks.count - 1] = min(from, before.lowerBound)...before.upperBound
      } else {
        blocks.append(from...to)
      }
    }
    return blocks.map { block in
      let begin = max(0, width - (block.upperBound + 1) * step)
      let end = width - block.lowerBound * step
      return begin * 1000 / width...max(begin * 1000 / width + 1, end * 1000 / width)
    }
  }
}
