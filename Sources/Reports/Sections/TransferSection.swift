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
    func row(
      _ name: String, of whole: (ProviderTally) -> Int, _ count: (ProviderTally) -> Int
    ) -> [Table.Cell]? {
      let (a, b) = (count(inbound), count(outbound))
      guard a + b > 0 else { return nil }
      func cells(_ count: Int, _ tally: ProviderTally) -> [Table.Cell] {
        let isLogged = whole(tally) > 0 || tally.messages == 0
        return [.count(ifLogged: isLogged ? count : nil), .share(count, of: whole(tally))]
      }
      return [.text(name)] + cells(a, inbound) + cells(b, outbound)
    }
    func commands(_ tally: ProviderTally) -> Int { tally.transfer.commandsTold }
    func parameters(_ tally: ProviderTally) -> Int { tally.transfer.parametersTold }
    func all(_ tally: ProviderTally) -> Int { tally.messages }
    var rows: [[Table.Cell]?] = [
      row("DATA", of: commands) { $0.transfer.messages[.data] },
      row("BDAT", of: commands) { $0.transfer.messages[.bdat] },
      row("BDAT in several chunks", of: commands) { $0.transfer.multiChunk },
      row("command not logged", of: all) { $0.messages - commands($0) },
    ]
    for body in Transaction.BodyKind.allCases {
      rows.append(
        row(body == .unstated ? "no BODY" : "BODY=\(body.name)", of: parameters) {
          $0.transfer.bodies[body]
        })
    }
    rows.append(row("SMTPUTF8", of: parameters) { $0.transfer.smtputf8 })
    rows.append(row("parameters not logged", of: all) { $0.messages - parameters($0) })
    let columns = ["in", "in%", "out", "out%"].map { Table.Column($0) }
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "messages", columns: [.text("Delivered messages with")] + columns,
          rows: rows.compactMap(\.self)))
    ]
    let octets = [inbound, outbound].filter { $0.messages > 0 }.map { tally -> [Table.Cell] in
      [
        .text(tally.direction.name), .octets(tally.loggedOctets(by: .data)),
        .octets(tally.loggedOctets(by: .bdat)),
        .count(ifLogged: tally.ifCommandsLogged(tally.transfer.chunks)),
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
