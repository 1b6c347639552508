// SPDX-License-Identifier: Apache-2.0

/// What a reader saw of one input beside the sessions. Coverages of two inputs, added, are that of
/// both, but for the places of defects, which belong to an input.
package struct DialectCoverage: Equatable, Sendable {
  /// Lines and what they were. Lines of other programs count as `lines` and as `foreign`, and not
  /// as `octets`.
  package var counts = ScanCounts()
  /// Lines that are not part of any record, and the first of them.
  package var defects = DefectTally()
  /// Messages of this server that no pattern takes.
  package var unknown = UnrecognisedMessages()
  /// Exact copies of a record that were left out.
  package var duplicateRecords: UInt64 = 0
  /// Records that are older than one before them by more than `RecordOrder.disorder`.
  package var recordsOutOfOrder: UInt64 = 0
  /// Records of 29 February in a year without one.
  package var impossibleLeapDays: UInt64 = 0

  /// Messages and recipients, where the log is about a queue.
  package var flow = MailFlow()

  package init() {}

  /// Notes that the journal or syslog says, in a line of its own, that it dropped lines. `line` is the line's number, from 1;
  /// `offset` is where it begins in its input.
  mutating func noteSuppression(_ text: Span<UInt8>, line: UInt64, offset: UInt64) {
    counts.notes += 1
    counts.suppressions += 1
    defects.add(.suppressed, line: line, offset: offset, text: text)
  }
}
