// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// Refusals by command, reply code and enhanced status code: by us (inbound) and of us (outbound).
enum RefusalsSection: ReportSection {
  static let name = "refusals"
  static let title = "Refusals"
  static let leastDetail = 3

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var blocks: [Report.Block] = []
    for direction in Session.Direction.allCases {
      let tally = summary.total(direction).refusals
      let entries = tally.entries.sorted { $0.count > $1.count }
      guard !entries.isEmpty else { continue }
      var table = Table(
        name: direction.name,
        columns: [
          Table.Column(direction == .inbound ? "We refused" : "Refused to us", .left).asKey,
          Table.Column("reply", .left).asKey, Table.Column("count"), .text("text").asKey,
          Table.Column("see", .left),
        ], total: entries.count)
      table.rows = context.limited(entries).map { entry in
        [
          .text(entry.key.verb.name), .text(reply(entry.key)), .count(entry.count),
          .text(entry.line), .id(entry.first.id),
        ]
      }
      blocks.append(.table(table))
      if entries.contains(where: \.key.implied) {
        blocks.append(
          .paragraph(
            "* the log has the text alone; the reply is the one that the server sends with it "
              + "(until the end of 2018: sent in June 2018)."))
      }
      if context.detail >= 5 { blocks += byProvider(summary, direction, context) }
    }
    return blocks
  }

  static func reply(_ key: RefusalKey) -> String {
    let code = key.codeText ?? "?"
    let enhanced = key.enhanced.map { " \($0)" } ?? ""
    return code + enhanced + (key.implied ? "*" : "")
  }

  private static func byProvider(
    _ summary: Summary, _ direction: Session.Direction, _ context: ReportContext
  ) -> [Report.Block] {
    let tallies = summary.ranked(direction).filter { $0.refusals.total > 0 }
      .largestFirst { $0.refusals.total }
    guard tallies.count > 1 else { return [] }
    var table = Table(
      name: "\(direction.name)-providers",
      columns: [
        .text("Provider"), Table.Column("4xx"), Table.Column("5xx"),
        Table.Column("sessions"), Table.Column("sessions%"), .text("most often"),
      ],
      total: tallies.count)
    table.rows = context.limited(tallies).map { tally in
      let refusals = tally.refusals
      let most = refusals.entries.max { $0.count < $1.count }
      return [
        .text(tally.provider.label), .count(refusals.count(ofClass: 4)),
        .count(refusals.count(ofClass: 5)), .count(refusals.sessions),
        .share(refusals.sessions, of: tally.units),
        most.map { .text("\($0.key.verb.name) \(reply($0.key))") } ?? .blank,
      ]
    }
    return [.table(table)]
  }
}
