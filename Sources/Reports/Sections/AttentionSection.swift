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
    if limited.count < total {
      let options =
        (limited.count < shown.count ? ["--top 0"] : [])
        + (shown.count < total ? ["--detail \(Self.noticeDetail)"] : [])
      blocks.append(
        .paragraph(
          "… \(limited.count) of \(NumberText.grouped(total)) findings; "
            + "\(options.joined(separator: " ")) for all"))
    }
    if limited.contains(where: \.isFew) {
      blocks.append(.paragraph("?  rests on fewer than \(Finding.fewSessions) cases"))
    }
    return blocks
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
    return Report.Notice(
      subject: finding.provider.label, text: text,
      urgency: finding.isFew ? .uncertain : finding.severity < .notice ? .problem : .remark,
      explanation: explanation(of: finding),
      evidence: finding.evidence.map(\.id))
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
