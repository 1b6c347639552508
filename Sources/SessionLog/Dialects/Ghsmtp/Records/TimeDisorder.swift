// SPDX-License-Identifier: Apache-2.0

/// Counts records that show their input not to be in the order of time.
///
/// A log is in that order, but for moments: processes write late what they kept for half a minute.
/// One that is not was put together in the wrong order, or its clock was set back. Of a long log
/// single records show it, of a short one only many.
package struct TimeDisorder: Sendable {
  /// Of the inputs before this one.
  private var settled = 0
  private var current = Counts()
  private var newest = LogTimestamp(microseconds: .min)

  /// Records of one input.
  private struct Counts: Sendable {
    var all = 0
    /// Older than one before them by more than a second, and by more than `RecordOrder.disorder`.
    var late = 0
    var veryLate = 0

    var outOfOrder: Int { late > all / 4 ? late : veryLate }
  }

  package init() {}

  /// Records that are older than one before them in their input by more than
  /// `RecordOrder.disorder`, or by more than a second if a quarter of the input is so.
  package var records: Int { settled + current.outOfOrder }

  /// Takes the batches of an input in order, with their times resolved. What follows a preamble in
  /// mid-stream is another file's.
  package mutating func add(_ batch: borrowing EventBatch, isFirst: Bool) {
    if isFirst {
      newest = LogTimestamp(microseconds: .min)
      settled = records
      current = Counts()
    }
    let events = batch.events.span
    current.all += events.count
    var start = 0
    for segment in batch.segments {
      take(events, start..<max(start, segment.firstEvent))
      start = max(start, segment.firstEvent)
      newest = LogTimestamp(microseconds: .min)
    }
    take(events, start..<events.count)
  }

  package mutating func merge(_ other: TimeDisorder) { settled += other.records }

  private mutating func take(_ events: Span<LoggedEvent>, _ range: Range<Int>) {
    for index in range {
      let time = events[index].time
      if time > newest {
        newest = time
      } else if newest.since(time) > SessionLimits.inversion {
        current.late += 1
        if newest.since(time) > RecordOrder.disorder { current.veryLate += 1 }
      }
    }
  }
}
