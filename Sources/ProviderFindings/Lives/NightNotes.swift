// SPDX-License-Identifier: Apache-2.0

/// What a state knows of the days of a report, beside what was counted on them. Days are days since
/// 1970-01-01.
package struct NightNotes: Equatable, Sendable {
  /// The days of the report, in order.
  package var days: [Int]
  /// Sessions of days that were reported before, and came since.
  package var late: [(day: Int, sessions: Int)]
  /// Findings that they bring, of their days, and that no report has stated: most severe first.
  package var lateFindings: [(day: Int, finding: DayFinding)]
  /// Days between the first and the last that the state knows, of which it knows nothing.
  package var missing: [Int]
  /// What is other than in the weeks before, day by day.
  package var changes: [ProviderChange]
  /// Findings that have been there for a while and are reported again.
  package var reminders: [FindingLife]
  /// Mutes that keep findings out of this report, or would.
  package var mutes: [FindingMute]
  /// Findings that they keep out.
  package var muted: Int
  /// Files that earlier runs have read.
  package var filesKnown: Int

  package init(days: [Int]) {
    self.days = days
    late = []
    lateFindings = []
    missing = []
    changes = []
    reminders = []
    mutes = []
    muted = 0
    filesKnown = 0
  }

  package static func == (a: NightNotes, b: NightNotes) -> Bool {
    a.days == b.days && a.missing == b.missing && a.changes == b.changes
      && a.reminders == b.reminders && a.mutes == b.mutes && a.muted == b.muted
      && a.filesKnown == b.filesKnown && a.late.elementsEqual(b.late) { $0 == $1 }
      && a.lateFindings.elementsEqual(b.lateFindings) { $0 == $1 }
  }
}

extension NightNotes {
  /// Whether what the memory adds is news of this severity or a worse one.
  package func hasNews(of severity: Finding.Severity) -> Bool {
    !missing.isEmpty || !reminders.isEmpty || changes.contains { $0.severity <= severity }
      || lateFindings.contains { $0.finding.severity <= severity }
  }
}
