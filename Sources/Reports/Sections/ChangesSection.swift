// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// What is no more since an earlier report, and whose shares are others. What is new or worse stands
/// among the findings, marked.
enum ChangesSection: ReportSection {
  static let name = "changes"
  static let title = "Since the previous report"
  static let leastDetail = 1

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    guard let comparison = summary.comparison, comparison.hasEarlier else { return [] }
    var blocks: [Report.Block] = []
    let gone = context.limited(comparison.gone)
    if !gone.isEmpty { blocks.append(.notices(gone.map(notice(of:)))) }
    if gone.count < comparison.gone.count {
      blocks.append(
        .hint("… \(gone.count) of \(comparison.gone.count) that are gone; --top 0 for all"))
    }
    if !comparison.shares.isEmpty { blocks.append(.table(table(comparison.shares, context))) }
    if !comparison.unseen.isEmpty {
      let findings = NumberText.counted(comparison.unseen.count, "earlier finding")
      let reason =
        summary.coverage.isComplete
        ? "that had no session this time" : "of which sessions may be missing this time"
      blocks.append(
        .paragraph("\(findings) about providers \(reason): kept, neither there nor gone."))
    }
    return blocks
  }

  private static func notice(of finding: EarlierFinding) -> Report.Notice {
    var text = "gone: \(finding.statement)"
    if finding.total > 0 {
      text += " (\(NumberText.grouped(finding.count)) of \(NumberText.grouped(finding.total))"
      text += " \(finding.unit)"
      if let day = finding.lastSeen.map({ TimeText.date(CivilTime($0)) }) { text += ", \(day)" }
      text += ")"
    }
    var notice = Report.Notice(
      subject: AttentionSection.subject(finding.identity.peer), text: text, urgency: .remark)
    notice.key = AttentionSection.key(finding.identity)
    return notice
  }

  private static func table(_ changes: [ShareChange], _ context: ReportContext) -> Table {
    var table = Table(
      name: "shares",
      columns: [
        Table.Column.name("Share that changed").asKey, Table.Column("way", .left).asKey,
        Table.Column("of", .left).asKey, Table.Column("before%"), Table.Column("cases before"),
        Table.Column("now%"), Table.Column("cases now"),
      ], total: changes.count)
    table.rows = context.limited(changes).map { change in
      [
        .text(change.peer.label), .text(change.peer.direction.name),
        .text(change.measure == .quit ? "QUIT" : "encrypted"),
        .share(change.before.count, of: change.before.total), .count(change.before.total),
        .share(change.now.count, of: change.now.total), .count(change.now.total),
      ]
    }
    return table
  }

  // MARK: The line in the head

  /// `3 new findings (1 alarm, 2 notices), 1 gone since the report on 2026-11-22`.
  static func sentence(_ comparison: ReportComparison, _ summary: Summary) -> String {
    guard comparison.hasEarlier else {
      return "No earlier report to compare with: this is the first."
    }
    var parts: [String] = []
    if comparison.newCount > 0 {
      parts.append(
        "\(NumberText.counted(comparison.newCount, "new finding")) (\(severities(summary)))")
    }
    if comparison.worseCount > 0 { parts.append("\(comparison.worseCount) worse") }
    if !comparison.gone.isEmpty {
      parts.append("\(NumberText.grouped(comparison.gone.count)) gone")
    }
    let news = parts.isEmpty ? "Nothing new" : parts.joined(separator: ", ")
    // A state's first night.
    if comparison.period == nil, summary.night != nil { return "\(news); none was reported before" }
    return "\(news) since \(report(comparison.period, summary))"
  }

  private static func severities(_ summary: Summary) -> String {
    Finding.Severity.allCases.compactMap { severity in
      let count = summary.findings.indices.count {
        summary.findings[$0].severity == severity && summary.change(ofFinding: $0) == .new
      }
      return count == 0 ? nil : NumberText.counted(count, severity.name)
    }.joined(separator: ", ")
  }

  private static func report(_ period: Summary.Period?, _ summary: Summary) -> String {
    guard let period else { return "the previous report, which had no session" }
    if period == summary.period {
      return "the previous report, which is on the same sessions' time"
    }
    let first = TimeText.date(CivilTime(period.first))
    let last = TimeText.date(CivilTime(period.last))
    return "the report on \(first == last ? first : "\(first) – \(last)")"
  }

  /// Whether an alarm is new or has become worse.
  static func isAlarming(_ summary: Summary) -> Bool {
    summary.findings.indices.contains {
      summary.findings[$0].severity == .alarm && summary.change(ofFinding: $0)?.isNews == true
    }
  }
}
