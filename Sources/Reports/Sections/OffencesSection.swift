// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// Breaches of the protocol by peers that connected to us.
enum OffencesSection: ReportSection {
  static let name = "offences"
  static let title = "Breaches of the protocol"
  static let leastDetail = 4

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let offences = Offence.allCases.filter { summary.inbound.offences[$0] > 0 }
      .sorted { summary.inbound.offences[$0] > summary.inbound.offences[$1] }
    guard !offences.isEmpty else { return [] }
    let ranked = summary.ranked(.inbound)
    let rows = offences.map { offence -> [Table.Cell] in
      let offenders = ranked.filter { $0.offences[offence] > 0 }
        .largestFirst { $0.offences[offence] }
      let names = offenders.prefix(3).map { "\($0.provider.label) \($0.offences[offence])" }
      let count = summary.inbound.offences[offence]
      return [
        .text(offence.name), .count(count), .share(count, of: summary.inbound.units),
        .count(offenders.count), .text(names.joined(separator: ", ")),
      ]
    }
    return [
      .table(
        Table(
          name: "kinds",
          columns: [
            Table.Column("Offence", .left), Table.Column("sess"), Table.Column("sess%"),
            Table.Column("providers"), .text("most by"),
          ], rows: rows))
    ]
  }
}
