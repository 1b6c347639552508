// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// How sessions ended, and who leaves without QUIT. The denominator of QUIT is the sessions that
/// delivered a message and that the client ended: probes, scanners and our own failures would drown
/// it otherwise.
enum EndingsSection: ReportSection {
  static let name = "endings"
  static let title = "How sessions ended"
  static let leastDetail = 4

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    guard summary.inbound.units + summary.outbound.units > 0 else { return [] }
    let endings = SessionEnd.allCases.filter {
      summary.inbound.endings[$0] + summary.outbound.endings[$0] > 0
    }
    let rows = endings.map { ending -> [Table.Cell] in
      let (inbound, outbound) = (summary.inbound, summary.outbound)
      return [
        .text(ending.words), .count(inbound.endings[ending]),
        .share(inbound.endings[ending], of: inbound.units), .count(outbound.endings[ending]),
        .share(outbound.endings[ending], of: outbound.units),
      ]
    }
    let columns = ["in", "in%", "out", "out%"].map { Table.Column($0) }
    return [.table(Table(name: "endings", columns: [.text("Ended by")] + columns, rows: rows))]
      + scorecard(of: summary, in: context)
  }

  /// Inbound providers that delivered mail, those with the most sessions without QUIT first.
  private static func scorecard(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let tallies = summary.ranked(.inbound).filter { $0.endedByClient > $0.quitByClient }
      .largestFirst { $0.endedByClient - $0.quitByClient }
    guard !tallies.isEmpty else { return [] }
    let shown: [SessionEnd] = [.lostAfterMessage, .lostIdle, .lostInCommand, .timedOut, .killed]
    var table = Table(
      name: "quit",
      columns: [.text("Delivered, no QUIT")]
        + (["sess", "QUIT%"] + shown.map(\.shortName)).map { Table.Column($0) },
      total: tallies.count)
    table.rows = context.limited(tallies).map { tally in
      [
        .text(tally.provider.label), .count(tally.delivering),
        .share(tally.quitByClient, of: tally.endedByClient),
      ] + shown.map { .count(tally.endingsDelivering[$0]) }
    }
    return [.table(table)]
  }
}
