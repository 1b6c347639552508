// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Who sends through whom, and whose mail exchanger is another's.
enum SendersSection: ReportSection {
  static let name = "senders"
  static let title = "Who sends and receives through whom"
  static let leastDetail = 5

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var blocks: [Report.Block] = []
    for direction in Session.Direction.allCases {
      let domains = summary.domains.filter { $0.direction == direction && $0.owner != $0.provider }
        .sorted { a, b in
          if a.messages != b.messages { return a.messages > b.messages }
          if a.sessions != b.sessions { return a.sessions > b.sessions }
          return (a.domain, a.provider) < (b.domain, b.provider)
        }
      guard !domains.isEmpty else { continue }
      let isInbound = direction == .inbound
      var table = Table(
        name: direction.name,
        columns: [
          .text(isInbound ? "Mail from" : "Mail to"), .text(isInbound ? "came through" : "went to"),
          Table.Column("sess"), Table.Column("msgs"),
        ], total: domains.count)
      table.rows = context.limited(domains).map {
        [.text($0.domain), .text($0.provider.label), .count($0.sessions), .count($0.messages)]
      }
      blocks.append(.table(table))
    }
    return blocks
  }
}
