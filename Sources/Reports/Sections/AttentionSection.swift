// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// The findings: what an operator should know first.
enum AttentionSection: ReportSection {
  static let name = "attention"
  static let title = "Attention"
  static let leastDetail = 1
  /// `--detail` from which on notices are shown, too.
  private static let noticeDetail = 6

  /// The kinds of notices that are reported in one line each where notices are not shown: what a
  /// mail provider is first asked about.
  private static let summedUp: [(rule: String, subject: String)] = [
    (NoQuit.id, ""), (ChunkingUse.id, "used"), (SMTPUTF8Use.id, "used"),
  ]

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let shown = places(of: summary, in: context)
    let limited = context.limited(shown)
    let total = summary.findings.count
    var notices = limited.map { notice(of: $0, summary, in: context) }
    if context.detail < noticeDetail { notices += sums(of: summary, without: Set(shown)) }
    var blocks: [Report.Block] = []
    if !notices.isEmpty {
      blocks.append(.notices(notices))
    } else if summary.inbound.units + summary.outbound.units > 0 {
      blocks.append(.paragraph("No findings."))
    }
    if limited.count < shown.count {
      blocks.append(
        .hint(
          "… \(limited.count) of \(NumberText.counted(shown.count, "finding")); --top 0 for all"))
    }
    if shown.count < total {
      let left = NumberText.counted(total - shown.count, "notice")
      blocks.append(.hint("… and \(left), which --detail \(noticeDetail) shows"))
    }
    if !notices.isEmpty { blocks.append(.paragraph(legend(notices))) }
    return blocks
  }

  /// Places of the findings that are shown each by itself: most severe first, of one severity what is news first.
  private static func places(of summary: Summary, in context: ReportContext) -> [Int] {
    let isNews = { (place: Int) in summary.change(ofFinding: place)?.isNews ?? false }
    let isNotice = { (place: Int) in summary.findings[place].severity == .notice }
    let shown = summary.findings.indices.filter {
      !isNotice($0) || isNews($0) || context.detail >= noticeDetail
    }
    // An alarm that goes on is never behind news of less weight, where --top may cut it off.
    return Finding.Severity.allCases.flatMap { severity in
      let those = shown.filter { summary.findings[$0].severity == severity }
      return those.filter(isNews) + those.filter { !isNews($0) }
    }
  }

  /// One line for each kind of notices: the first one, and whom else it is said of.
  private static func sums(of summary: Summary, without shown: Set<Int>) -> [Report.Notice] {
    summedUp.compactMap { kind in
      let findings = summary.findings.indices
        .filter { !shown.contains($0) }.map { summary.findings[$0] }
        .filter { $0.rule == kind.rule && $0.subject == kind.subject }
      guard let first = findings.first else { return nil }
      var text = statement(of: first)
      let others = findings.dropFirst().map { finding in
        let peer = ComparedPeer(finding.provider, finding.direction)
        return "\(subject(peer)) \(NumberText.grouped(finding.count)) of "
          + NumberText.grouped(finding.total)
      }
      if !others.isEmpty {
        text += "; also \(others.prefix(3).joined(separator: ", "))"
        if others.count > 3 { text += " and \(NumberText.grouped(others.count - 3)) more" }
      }
      var notice = notice(of: first, text, urgency: .remark)
      notice.isCollective = notice.isCollective || !others.isEmpty
      return notice
    }
  }

  /// Whom a finding is about; where it is about all, in which direction.
  static func subject(_ peer: ComparedPeer) -> String {
    peer == ComparedPeer(.everyone, peer.direction) ? "all \(peer.direction.name)" : peer.label
  }

  /// What the signs mean that are there.
  private static func legend(_ notices: [Report.Notice]) -> String {
    var parts = Finding.Severity.allCases.filter { severity in
      notices.contains { $0.urgency == urgency(severity) }
    }.map { "\(urgency($0).mark) \($0.name)" }
    if notices.contains(where: \.isUncertain) {
      parts.append("? rests on fewer than \(Finding.fewSessions) cases")
    }
    return parts.joined(separator: "; ")
  }

  private static func urgency(_ severity: Finding.Severity) -> Report.Urgency {
    switch severity {
    case .alarm: .alarm
    case .warning: .problem
    case .notice: .remark
    }
  }

  private static func notice(
    of place: Int, _ summary: Summary, in context: ReportContext
  ) -> Report.Notice {
    let finding = summary.findings[place]
    var text = statement(of: finding)
    switch summary.change(ofFinding: place) {
    case .new: text = "new: " + text
    case .worse(let before):
      text = "worse: \(text) (before: \(before.severity.name), "
      text += "\(NumberText.grouped(before.count)) of \(NumberText.grouped(before.total)))"
    case .known, nil: break
    }
    if context.detail >= noticeDetail {
      for detail in finding.details where !detail.value.isEmpty {
        text += "; \(detail.label) \(detail.value)"
      }
    }
    return notice(of: finding, text, urgency: urgency(finding.severity))
  }

  private static func notice(
    of finding: Finding, _ text: String, urgency: Report.Urgency
  ) -> Report.Notice {
    let identity = FindingIdentity(finding)
    var notice = Report.Notice(
      subject: subject(identity.peer), text: text, urgency: urgency, isUncertain: finding.isFew,
      explanation: explanation(of: finding), evidence: finding.evidence.map(\.id))
    notice.key = key(identity)
    notice.isCollective = [.everyone, .others].contains(finding.provider)
    return notice
  }

  /// What tells apart findings about one provider in tables without texts.
  static func key(_ identity: FindingIdentity) -> String {
    [identity.peer.direction.name, identity.rule, identity.subject].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  /// `left without QUIT in 6 of 28 sessions that delivered a message`.
  private static func statement(of finding: Finding) -> String {
    if finding.total == 0 { return finding.statement }
    let count = "\(NumberText.grouped(finding.count)) of \(NumberText.grouped(finding.total))"
    return "\(finding.statement) in \(count) \(finding.unit)"
  }

  /// Why an operator should care, with the standards that say so.
  static func explanation(of finding: Finding) -> String {
    guard let rule = FindingCatalogue.rules.first(where: { $0.id == finding.rule }) else {
      return ""
    }
    let references = rule.references.isEmpty ? "" : " (\(rule.references.joined(separator: ", ")))"
    return rule.importance + references
  }
}
