// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// How messages were transferred: DATA or BDAT, chunks, BODY and SMTPUTF8.
enum TransferSection: ReportSection {
  static let name = "transfer"
  static let title = "How messages were transferred"
  static let leastDetail = 4

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let (inbound, outbound) = (summary.inbound, summary.outbound)
    guard inbound.messages + outbound.messages > 0 else { return [] }
    func row(_ name: String, _ count: (ProviderTally) -> Int) -> [Table.Cell]? {
      let (a, b) = (count(inbound), count(outbound))
      guard a + b > 0 else { return nil }
      return [
        .text(name), .count(a), .share(a, of: inbound.messages), .count(b),
        .share(b, of: outbound.messages),
      ]
    }
    var rows: [[Table.Cell]?] = [
      row("DATA") { $0.transfer.messages[.data] },
      row("BDAT") { $0.transfer.messages[.bdat] },
      row("BDAT in several chunks") { $0.transfer.multiChunk },
    ]
    for body in Transaction.BodyKind.allCases {
      rows.append(
        row(body == .unstated ? "no BODY" : "BODY=\(body.name)") { $0.transfer.bodies[body] })
    }
    rows.append(row("SMTPUTF8") { $0.transfer.smtputf8 })
    let columns = ["in", "in%", "out", "out%"].map { Table.Column($0) }
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "messages", columns: [.text("Delivered messages with")] + columns,
          rows: rows.compactMap(\.self)))
    ]
    let octets = [inbound, outbound].filter { $0.messages > 0 }.map { tally -> [Table.Cell] in
      [
        .text(tally.direction.name), .octets(tally.transfer.dataOctets),
        .octets(tally.transfer.bdatOctets), .count(tally.transfer.chunks),
      ]
    }
    blocks.append(
      .table(
        Table(
          name: "octets",
          columns: [
            .text("Octets"), Table.Column("by DATA"), Table.Column("by BDAT"),
            Table.Column("chunks"),
          ], rows: octets)))
    return blocks
  }
}
