// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// What was read, and what the log cannot tell.
  var coverage: [Table] {
    let open = unknown
    return [read]
      + CoverageSection.missing(summary.coverage, ReportContext(zone: zone)).compactMap {
        if case .table(let table) = $0 { table } else { nil }
      } + (open.rows.isEmpty ? [] : [open])
  }

  /// The counts that are not zero; those of records and sessions always.
  private var read: Table {
    var table = CoverageSection.counts(summary.coverage)
    // What a state gives alone was read on other days.
    let always =
      summary.coverage.files > 0
      ? ["files read", "records", "messages not understood", "sessions"] : ["files read"]
    table.rows.removeAll { row in
      guard case .text(let name) = row[0] else { return false }
      return (row[1] == .count(0) || row[1] == .octets(UInt64(0))) && !always.contains(name)
    }
    if let night = history.night, history.days.count > 1 {
      let span = night.days - (history.days.first?.date.days ?? night.days) + 1
      table.rows.insert(
        [
          .text("nights with a log, of the \(NumberText.grouped(span)) before and with this one"),
          .count(history.days.count),
        ], at: 0)
    }
    table.heading = "What was read"
    table.total = table.rows.count
    return table
  }

  /// Facts that the log does not state of a good part of the sessions, with the setting that would make it.
  private var unknown: Table {
    let rows = AdviceCatalogue.fitting(wide.unstated).map { entry -> [Table.Cell] in
      let advice = entry.advice
      return [
        .text(advice.missing),
        .text(
          "\(NumberText.grouped(entry.count)) of \(NumberText.grouped(entry.of)) "
            + (advice.direction == .inbound ? "sessions" : "deliveries")),
        .text(advice.file.isEmpty ? advice.setting : "\(advice.setting) in \(advice.file)"),
      ]
    }
    let facts = unsettled
    var table = Table(
      name: "unknown",
      columns: [.text("Not logged"), .text("Of"), .text("What would make it known")],
      rows: rows + facts)
    table.heading = "What the log does not state"
    return table
  }

  /// What no setting makes known.
  private var unsettled: [[Table.Cell]] {
    var rows: [[Table.Cell]] = []
    let advised = Set(AdviceCatalogue.fitting(wide.unstated).map(\.advice.fact))
    func add(
      _ fact: UnstatedTally.Fact, _ what: String, _ count: Int, of whole: Int, _ unit: String,
      _ remedy: String
    ) {
      guard count > 0, !advised.contains(fact) else { return }
      rows.append([
        .text(what),
        .text("\(NumberText.grouped(count)) of \(NumberText.grouped(whole)) \(unit)"),
        .text(remedy),
      ])
    }
    let sides = [wide.inbound, wide.outbound]
    let sum = { (number: (ProviderTally) -> Int) in sides.reduce(0) { $0 + number($1) } }
    add(
      .verification, "whether the peer's certificate was verified", sum(\.tls.verificationUntold),
      of: sum(\.tls.encrypted), "encrypted sessions",
      "a server that asks for certificates and logs the result")
    add(
      .suite, "the negotiated version of TLS",
      sum { $0.tls.encrypted - $0.tls.versions[.tls13] - $0.tls.versions[.tls12] },
      of: sum(\.tls.encrypted), "encrypted sessions",
      "the name of an older suite does not give it: a log of the version itself")
    add(
      .quit, "whether the client said QUIT", sum(\.quitUntold), of: sum(\.delivering), "sessions",
      "a build of the server that logs it")
    add(
      .octets, "the size of the message", sum(\.messagesWithoutOctets), of: sum(\.messages),
      "messages",
      "a server that logs it with the delivery")
    return rows
  }
}
