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
      let domains = ranked(summary.domains, direction)
      guard !domains.isEmpty else { continue }
      let isInbound = direction == .inbound
      var table = Table(
        name: direction.name,
        columns: [
          .text(isInbound ? "Mail from" : "Mail to").asKey,
          .text(isInbound ? "came through" : "went to").asKey,
          Table.Column("sess"), Table.Column("msgs"),
        ], total: domains.count)
      table.rows = context.limited(domains).map { place in
        let pair = summary.domains[place]
        return [
          .text(pair.domain), .text(pair.provider.label), .count(pair.sessions),
          .count(pair.messages),
        ]
      }
      blocks.append(.table(table))
    }
    if summary.messagesOfOtherDomains > 0 {
      blocks.append(
        .paragraph(
          "\(NumberText.counted(summary.messagesOfOtherDomains, "message")) went through pairs of domain "
            + "and provider that are too many to be kept apart"))
    }
    return blocks
  }

  /// Places of the domains that go through another one's host, largest first, then by name.
  private static func ranked(
    _ domains: [CarriedDomain], _ direction: Session.Direction
  ) -> [Int] {
    domains.indices
      .filter {
        domains[$0].direction == direction && domains[$0].owner != domains[$0].provider
      }
      .sorted { a, b in
        if domains[a].messages != domains[b].messages {
          return domains[a].messages > domains[b].messages
        }
        if domains[a].sessions != domains[b].sessions {
          return domains[a].sessions > domains[b].sessions
        }
        if domains[a].domain != domains[b].domain { return domains[a].domain < domains[b].domain }
        return domains[a].provider < domains[b].provider
      }
  }
}
