// SPDX-License-Identifier: Apache-2.0
package import ProviderFindings
import SessionLog

/// The details of what was read: never a silent zero.
package enum CoverageSection: ReportSection {
  package static let name = "coverage"
  package static let title = "Coverage"
  package static let leastDetail = 6

  package static func blocks(of summary: Summary, in context: ReportContext) -> [Report.Block] {
    let coverage = summary.coverage
    var blocks = [Report.Block.table(counts(coverage))]
    blocks += missing(coverage, context)
    return blocks
  }

  package static func counts(_ coverage: Coverage) -> Table {
    let scan = coverage.scan
    let rows: [[Table.Cell]] = [
      [.text("files read"), .count(coverage.files)],
      [.text("files without any record"), .count(coverage.filesWithoutRecord)],
      [
        .text("files skipped (links, severity twins, not regular files)"),
        .count(coverage.filesSkipped),
      ],
      [.text("files unreadable"), .count(coverage.unreadable.count)],
      [.text("files cut off"), .count(coverage.truncated.count)],
      [.text("octets"), .octets(scan.octets)],
      [.text("lines"), .count(Int(scan.lines))],
      [.text("records"), .count(Int(scan.records))],
      [.text("continuation lines"), .count(Int(scan.continuations))],
      [.text("preamble and empty lines"), .count(Int(scan.preambles))],
      [.text("lines of other programs"), .count(Int(scan.foreign))],
      [.text("notes about the log"), .count(Int(scan.notes))],
      [.text("lines that are not records"), .count(Int(scan.defects))],
      [.text("lines of which a part was lost"), .count(Int(scan.impaired))],
      [.text("messages not understood"), .count(Int(scan.unrecognised))],
      [.text("duplicate sessions dropped"), .count(coverage.duplicateSessions)],
      [.text("duplicate records dropped"), .count(Int(coverage.duplicateRecords))],
      [.text("sessions"), .count(coverage.sessions)],
      [.text("sessions not selected"), .count(coverage.filteredOut)],
      [.text("sessions still open"), .count(coverage.sessionsOpen)],
      [.text("sessions without a beginning"), .count(coverage.sessionsLackingBeginning)],
      [.text("sessions that shared a thread id"), .count(coverage.sessionsAmbiguous)],
      [.text("sessions in doubt: a line may be missing"), .count(coverage.sessionsInDoubt)],
      [.text("sessions without an INFO record"), .count(coverage.sessionsWithoutInfo)],
      [.text("halves joined across files"), .count(coverage.sessionsJoined)],
      [.text("records out of chronological order"), .count(coverage.recordsOutOfOrder)],
      [.text("records of mail forwarded within a session"), .count(coverage.recordsOfForwarding)],
      [.text("files whose time alone says the year"), .count(coverage.filesDatedByTime)],
      [.text("attempts without a connection"), .count(coverage.unconnectedAttempts)],
    ]
    let sources = YearSource.allCases.filter { coverage.yearSources[$0] > 0 }
    let origins = sources.map { source -> [Table.Cell] in
      [.text("sessions, \(years([source]))"), .count(coverage.yearSources[source])]
    }
    let leapDays: [[Table.Cell]] =
      coverage.impossibleLeapDays == 0
      ? []
      : [
        [
          .text("records of 29 February in a year without one"),
          .count(Int(coverage.impossibleLeapDays)),
        ]
      ]
    let future: [[Table.Cell]] =
      coverage.sessionsInFuture == 0
      ? [] : [[.text("sessions after the present"), .count(coverage.sessionsInFuture)]]
    let sharing: [[Table.Cell]] =
      coverage.sessionsSharingAddress == 0
      ? []
      : [[.text("sessions that shared an address"), .count(coverage.sessionsSharingAddress)]]
    return Table(
      name: "counts", columns: [.text("What"), Table.Column("count")],
      rows: rows + sharing + leapDays + future + origins)
  }

  /// What could not be read, with the reason.
  package static func missing(_ coverage: Coverage, _ context: ReportContext) -> [Report.Block] {
    let missing =
      coverage.unreadable.map { ($0, "unreadable") }
      + coverage.truncated.map { ($0, "cut off") }
    guard !missing.isEmpty else { return [] }
    var table = Table(
      name: "missing",
      columns: [.path("Input"), Table.Column("", .left), .text("reason")], total: missing.count)
    table.rows = context.limited(missing).map {
      [.text($0.0.input), .text($0.1), .text($0.0.reason)]
    }
    return [.table(table)]
  }

  /// `year from line`, or which sources and that they are inferred; nil without sessions.
  static func years(_ coverage: Coverage) -> String? {
    let sources = YearSource.allCases.filter { coverage.yearSources[$0] > 0 }
    if sources.isEmpty { return nil }
    let inferred = sources.contains { $0 != .line && $0 != .none }
    return years(sources) + (inferred ? " (inferred)" : "")
  }

  private static func years(_ sources: [YearSource]) -> String {
    let known = sources.compactMap(words)
    var parts = known.isEmpty ? [] : ["year from \(known.joined(separator: ", "))"]
    if sources.contains(.none) { parts.append("year unknown (2000 assumed; give --year)") }
    return parts.joined(separator: ", ")
  }

  /// Nil for none.
  private static func words(_ source: YearSource) -> String? {
    switch source {
    case .line: "line"
    case .fileHeader: "file header"
    case .fileName: "file name"
    case .option: "--year"
    case .modificationTime: "modification time"
    case .clock: "today's date"
    case .none: nil
    }
  }
}
