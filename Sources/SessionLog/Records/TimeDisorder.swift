// SPDX-License-Identifier: Apache-2.0

/// Counts records that are minutes older than one before them in their input.
///
/// A log is in the order of time, but for moments: processes write late what they kept for half a
/// minute. One that is not was put together in the wrong order, or its clock was set back.
package struct TimeDisorder: Sendable {
  /// Records that are older than one before them by more than `SessionLimits.disorder`.
  package var records = 0
  private var newest = LogTimestamp(microseconds: .min)

  package init() {}

  /// Takes the batches of an input in order, with their times resolved. What follows a preamble in
  /// mid-stream is another file's.
  package mutating func add(_ batch: borrowing EventBatch, isFirst: Bool) {
    if isFirst { newest = LogTimestamp(microseconds: .min) }
    let events = batch.events.span
    var start = 0
    for segment in batch.segments {
      take(events, start..<max(start, segment.firstEvent))
      start = max(start, segment.firstEvent)
      newest = LogTimestamp(microseconds: .min)
    }
    take(events, start..<events.count)
  }

  private mutating func take(_ events: Span<LoggedEvent>, _ range: Range<Int>) {
    for index in range {
      let time = events[index].time
      if time > newest {
        newest = time
      } else if newest.since(time) > SessionLimits.disorder {
        records += 1
      }
    }
  }
}
