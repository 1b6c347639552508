// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// The findings: what an operator should know first.
enum AttentionSection: ReportSection {
  static let name = "attention"
  static let title = "Attention"
  static let leastDetail = 1

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let shown = summary.findings.filter { $0.severity < .notice || context.detail >= 5 }
    guard !shown.isEmpty else { return [.paragraph("Nothing that a rule takes exception to.")] }
    let limited = context.limited(shown)
    var blocks = [Report.Block.notices(limited.map { notice(of: $0, in: context) })]
    if limited.count < shown.count {
      blocks.append(
        .paragraph("… \(limited.count) of \(shown.count) findings; --top 0 for all"))
    }
    return blocks
  }

  private static func notice(of finding: Finding, in context: ReportContext) -> Report.Notice {
    var text = finding.statement
    if finding.total > 0 {
      text += " in \(NumberText.grouped(finding.count)) of \(NumberText.grouped(finding.total))"
      text += " \(finding.unit)"
    }
    if finding.isFew, finding.total > 0 { text += " (few cases)" }
    if context.detail >= 3 {
      for detail in finding.details where !detail.value.isEmpty {
        text += "; \(detail.label) \(detail.value)"
      }
    }
    return Report.Notice(
      subject: "\(finding.provider.name)", text: text,
      certain: finding.severity < .notice, explanation: "rule \(finding.rule)",
      evidence: finding.evidence.map(\.id))
  }
}
