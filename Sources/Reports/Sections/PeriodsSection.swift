// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// One row for each day, month or year: whether something grows or gets better. Only with `--by`.
enum PeriodsSection: ReportSection {
  static let name = "periods"
  static let title = "Over time"
  static let leastDetail = 0

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    guard let periods = summary.periods, !periods.rows.isEmpty else { return [] }
    // All of them: who asks for days looks for one, and a gap would be read as a day without mail.
    var table = Table(
      name: "periods",
      columns: [Table.Column(periods.length.rawValue.capitalizedASCII, .left)]
        + [
          "sess", "msgs", "TLS%", "plain%", "QUIT%", "CHUNK%", "BDAT%", "UTF8%", "UTF8 used%",
        ].map { Table.Column($0) }, total: periods.rows.count)
    table.rows = periods.rows.map { row in
      [.text(label(of: row, periods.length))] + cells(row.inbound, row.outbound)
    }
    return [
      .table(table),
      .paragraph(
        "TLS, plain: of the sessions that were greeted. QUIT: of those that delivered mail to us. "
          + "CHUNK, UTF8: servers' sessions with the offer of CHUNKING and SMTPUTF8. BDAT, UTF8 used: "
          + "of the messages of which the log states it."),
    ]
  }

  /// `2026-11-23`, `2026-11`, `2026`.
  static func label(of row: PeriodTally.Row, _ length: PeriodTally.Length) -> String {
    guard let start = row.start else { return "earlier" }
    let date = TimeText.date(start)
    switch length {
    case .day: return date
    case .month: return String(date.dropLast(3))
    case .year: return String(date.dropLast(6))
    }
  }

  private static func cells(_ inbound: ProviderTally, _ outbound: ProviderTally) -> [Table.Cell] {
    let transfers = [inbound.transfer, outbound.transfer]
    let commandsTold = transfers.reduce(0) { $0 + $1.commandsTold }
    let parametersTold = transfers.reduce(0) { $0 + $1.parametersTold }
    let encrypted = inbound.tls.encrypted + outbound.tls.encrypted
    let whole = [inbound, outbound].reduce(0) { $0 + $1.encryptable }
    let offers = outbound.offers
    return [
      .count(inbound.units + outbound.units), .count(inbound.messages + outbound.messages),
      .share(encrypted, of: whole),
      .share(inbound.greetedInPlaintext + outbound.greetedInPlaintext, of: whole),
      .share(inbound.quitByClient, of: inbound.endedByClient),
      .share(offers.offered[.chunking], of: offers.sessions),
      .share(transfers.reduce(0) { $0 + $1.messages[.bdat] }, of: commandsTold),
      .share(offers.offered[.smtputf8], of: offers.sessions),
      .share(transfers.reduce(0) { $0 + $1.smtputf8 }, of: parametersTold),
    ]
  }
}

extension String {
  /// With a capital letter at the beginning.
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
