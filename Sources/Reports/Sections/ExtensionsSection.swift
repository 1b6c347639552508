// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Service extensions that the servers we send to offer, and what was used of them.
enum ExtensionsSection: ReportSection {
  static let name = "extensions"
  static let title = "Service extensions offered to us"
  static let leastDetail = 4

  private static let usable: [KnownKeyword] = [
    .startTLS, .eightBitMIME, .chunking, .binaryMIME, .smtputf8,
  ]

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let offers = summary.outbound.offers
    guard offers.sessions > 0 else { return [] }
    var table = Table(
      name: "keywords",
      columns: [
        .text("EHLO keyword"), Table.Column("offered"), Table.Column("offered%"),
        Table.Column("used"), Table.Column("used%"),
      ])
    for keyword in KnownKeyword.allCases where offers.offered[keyword] > 0 {
      let whole =
        keyword == .startTLS ? offers.offered[keyword] : offers.offeredDelivering[keyword]
      let isUsable = usable.contains(keyword)
      table.rows.append([
        .text(keyword.name), .count(offers.offered[keyword]),
        .share(offers.offered[keyword], of: offers.sessions),
        isUsable ? .count(offers.used[keyword]) : .blank,
        isUsable ? .share(offers.used[keyword], of: whole) : .blank,
      ])
    }
    for entry in offers.otherKeywords.ranked {
      table.rows.append([
        .text(entry.key), .count(entry.count), .share(entry.count, of: offers.sessions), .blank,
        .blank,
      ])
    }
    table.total = table.rows.count
    table.rows = Array(context.limited(table.rows))
    var blocks = [Report.Block.table(table)]
    if offers.binaryWithoutChunking > 0 {
      blocks.append(
        .paragraph(
          "BINARYMIME without CHUNKING, which cannot be used (RFC 3030 section 3): "
            + HeadSection.counted(offers.binaryWithoutChunking, "session")))
    }
    if context.detail >= 5 { blocks += byProvider(summary, context) }
    return blocks
  }

  private static func byProvider(_ summary: Summary, _ context: ReportContext) -> [Report.Block] {
    let tallies = summary.ranked(.outbound).filter { $0.offers.sessions > 0 }
    guard tallies.count > 1 else { return [] }
    var table = Table(
      name: "providers",
      columns: [.text("Offered by")] + usable.map { Table.Column("\(shortName($0))%") },
      total: tallies.count)
    table.rows = context.limited(tallies).map { tally in
      [.text(tally.provider.label)]
        + usable.map { .share(tally.offers.offered[$0], of: tally.offers.sessions) }
    }
    return [.table(table)]
  }

  /// Keywords short enough for five columns beside a name.
  private static func shortName(_ keyword: KnownKeyword) -> String {
    switch keyword {
    case .eightBitMIME: "8BIT"
    case .binaryMIME: "BINARY"
    case .smtputf8: "UTF8"
    default: keyword.name
    }
  }
}
