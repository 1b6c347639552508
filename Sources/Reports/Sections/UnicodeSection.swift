// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// What became of addresses with characters outside ASCII (RFC 6531). The SMTPUTF8 parameter says
/// less: a client may send it with each message to a server that offers it.
enum UnicodeSection: ReportSection {
  static let name = "unicode"
  static let title = "Addresses outside ASCII"
  static let leastDetail = 3

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let tallies = summary.rankedByDirection.filter { $0.unicode.seen > 0 }
      .largestFirst { $0.unicode.refused }.largestFirst { $0.unicode.givenUp }
    guard !tallies.isEmpty else { return [] }
    var table = Table(
      name: "providers",
      columns: [.text("Provider").asKey, Table.Column("", .left).asKey]
        + ["seen", "accepted", "refused", "given up", "accepted%"].map { Table.Column($0) },
      total: tallies.count)
    table.rows = context.limited(tallies).map { tally in
      let unicode = tally.unicode
      return [
        .text(tally.provider.label), .text(tally.direction == .inbound ? "from" : "to"),
        .count(unicode.seen), .count(unicode.accepted), .count(unicode.refused),
        .count(unicode.givenUp), .share(unicode.accepted, of: unicode.seen),
      ]
    }
    var blocks = [Report.Block.table(table)]
    if context.detail >= 5 {
      blocks.append(
        .paragraph(
          "given up: messages that our client did not offer, since the server lacks SMTPUTF8."))
      blocks.append(.hint("'sessions --where unicode' lists the sessions."))
    }
    return blocks
  }
}
