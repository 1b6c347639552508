// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
import SessionLog

/// What the memory adds to a report: what came late, what is missing, what is other than in the weeks
/// before, and what is muted.
package enum NightSection: ReportSection {
  package static let name = "night"
  package static let title = "Against the weeks before"
  package static let leastDetail = 0

  package static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    guard let night = summary.night else { return [] }
    var blocks: [Report.Block] = []
    for text in notes(of: night) { blocks.append(.paragraph(text)) }
    let changes = context.limited(night.changes)
    let notices =
      night.lateFindings.map { notice(ofLate: $0.finding, $0.day) }
      + night.reminders.map(notice(of:)) + changes.map(notice(of:))
    if !notices.isEmpty { blocks.append(.notices(notices)) }
    if changes.count < night.changes.count {
      blocks.append(
        .hint("… \(changes.count) of \(night.changes.count) changes; --top 0 for all"))
    }
    if let text = mutes(of: night) { blocks.append(.paragraph(text)) }
    return blocks
  }

  /// `2026-11-30`, of days since 1970-01-01.
  package static func date(_ day: Int) -> String {
    TimeText.date(CivilDate(days: day))
  }

  /// `2026-11-08, 2026-11-10 – 2026-11-12`.
  package static func dates(_ days: [Int]) -> String {
    var spans: [ClosedRange<Int>] = []
    for day in days {
      if let last = spans.last, last.upperBound == day - 1 {
        spans[spans.count - 1] = last.lowerBound...day
      } else {
        spans.append(day...day)
      }
    }
    return spans.map { span in
      span.count == 1
        ? date(span.lowerBound) : "\(date(span.lowerBound)) – \(date(span.upperBound))"
    }.joined(separator: ", ")
  }

  private static func notes(of night: NightNotes) -> [String] {
    var notes: [String] = []
    if night.days.count > 1 {
      notes.append("These are \(night.days.count) days: \(dates(night.days)).")
    }
    if !night.late.isEmpty {
      let parts = night.late.map {
        "\(NumberText.counted($0.sessions, "session")) of \(date($0.day))"
      }
      notes.append("Also \(parts.joined(separator: ", ")), which arrived late.")
    }
    if !night.missing.isEmpty { notes.append("No log for \(dates(night.missing)).") }
    if night.filesKnown > 0 {
      notes.append(
        "\(NumberText.counted(night.filesKnown, "file")) had been read before and did not change.")
    }
    return notes
  }

  private static func notice(ofLate finding: DayFinding, _ day: Int) -> Report.Notice {
    Report.Notice(
      subject: AttentionSection.subject(finding.identity.peer),
      text: "of \(date(day)), late: \(finding.statement)\(counts(of: finding))",
      urgency: urgency(finding.severity), evidence: finding.evidence.map(\.id))
  }

  private static func counts(of finding: DayFinding) -> String {
    finding.total > 0 ? " in \(finding.count) of \(finding.total) \(finding.unit)" : ""
  }

  private static func notice(of life: FindingLife) -> Report.Notice {
    let finding = life.finding
    let counts = counts(of: finding)
    return Report.Notice(
      subject: AttentionSection.subject(finding.identity.peer),
      text: "still: \(finding.statement)\(counts), since \(date(life.since)), on "
        + "\(NumberText.counted(life.nights, "night"))",
      urgency: urgency(finding.severity), evidence: finding.evidence.map(\.id))
  }

  private static func notice(of change: ProviderChange) -> Report.Notice {
    Report.Notice(
      subject: AttentionSection.subject(change.peer), text: text(of: change),
      urgency: urgency(change.severity))
  }

  /// `encrypted: 3 of 40 on 2026-11-30, 1,100 of 1,120 in the weeks before`.
  static func text(of change: ProviderChange) -> String {
    func part(_ part: PeerShares.Part) -> String {
      part.total == 0
        ? NumberText.grouped(part.count)
        : "\(NumberText.grouped(part.count)) of \(NumberText.grouped(part.total))"
    }
    return "\(change.what): \(part(change.now)) on \(date(change.day)), "
      + "\(part(change.before)) in the weeks before"
  }

  private static func urgency(_ severity: Finding.Severity) -> Report.Urgency {
    switch severity {
    case .alarm: .alarm
    case .warning: .problem
    case .notice: .remark
    }
  }

  private static func mutes(of night: NightNotes) -> String? {
    guard !night.mutes.isEmpty else { return nil }
    let parts = night.mutes.map { mute in
      "\(mute.rule)\(mute.provider.map { " of \($0)" } ?? "") until \(date(mute.until)) "
        + "(\(mute.because))"
    }
    return "Muted: \(NumberText.counted(night.muted, "finding")); \(parts.joined(separator: ", "))."
  }
}
