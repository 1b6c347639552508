// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Brings the times of a log to instants, and instants back to what the clock of a zone showed.
///
/// From stage 3 to the end of stage 5 the times of records and sessions are instants, microseconds since 1970 UTC, so
/// that a session over a change of the clock is as long as it was; then each session gets the civil time back that
/// its beginning had. A time that the clock shows twice in autumn belongs to the pass that goes on with the record before
/// it; at the beginning of an input, to the first. A time that it skips in spring is read as before the change.
///
/// Takes the batches of one input in order.
package struct ZoneClock: Sendable {
  /// A stretch of time with one offset from UTC; all in microseconds.
  private struct Stretch: Sendable {
    /// The instants of the stretch.
    var begin: Int64
    var end: Int64
    var offset: Int64
    /// The civil times that belong to this stretch alone.
    var certainBegin: Int64
    var certainEnd: Int64
  }

  private let stretches: [Stretch]
  /// The stretch of the record before.
  private var current = 0
  /// The record before.
  private var last: Int64?

  /// A zone with an offset in minutes that changes at moments, in seconds since 1970, in ascending order.
  package init(initialOffset: Int, changes: [(moment: Int, offset: Int)]) {
    let minute: Int64 = 60_000_000
    let offsets = [Int64(initialOffset) * minute] + changes.map { Int64($0.offset) * minute }
    let moments = changes.map { Int64($0.moment) * 1_000_000 }
    let far = Int64.max / 4
    stretches = offsets.indices.map { index in
      let begin = index == 0 ? -far : moments[index - 1]
      let end = index == moments.count ? far : moments[index]
      let before = index == 0 ? offsets[0] : offsets[index - 1]
      let after = index == moments.count ? offsets[index] : offsets[index + 1]
      return Stretch(
        begin: begin, end: end, offset: offsets[index],
        certainBegin: begin + max(offsets[index], before),
        certainEnd: end + min(offsets[index], after))
    }
  }

  /// Nothing needs to be brought anywhere: civil time is as good as instants.
  package var isConstant: Bool { stretches.count == 1 }

  /// The instant of the next record's time, which may state its offset from UTC.
  @inline(__always)
  mutating func instant(of time: LogTimestamp, offsetMinutes: Int16?) -> LogTimestamp {
    let civil = time.microseconds
    let stretch = stretches[current]
    let instant: Int64
    if let offsetMinutes {
      instant = civil - Int64(offsetMinutes) * 60_000_000
    } else if civil >= stretch.certainBegin, civil < stretch.certainEnd {
      instant = civil - stretch.offset
    } else {
      instant = search(civil)
    }
    last = instant
    return LogTimestamp(microseconds: instant)
  }

  /// The instant of a civil time that does not certainly belong to the stretch of the record before.
  private mutating func search(_ civil: Int64) -> Int64 {
    let near = max(0, current - 1)..<min(stretches.count, current + 2)
    guard let found = best(civil, near) ?? best(civil, stretches.indices) else {
      // Skipped by the clock.
      let place = stretches.lastIndex { $0.begin + $0.offset <= civil } ?? 0
      return civil - stretches[max(0, place)].offset
    }
    current = found
    return civil - stretches[found].offset
  }

  /// The stretch, of those in `range`, that has this civil time and goes on with the record before.
  private func best(_ civil: Int64, _ range: Range<Int>) -> Int? {
    var found: Int?
    for index in range {
      let instant = civil - stretches[index].offset
      guard instant >= stretches[index].begin, instant < stretches[index].end else { continue }
      found = index
      // Not this pass, if the record before was well behind it.
      if let last, instant < last - RecordOrder.disorder { continue }
      return index
    }
    return found
  }

  /// What the clock showed at an instant, and its offset from UTC in minutes.
  package func civil(_ instant: LogTimestamp) -> (time: LogTimestamp, offsetMinutes: Int16) {
    // The last stretch has no end.
    let place = stretches.dropLast().partitioningIndex { instant.microseconds < $0.end }
    let offset = stretches[place].offset
    return (
      LogTimestamp(microseconds: instant.microseconds + offset),
      Int16(truncatingIfNeeded: offset / 60_000_000)
    )
  }
}
