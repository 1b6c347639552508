// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
package import SessionLog

/// A summary as JSON: schema `logscan/1` (Documentation/ReportFormat.md). Counts with their
/// denominators, never percentages, never formatted numbers.
package struct SummaryJSON {
  package static let schema = "logscan/1"

  private let summary: Summary
  private let zone: ZoneRules

  package init(_ summary: Summary, zone: ZoneRules) {
    self.summary = summary
    self.zone = zone
  }

  /// The whole as one indented JSON text.
  package func document() -> [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.object { object in
      object.member("schema", SummaryJSON.schema)
      writeHead(into: &object)
      object.object("totals") { totals in
        totals.key("inbound")
        TallyJSON.write(summary.inbound, times: time, into: &totals)
        totals.key("outbound")
        TallyJSON.write(summary.outbound, times: time, into: &totals)
      }
      object.array("providers") { array in
        summary.providers.forEach { TallyJSON.write($0, times: time, into: &array) }
      }
      object.array("findings") { array in
        for place in summary.findings.indices {
          array.object { writeMembers(ofFinding: place, into: &$0) }
        }
      }
      object.array("fallbacks") { array in
        for pair in summary.fallbacks { write(pair, into: &array) }
      }
      object.array("domains") { array in
        for domain in summary.domains { write(domain, into: &array) }
      }
      object.key("periods")
      if let periods = summary.periods { write(periods, into: &object) } else { object.null() }
      object.key("comparison")
      if let comparison { comparison.write(into: &object) } else { object.null() }
      if let night = summary.night {
        object.object("night") { NightJSON.writeMembers(of: night, into: &$0) }
      }
      if let received = summary.received {
        object.array("tlsReports") { array in
          for (_, provider, reports) in received.byName {
            for report in reports {
              array.object {
                ReceivedTLSJSON.writeMembers(of: report, provider: provider, into: &$0)
              }
            }
          }
        }
      }
    }
    writer.endLine()
    return writer.octets
  }

  private func write(_ periods: PeriodTally, into writer: inout JSONWriter) {
    writer.array { array in
      for row in periods.rows {
        array.object { writeMembers(of: row, periods.length, into: &$0) }
      }
    }
  }

  private func writeMembers(
    of row: PeriodTally.Row, _ length: PeriodTally.Length, into writer: inout JSONWriter
  ) {
    writer.member("time", row.start.map { _ in PeriodsSection.label(of: row, length) })
    writer.key("inbound")
    TallyJSON.write(row.inbound, times: time, into: &writer)
    writer.key("outbound")
    TallyJSON.write(row.outbound, times: time, into: &writer)
  }

  private var comparison: ComparisonJSON? {
    summary.comparison.map { ComparisonJSON(comparison: $0, time: time) }
  }

  /// One JSON text a line, each with a `type`: `report`, `total`, `provider`, `finding`,
  /// `fallback`, `domain`; with `--by` also `period`; with an earlier report also `comparison`, `gone`, `unseen`, `share`; with a
  /// state `night`; with TLS reports of others `tls-report`.
  package func lines() -> [UInt8] {
    var writer = JSONWriter()
    line("report", into: &writer) { object in
      object.member("schema", SummaryJSON.schema)
      writeHead(into: &object)
    }
    for tally in [summary.inbound, summary.outbound] {
      line("total", into: &writer) {
        TallyJSON.writeMembers(of: tally, times: time, into: &$0)
      }
    }
    writeProviders(into: &writer)
    for place in summary.findings.indices {
      line("finding", into: &writer) { writeMembers(ofFinding: place, into: &$0) }
    }
    for pair in summary.fallbacks {
      line("fallback", into: &writer) { writeMembers(of: pair, into: &$0) }
    }
    for domain in summary.domains {
      line("domain", into: &writer) { writeMembers(of: domain, into: &$0) }
    }
    if let periods = summary.periods {
      for row in periods.rows {
        line("period", into: &writer) { writeMembers(of: row, periods.length, into: &$0) }
      }
    }
    if let comparison { writeLines(of: comparison, into: &writer) }
    if let night = summary.night {
      line("night", into: &writer) { NightJSON.writeMembers(of: night, into: &$0) }
    }
    for (_, provider, reports) in summary.received?.byName ?? [] {
      for report in reports {
        line("tls-report", into: &writer) {
          ReceivedTLSJSON.writeMembers(of: report, provider: provider, into: &$0)
        }
      }
    }
    return writer.octets
  }

  private func writeLines(of json: ComparisonJSON, into writer: inout JSONWriter) {
    line("comparison", into: &writer) { json.writeHead(into: &$0) }
    for finding in json.comparison.gone {
      line("gone", into: &writer) { json.writeMembers(of: finding, into: &$0) }
    }
    for finding in json.comparison.unseen {
      line("unseen", into: &writer) { json.writeMembers(of: finding, into: &$0) }
    }
    for change in json.comparison.shares {
      line("share", into: &writer) { json.writeMembers(of: change, into: &$0) }
    }
  }

  /// The lines of the providers alone.
  package func providerLines() -> [UInt8] {
    var writer = JSONWriter()
    writeProviders(into: &writer)
    return writer.octets
  }

  private func writeProviders(into writer: inout JSONWriter) {
    summary.providers.forEach { tally in
      line("provider", into: &writer) {
        TallyJSON.writeMembers(of: tally, times: time, into: &$0)
      }
    }
  }

  private func line(
    _ type: String, into writer: inout JSONWriter, _ body: (inout JSONWriter) -> Void
  ) {
    writer.object { object in
      object.member("type", type)
      body(&object)
    }
    writer.endLine()
  }

  private func time(_ local: LogTimestamp) -> String {
    TimeText.rfc3339(zone.zoned(local, stated: nil))
  }

  // MARK: Head

  private func writeHead(into writer: inout JSONWriter) {
    writer.member("complete", summary.coverage.isComplete)
    writer.member("messagesOfOtherDomains", summary.messagesOfOtherDomains)
    writer.key("period")
    if let period = summary.period {
      writer.object { object in
        object.member("first", time(period.first))
        object.member("last", time(period.last))
      }
    } else {
      writer.null()
    }
    writer.key("coverage")
    CoverageJSON.write(summary.coverage, into: &writer)
  }

  // MARK: Lists

  /// Name and kind: a domain that a peer claims is not the confirmed one of that name.
  private func write(_ provider: Provider, into writer: inout JSONWriter) {
    writer.member("provider", provider.name)
    writer.member("kind", provider.kind.name)
  }

  private func writeMembers(ofFinding place: Int, into writer: inout JSONWriter) {
    let finding = summary.findings[place]
    writer.member("rule", finding.rule)
    writer.member("severity", finding.severity.name)
    write(finding.provider, into: &writer)
    writer.member("direction", finding.direction.name)
    writer.member("subject", finding.subject.isEmpty ? nil : finding.subject)
    writer.member("statement", finding.statement)
    writer.member("count", finding.count)
    writer.member("total", finding.total)
    writer.member("unit", finding.unit)
    writer.member("few", finding.isFew)
    writer.array("details") { array in
      for detail in finding.details {
        array.object { object in
          object.member("label", detail.label)
          object.member("value", detail.value)
        }
      }
    }
    writer.strings("evidence", finding.evidence.map(\.id.description))
    ComparisonJSON.write(summary.change(ofFinding: place), into: &writer)
  }

  private func write(_ pair: FallbackPair, into writer: inout JSONWriter) {
    writer.object { writeMembers(of: pair, into: &$0) }
  }

  private func writeMembers(of pair: FallbackPair, into writer: inout JSONWriter) {
    write(pair.provider, into: &writer)
    writer.member("direction", pair.direction.name)
    writer.member("failed", pair.failed.id.description)
    writer.member("plaintext", pair.plaintext.id.description)
    writer.member("start", time(pair.failed.start))
    writer.member("gapMicroseconds", pair.gap)
    writer.member("sameAddress", pair.sameAddress)
    writer.member("delivered", pair.delivered)
  }

  private func write(_ domain: CarriedDomain, into writer: inout JSONWriter) {
    writer.object { writeMembers(of: domain, into: &$0) }
  }

  private func writeMembers(of domain: CarriedDomain, into writer: inout JSONWriter) {
    writer.member("domain", domain.domain)
    writer.member("owner", domain.owner.name)
    write(domain.provider, into: &writer)
    writer.member("direction", domain.direction.name)
    writer.member("sessions", domain.sessions)
    writer.member("messages", domain.messages)
  }
}
