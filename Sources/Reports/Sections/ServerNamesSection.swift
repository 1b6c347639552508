// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Names that peers asked for by SNI and that no certificate of ours has.
enum ServerNamesSection: ReportSection {
  static let name = "sni"
  static let title = "Names asked for by SNI without a certificate of ours"
  static let leastDetail = 3

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let entries = summary.inbound.missingCertificates.ranked
    guard !entries.isEmpty else { return [] }
    let askers = summary.ranked(.inbound).filter { !$0.missingCertificates.isEmpty }
    var table = Table(
      name: "names",
      columns: [
        .text("Name"), Table.Column("asked"), .text("by"), Table.Column("see", .left),
      ], total: entries.count)
    table.rows = context.limited(entries).map { entry in
      let askers = askers.filter { tally in
        tally.missingCertificates.entries.contains { $0.key == entry.key }
      }
      return [
        .text(entry.key.isEmpty ? "(no name in the log)" : entry.key), .count(entry.count),
        .text(askers.map(\.provider.label).joined(separator: ", ")), .id(entry.first.id),
      ]
    }
    return [.table(table)]
  }
}
