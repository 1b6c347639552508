// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Mail in the clear after a failed handshake: in a new session, or in the same one.
enum FallbackSection: ReportSection {
  static let name = "fallback"
  static let title = "Plaintext after a failed handshake"
  static let leastDetail = 3

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var blocks: [Report.Block] = []
    if !summary.fallbacks.isEmpty {
      var table = Table(
        name: "pairs",
        columns: [
          .text("Provider"), Table.Column("", .left), Table.Column("failed at", .left),
          Table.Column("after"),
          Table.Column("mail", .left), Table.Column("failed", .left).asKey,
          Table.Column("in the clear", .left).asKey,
        ], total: summary.fallbacks.count)
      table.rows = context.limited(summary.fallbacks).map { pair in
        [
          .text(pair.provider.label), .text(pair.direction == .inbound ? "in" : "out"),
          context.cell(pair.failed.start, of: summary), .duration(pair.gap),
          .text(pair.delivered ? "yes" : "no"), .id(pair.failed.id), .id(pair.plaintext.id),
        ]
      }
      blocks.append(.table(table))
    }
    let continued = summary.rankedByDirection.filter { $0.tls.continuedInPlaintext > 0 }
    if !continued.isEmpty {
      let rows = context.limited(continued).map { tally -> [Table.Cell] in
        [
          .text(tally.provider.label), .text(tally.direction == .inbound ? "in" : "out"),
          .count(tally.tls.continuedInPlaintext),
          .share(tally.tls.continuedInPlaintext, of: tally.tls.states[.failed]),
        ]
      }
      blocks.append(
        .table(
          Table(
            name: "same-session",
            columns: [
              .text("Went on in the same session").asKey, Table.Column("", .left).asKey,
              Table.Column("sess"),
              Table.Column("of failed%"),
            ], rows: rows, total: continued.count)))
    }
    return blocks
  }
}
