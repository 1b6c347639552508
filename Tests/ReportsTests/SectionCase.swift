// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import Reports
import SessionFixtures
import SessionLog

/// A small tally made by hand, and the section that shows it.
struct SectionCase: Sendable {
  /// What the case is about; stands above its text in the recorded file.
  var title: String
  var sessions: [Session] = []
  var detail = 8
  /// Rows of a table at most; 0 for all.
  var top = 0
  /// What does not come from sessions.
  var change: @Sendable (inout Summary) -> Void = { _ in }

  /// The sessions' summary.
  var summary: Summary {
    var tally = LogTally()
    var directory = ProviderDirectory()
    for session in sessions { tally.add(session, in: &directory) }
    var coverage = Coverage()
    coverage.files = 1
    coverage.sessions = sessions.count
    coverage.scan.lines = UInt64(sessions.count)
    coverage.scan.records = UInt64(sessions.count)
    var summary = Summary(tally, coverage: coverage)
    change(&summary)
    return summary
  }

  /// The section as plain text of 80 columns.
  func text(of section: String) throws -> String {
    let report = ReportCatalogue.report(
      on: summary, choice: try SectionChoice(parsing: section),
      context: ReportContext(top: top, detail: detail))
    return TextRenderer(detail: detail).render(report)
  }
}

extension Session {
  /// 2026-01-29, 10:00:00 by the log's clock.
  private static let morning: Int64 = 1_769_680_800

  /// A session of a client in `domain`, so many minutes after ten o'clock. A report shows the number `id` as the
  /// short form of the session's identity.
  static func from(
    _ domain: String, _ id: UInt64, after minutes: Int64 = 0,
    _ change: (inout Session) -> Void = { _ in }
  ) -> Session {
    Session(
      .inbound, id: id << 32, at: morning + 60 * minutes, peer: "mx.\(domain)",
      address: "192.0.2.1",
      helo: "mx.\(domain)"
    ).with(change)
  }

  /// A session with a server in `domain`, so many minutes after ten o'clock.
  static func to(
    _ domain: String, _ id: UInt64, after minutes: Int64 = 0,
    _ change: (inout Session) -> Void = { _ in }
  ) -> Session {
    Session(
      .outbound, id: id << 32, at: morning + 60 * minutes, peer: "mx.\(domain)",
      address: "198.51.100.1"
    ).with(change)
  }

  /// Makes the session end otherwise than by QUIT.
  mutating func end(_ ending: SessionEnd) {
    self.ending = ending
    quit = .no
  }
}
