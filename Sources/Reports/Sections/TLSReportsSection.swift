// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

/// What others report of TLS with our servers (RFC 8460), beside what our log has of them.
enum TLSReportsSection: ReportSection {
  static let name = "tlsrpt"
  static let title = "What others report of TLS with us"
  static let leastDetail = 1

  static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    guard let received = summary.received else { return [] }
    let rows = received.byName
    var table = Table(
      name: "reports",
      columns: [
        .text("Who reports"), .text("first day"), .text("last day"), Table.Column("sessions"),
        Table.Column("failed"), Table.Column("ours"), Table.Column("in TLS"),
        Table.Column("failed "),
      ],
      total: rows.count)
    table.columns[table.columns.count - 1].field = "handshakes failed"
    table.rows = context.limited(rows).map { row in
      let ours = Self.ours(row.provider, summary)
      let sessions = row.reports.reduce(0) { $0 + $1.successful + $1.failed }
      return [
        .text(row.name), .text(Self.date(row.reports.map(\.days.lowerBound).min())),
        .text(Self.date(row.reports.map(\.days.upperBound).max())), .count(sessions),
        .count(row.reports.reduce(0) { $0 + $1.failed }),
        ours.map { .count($0.units) } ?? .blank, ours.map { .count($0.tls.encrypted) } ?? .blank,
        ours.map { .count($0.tls.states[.failed]) } ?? .blank,
      ]
    }
    var blocks: [Report.Block] = rows.isEmpty ? [] : [.table(table)]
    blocks += failures(received, context)
    let differences = rows.flatMap { Self.differences($0.name, $0.provider, $0.reports, summary) }
    if !differences.isEmpty { blocks.append(.list(differences)) }
    if received.duplicates > 0 {
      blocks.append(
        .paragraph(
          "\(NumberText.counted(received.duplicates, "report")) came again and count once."))
    }
    if !received.problems.isEmpty {
      blocks.append(
        .list(received.problems.prefix(10).map { "not read: \($0.input): \($0.reason)" }))
    }
    return blocks
  }

  /// What the log has of sessions that came from a provider.
  private static func ours(_ provider: Provider?, _ summary: Summary) -> ProviderTally? {
    guard let provider else { return nil }
    var found: ProviderTally?
    summary.ranked(.inbound).forEach { if $0.provider == provider { found = $0 } }
    return found
  }

  private static func date(_ day: Int?) -> String {
    day.map { TimeText.date(CivilTime(LogTimestamp(day: $0))) } ?? ""
  }

  /// Why their sessions failed, most first.
  private static func failures(
    _ received: ReceivedTLSReports, _ context: ReportContext
  ) -> [Report.Block] {
    var counts: [[String]: Int] = [:]
    for report in received.reports {
      for failure in report.failures where failure.sessions > 0 {
        counts[[report.name, failure.result, failure.reason, failure.host], default: 0] +=
          failure.sessions
      }
    }
    guard !counts.isEmpty else { return [] }
    let order = counts.sorted { a, b in
      a.value != b.value ? a.value > b.value : a.key.lexicographicallyPrecedes(b.key)
    }
    var table = Table(
      name: "failures",
      columns: [
        .text("Who reports"), .text("What failed"), .text("Reason"), .text("Our host"),
        Table.Column("sessions"),
      ],
      total: order.count)
    table.rows = context.limited(order).map { row in
      row.key.map { .text($0) } + [.count(row.value)]
    }
    return [.table(table)]
  }

  /// Where the two sides contradict each other, or cannot be compared.
  private static func differences(
    _ name: String, _ provider: Provider?, _ reports: [ReceivedTLSReport], _ summary: Summary
  ) -> [String] {
    guard let period = summary.period else { return [] }
    let days = period.first.day...period.last.day
    // Days of UTC and of the log's clock differ at their edges.
    let covered = reports.filter {
      days.lowerBound <= $0.days.lowerBound + 1 && $0.days.upperBound - 1 <= days.upperBound
    }
    if covered.count < reports.count {
      let outside = reports.count - covered.count
      return [
        "\(name): \(NumberText.counted(outside, "report")) about days that the log does not cover"
      ]
    }
    let sessions = reports.reduce(0) { $0 + $1.successful + $1.failed }
    guard let ours = ours(provider, summary) else {
      return sessions == 0
        ? []
        : [
          "\(name): counts \(NumberText.counted(sessions, "session")) with us; the log has none that is known to be theirs"
        ]
    }
    var found: [String] = []
    let failed = reports.reduce(0) { $0 + $1.failed }
    let ourFailed = ours.tls.states[.failed]
    if failed > ourFailed {
      found.append(
        "\(name): counts \(failed) failed sessions; the log shows \(ourFailed) failed handshakes of theirs: the rest "
          + "failed before they reached us, or at the certificate, after which they left")
    }
    let successful = sessions - failed
    if successful > ours.tls.encrypted {
      found.append(
        "\(name): counts \(successful) sessions in TLS; the log has \(ours.tls.encrypted) of theirs: it is not whole, or "
          + "they come under another name as well")
    }
    return found
  }
}
