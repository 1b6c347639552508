// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// What became of addresses whose local part is a quoted string (RFC 5321 section 4.1.2).
enum QuotedSection: ReportSection {
  static let name = "quoted"
  static let title = "Addresses with a quoted local part"
  static let leastDetail = 3

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let tallies = summary.rankedByDirection.filter { $0.quoted.seen > 0 }
      .largestFirst { $0.quoted.refused }.largestFirst { $0.quoted.mangled }
    guard !tallies.isEmpty else { return [] }
    var table = Table(
      name: "providers",
      columns: [.text("Provider").asKey, Table.Column("", .left).asKey]
        + ["seen", "accepted", "refused", "mangled", "accepted%"].map { Table.Column($0) },
      total: tallies.count)
    table.rows = context.limited(tallies).map { tally in
      let quoted = tally.quoted
      return [
        .text(tally.provider.label), .text(tally.direction == .inbound ? "from" : "to"),
        .count(quoted.seen), .count(quoted.accepted), .count(quoted.refused),
        .count(quoted.mangled), .share(quoted.accepted, of: quoted.accepted + quoted.refused),
      ]
    }
    var blocks = [Report.Block.table(table)]
    if context.detail >= 5 {
      blocks.append(
        .paragraph("mangled: the reply that refused the address shows it without its quotes."))
    }
    return blocks
  }
}
