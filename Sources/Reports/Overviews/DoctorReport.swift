// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// What was recognised and what was not: for the operator who wonders whether to believe a report.
package enum DoctorReport {
  /// Lines and messages of each kind that are shown.
  package static let sampleLimit = 10

  package static func report(on summary: Summary, context: ReportContext) -> Report {
    let coverage = summary.coverage
    var report = Report(title: "logscan doctor")
    report.sections.append(
      .init(name: "verdict", title: "", blocks: [verdict(coverage)]))
    report.sections.append(
      .init(
        name: "coverage", title: CoverageSection.title,
        blocks: [.table(CoverageSection.counts(coverage))]))
    add("missing", "Not read, or not to the end", CoverageSection.missing(coverage, context))
    if !coverage.datedByTime.isEmpty {
      var blocks: [Report.Block] = [.list(coverage.datedByTime)]
      let left = coverage.filesDatedByTime - coverage.datedByTime.count
      if left > 0 { blocks.append(.paragraph("… and \(NumberText.grouped(left)) more")) }
      add("dated", "Year from the file's time alone, which copying changes: --year sets it", blocks)
    }
    add("advice", "What a setting of the mail server would make known", advice(summary))
    add("defects", "First lines that are not part of a record, or not whole", defects(coverage))
    add("unknown", "Messages that were not understood", unknown(coverage))
    return report

    func add(_ name: String, _ title: String, _ blocks: [Report.Block]) {
      if !blocks.isEmpty {
        report.sections.append(.init(name: name, title: title, blocks: blocks))
      }
    }
  }

  private static func verdict(_ coverage: Coverage) -> Report.Block {
    let records = Int(coverage.scan.records)
    let understood = records - Int(coverage.scan.unrecognised)
    if coverage.nothingWasRead {
      return .headline("INCOMPLETE: \(HeadSection.missing(coverage)).", alert: true)
    }
    if !coverage.recognisedAnything {
      let foreign = Int(coverage.scan.foreign)
      let why =
        foreign > 0 && foreign == Int(coverage.scan.lines)
        ? "every line is another program's"
        : "this is not a log of ghsmtp, Postfix or Exim"
      return .headline("Nothing was recognised: \(why).", alert: true)
    }
    let share = NumberText.percent(Ratio(understood, of: records))
    let strays = strays(coverage)
    let text =
      ["\(share)% of \(NumberText.grouped(records)) records were understood"] + strays
    let parts = text.joined(separator: "; ")
    guard coverage.isComplete else {
      return .headline("INCOMPLETE: \(HeadSection.missing(coverage)); \(parts).", alert: true)
    }
    let start = strays.isEmpty ? "All input was read; " : ""
    return .headline("\(start)\(parts).", alert: false)
  }

  /// What was read and is not a part of any record, and inputs that hold no record at all.
  private static func strays(_ coverage: Coverage) -> [String] {
    var parts: [String] = []
    let (defects, lines) = (Int(coverage.scan.defects), Int(coverage.scan.lines))
    if defects > 0 {
      parts.append(
        "\(NumberText.grouped(defects)) of \(NumberText.grouped(lines)) lines "
          + "(\(NumberText.percent(Ratio(defects, of: lines)))%) belong to no record")
    }
    if coverage.scan.suppressions > 0 {
      let notices = HeadSection.counted(Int(coverage.scan.suppressions), "notice")
      parts.append("\(notices) of lines that the journal or syslog dropped")
    }
    let impaired = Int(coverage.scan.impaired)
    if impaired > 0 {
      parts.append("\(HeadSection.counted(impaired, "line")) lost a part")
    }
    if coverage.impossibleLeapDays > 0 {
      let records = HeadSection.counted(Int(coverage.impossibleLeapDays), "record")
      parts.append("\(records) of 29 February in a year that has none: the year is wrong")
    }
    if coverage.recordsOutOfOrder > 0 {
      let records = HeadSection.counted(coverage.recordsOutOfOrder, "record")
      parts.append("\(records) out of chronological order: sessions may be counted in pieces")
    }
    if let future = HeadSection.future(coverage) { parts.append(future) }
    if coverage.sessionsLackingBeginning > 0 {
      let sessions = HeadSection.counted(coverage.sessionsLackingBeginning, "session")
      parts.append("\(sessions) without a beginning: it is in a file that was not read")
    }
    if coverage.sessionsAmbiguous > 0 {
      let sessions = HeadSection.counted(coverage.sessionsAmbiguous, "session")
      parts.append(
        "\(sessions) shared a thread id with others: some records may be at the wrong one")
    }
    if coverage.sessionsSharingAddress > 0 {
      let sessions = HeadSection.counted(coverage.sessionsSharingAddress, "session")
      parts.append(
        "\(sessions) shared an address with others: some lines name nothing else, and may be at the wrong one"
      )
    }
    if coverage.recordsOfForwarding > 0 {
      let records = HeadSection.counted(coverage.recordsOfForwarding, "record")
      parts.append(
        "\(records) of mail that the server forwarded within a session: understood, counted for no server"
      )
    }
    let empty = coverage.filesWithoutRecord
    if empty > 0 {
      parts.append(
        "\(NumberText.grouped(empty)) of \(NumberText.grouped(coverage.files)) inputs "
          + "\(empty == 1 ? "holds" : "hold") no record at all")
    }
    return parts
  }

  /// A table for each input, below its path.
  private static func defects(_ coverage: Coverage) -> [Report.Block] {
    var tables: [Table] = []
    for sample in coverage.defectSamples.prefix(sampleLimit) {
      if tables.last?.heading != sample.input {
        var table = Table(
          name: sample.input,
          columns: [Table.Column("line"), Table.Column("reason", .left), .text("text")])
        table.heading = sample.input
        tables.append(table)
      }
      tables[tables.count - 1].rows.append([
        .count(Int(clamping: sample.line)), .text(sample.reason), .text(sample.excerpt),
      ])
    }
    for index in tables.indices { tables[index].total = tables[index].rows.count }
    let hint = StrayLineHint(coverage.defectSamples.map(\.excerpt))
    return tables.map { .table($0) } + (hint.map { [.paragraph($0.text)] } ?? [])
  }

  private static func advice(_ summary: Summary) -> [Report.Block] {
    let lines =
      AdviceCatalogue.fitting(summary.unstated).map { entry in
        entry.advice.text(entry.count, of: entry.of)
      } + [AdviceCatalogue.trust(summary.outbound, summary.unstated)].compactMap(\.self)
    return lines.isEmpty ? [] : [.list(lines)]
  }

  private static func unknown(_ coverage: Coverage) -> [Report.Block] {
    guard !coverage.unknownMessages.isEmpty else { return [] }
    let rows = coverage.unknownMessages.prefix(sampleLimit).map { message -> [Table.Cell] in
      [
        .count(message.count), .text(message.sourceFile),
        .text("\(message.input):\(message.line)"), .text(message.shape),
      ]
    }
    return [
      .table(
        Table(
          name: "messages",
          columns: [
            Table.Column("count"), Table.Column("source", .left), .path("first at"),
            .text("message"),
          ],
          rows: rows, total: coverage.unknownMessages.count))
    ]
  }
}
