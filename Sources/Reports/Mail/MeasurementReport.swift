// SPDX-License-Identifier: Apache-2.0
package import MIME
package import ProviderFindings

/// The report on a measurement: what the encodings cost, where, and what could be saved.
package struct MeasurementReport {
  let measurement: Measurement
  let tally: CorpusTally
  let providers: [String: SizeTally]
  /// Nil where the cost in energy is not wanted, or there is nothing that could cost any.
  let cost: CostReport?
  let detail: Int
  /// Rows of each table; 0 for all.
  let top: Int

  /// - Parameters:
  ///   - aliases: names providers as in the reports on logs.
  ///   - cost: what the encodings cost in energy; nil to leave it out.
  ///   - top: rows of each table, 0 for all; nil for as many as the detail suggests.
  package init(
    _ measurement: Measurement, aliases: AliasTable, cost: CostReport?, detail: Int, top: Int?
  ) {
    self.measurement = measurement
    tally = measurement.tally
    providers = measurement.byProvider(aliases)
    self.cost = cost
    self.detail = detail
    self.top = top ?? (detail < 6 ? 3 : detail < 10 ? 20 : 0)
  }

  package func report() -> Report {
    var report = Report(title: "logscan mime measure")
    guard tally.total.messages > 0 else {
      report.sections = [nothing]
      return report
    }
    let sections: [(leastDetail: Int, section: () -> Report.Section)] = [
      (0, { answer }), (1, { cost?.costs ?? none }), (2, { savings }), (6, { proportions }),
      (3, { encodings }), (3, { types }), (4, { senders }), (4, { years }), (4, { mailboxes }),
      (5, { distribution }), (5, { traits }), (5, { wasteful }), (6, { ambiguous }),
      (6, { defects }), (7, { cost?.parameterTable ?? none }), (3, { coverage }),
      (5, { cost?.caveatSection ?? none }),
    ]
    report.sections = sections.filter { $0.leastDetail <= detail }.map { $0.section() }
    report.sections.removeAll { $0.blocks.isEmpty }
    return report
  }

  func section(_ name: String, _ title: String, _ blocks: [Report.Block]) -> Report.Section {
    Report.Section(name: name, title: title, blocks: blocks)
  }

  private var none: Report.Section { section("", "", []) }

  /// What there is to say where no message was found.
  private var nothing: Report.Section {
    section(
      "summary", "What base64 costs",
      [.headline("NOTHING RECOGNISED: no mail in the input", alert: true)] + coverage.blocks)
  }

  // MARK: Coverage

  private var coverage: Report.Section {
    let coverage = measurement.coverage
    let others = [
      (coverage.notMail, "not mail"), (coverage.empty, "empty"),
      (coverage.unreadable, "not (completely) readable"), (coverage.skipped, "passed over"),
    ].filter { $0.0 > 0 }.map { "\($0.1) \(NumberText.grouped($0.0))" }
    return section(
      "coverage", "What was read",
      [
        .paragraph(
          "\(NumberText.counted(coverage.files, "file")) with mail, \(exactly(coverage.octets)) read; "
            + (others.isEmpty ? "nothing left out" : others.joined(separator: ", ")) + ".")
      ])
  }

  /// Says first that something is missing.
  var incomplete: [Report.Block] {
    let count = measurement.coverage.unreadable
    guard count > 0 else { return [] }
    return [
      .headline(
        "INCOMPLETE: \(NumberText.counted(count, "input")) could not be read, or not to the end",
        alert: true)
    ]
  }

  // MARK: Text

  func octets(_ count: Int) -> String { NumberText.octets(UInt64(max(0, count))) }

  func exactly(_ count: Int) -> String { NumberText.octetsExactly(UInt64(max(0, count))) }

  func percent(_ part: Int, _ whole: Int) -> String {
    NumberText.percent(Ratio(census: max(0, part), of: whole)) + " %"
  }

  func cell(_ count: Int) -> Table.Cell { .octets(UInt64(max(0, count))) }
}

extension Measurement {
  /// The sizes of messages by the sender's provider.
  package func byProvider(_ aliases: AliasTable) -> [String: SizeTally] {
    var directory = ProviderDirectory(aliases: aliases)
    var rows: [String: SizeTally] = [:]
    for (domain, sizes) in tally.byDomain {
      // Domains beyond the table's limit are of many providers.
      let name =
        domain == CorpusTally.otherKey
        ? domain : directory.provider(ofName: domain)?.name ?? CorpusTally.unknownKey
      rows[name, default: SizeTally()].merge(sizes)
    }
    return rows
  }
}
