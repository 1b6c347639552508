// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Whose certificates verify, and what is wrong with the others.
enum CertificatesSection: ReportSection {
  static let name = "certificates"
  static let title = "Certificates of the peers"
  static let leastDetail = 4

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var blocks: [Report.Block] = []
    var rows: [[Table.Cell]] = []
    for direction in Session.Direction.allCases {
      let tls = summary.total(direction).tls
      guard tls.encrypted > 0 else { continue }
      rows.append(
        [.text(direction.name), .count(tls.encrypted)]
          + [
            tls.methods[.pkix], tls.methods[.daneTA], tls.methods[.daneEE],
            tls.certificates[.offeredBad], tls.certificates[.none],
          ].map { .share($0, of: tls.encrypted) })
    }
    guard !rows.isEmpty else { return [] }
    let titles = ["encrypted", "PKI%", "DANE-TA%", "DANE-EE%", "bad%", "none%"]
    blocks.append(
      .table(
        Table(
          name: "verification",
          columns: [.text("Direction")] + titles.map { Table.Column($0) }, rows: rows)))
    blocks += reasons(of: summary, in: context)
    return blocks
  }

  /// Why certificates did not verify, and why handshakes failed, by provider.
  private static func reasons(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    var rows: [(count: Int, cells: [Table.Cell])] = []
    summary.rankedByDirection.forEach { tally in
      let tls = tally.tls
      if tls.verifyErrors.isEmpty, tls.handshakeErrors.isEmpty { return }
      let name = "\(tally.provider.label) (\(tally.direction == .inbound ? "in" : "out"))"
      for entry in tls.verifyErrors.ranked {
        let text = OpenSSLVerifyError.text(entry.key.number)
        rows.append(
          (
            entry.count,
            [.text(name), .text(text), .count(entry.count), .id(entry.first.id)]
          ))
      }
      for entry in tls.handshakeErrors.ranked {
        rows.append(
          (
            entry.count,
            [
              .text(name), .text("handshake: \(entry.key)"), .count(entry.count),
              .id(entry.first.id),
            ]
          ))
      }
    }
    guard !rows.isEmpty else { return [] }
    // Swift's sort is stable: rows of one count stay in the order of their providers.
    rows.sort { $0.count > $1.count }
    var table = Table(
      name: "failures",
      columns: [
        .text("Provider"), .text("What failed"), Table.Column("sess"), Table.Column("see", .left),
      ],
      total: rows.count)
    table.rows = context.limited(rows).map(\.cells)
    return [.table(table)]
  }
}
