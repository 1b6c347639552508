// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// The findings that a state knows, with their lives.
package enum LivesReport {
  package static func report(_ lives: [FindingLife]) -> Report {
    var report = Report(title: "logscan findings")
    let table = Table(
      name: "findings",
      columns: [
        Table.Column.name("Who").asKey, Table.Column("way", .left).asKey,
        Table.Column("rule", .left).asKey, .text("about"), Table.Column("severity", .left),
        Table.Column("is", .left), Table.Column("since", .left), Table.Column("last", .left),
        Table.Column("nights"),
      ], rows: lives.map(row(of:)))
    report.sections.append(
      .init(
        name: "findings", title: "",
        blocks: lives.isEmpty ? [.paragraph("No findings.")] : [.table(table)]))
    return report
  }

  private static func row(of life: FindingLife) -> [Table.Cell] {
    [
      .text(AttentionSection.subject(life.identity.peer)),
      .text(life.identity.peer.direction.name), .text(life.identity.rule),
      .text(life.identity.subject), .text(life.finding.severity.name), .text(life.status.rawValue),
      .text(NightSection.date(life.since)), .text(NightSection.date(life.last)),
      .count(life.nights),
    ]
  }
}
