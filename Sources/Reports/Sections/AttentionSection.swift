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

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let shown = summary.findings.filter {
      $0.severity < .notice || context.detail >= noticeDetail
    }
    let limited = context.limited(shown)
    let total = summary.findings.count
    var blocks: [Report.Block] = []
    if !limited.isEmpty {
      blocks.append(.notices(limited.map { notice(of: $0, in: context) }))
    } else if summary.inbound.sessions + summary.outbound.sessions > 0 {
      blocks.append(.paragraph("Nothing that a rule takes exception to."))
    }
    if limited.count < shown.count {
      blocks.append(
        .paragraph(
          "… \(limited.count) of \(NumberText.counted(shown.count, "finding")); --top 0 for all"))
    }
    if shown.count < total {
      let notices = NumberText.counted(total - shown.count, "notice")
      blocks.append(.paragraph("… and \(notices), which --detail \(Self.noticeDetail) shows"))
    }
    if !limited.isEmpty { blocks.append(.paragraph(legend(limited))) }
    return blocks
  }

  /// What the signs mean that are there.
  private static func legend(_ findings: ArraySlice<Finding>) -> String {
    var parts = Finding.Severity.allCases.filter { severity in
      findings.contains { $0.severity == severity }
    }.map { "\(urgency($0).mark) \($0.name)" }
    if findings.contains(where: \.isFew) {
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

  private static func notice(of finding: Finding, in context: ReportContext) -> Report.Notice {
    var text = finding.statement
    if finding.total > 0 {
      text += " in \(NumberText.grouped(finding.count)) of \(NumberText.grouped(finding.total))"
      text += " \(finding.unit)"
    }
    if context.detail >= 6 {
      for detail in finding.details where !detail.value.isEmpty {
        text += "; \(detail.label) \(detail.value)"
      }
    }
    var notice = Report.Notice(
      subject: finding.provider.label, text: text,
      urgency: urgency(finding.severity), isUncertain: finding.isFew,
      explanation: explanation(of: finding),
      evidence: finding.evidence.map(\.id))
    notice.key = [finding.direction.name, finding.rule, finding.subject].filter { !$0.isEmpty }
      .joined(separator: ", ")
    return notice
  }

  /// Why an operator should care, with the standards that say so.
  private static func explanation(of finding: Finding) -> String {
    guard let rule = FindingCatalogue.rules.first(where: { $0.id == finding.rule }) else {
      return ""
    }
    let references = rule.references.isEmpty ? "" : " (\(rule.references.joined(separator: ", ")))"
    return rule.importance + references
  }
}
