// SPDX-License-Identifier: Apache-2.0

/// What stages 2 to 4 make of one block of log text: events in order, where segments begin, and
/// what was counted on the way. Re-used from block to block; `removeAll` keeps its storage.
package struct EventBatch: Sendable {
  /// Events in the order of their records.
  package var events: [LoggedEvent] = []
  /// Places where a new segment of the log begins (a file preamble in mid-stream): thread ids and
  /// sessions do not continue across. In ascending order.
  package var segments: [Segment] = []
  package var counts = ScanCounts()
  /// Places in `events` of records whose message no pattern takes (their event is a remark).
  package var unrecognised: [Int] = []
  /// What is not a part of a record, and where; line numbers are counted from the block's first line.
  package var defects = DefectTally()
  /// Where the log does not say all that happened, in ascending order of `event`.
  package var gaps: [LogGap] = []
  /// Stretches whose records state no year, for `YearResolver`.
  package var yearStretches: [YearStretch] = []

  /// Some record states its offset from UTC.
  package internal(set) var statesZone = false
  /// Some record has a `process`.
  var namesProcess = false

  package init() {}

  /// A preamble: the next event is `events[firstEvent]`.
  package struct Segment: Equatable, Sendable {
    package var firstEvent: Int

    package init(firstEvent: Int) { self.firstEvent = firstEvent }
  }

  /// Some record has a year from nothing in the text: the input's name or time must state it.
  package var needsAnchor: Bool {
    yearStretches.contains { $0.created == nil && !$0.isEmpty }
  }

  package mutating func removeAll() {
    events.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    unrecognised.removeAll(keepingCapacity: true)
    defects.removeAll()
    gaps.removeAll(keepingCapacity: true)
    yearStretches.removeAll(keepingCapacity: true)
    counts = ScanCounts()
    statesZone = false
    namesProcess = false
  }
}

extension EventBatch {
  /// Brings the times of records that state an offset from UTC to one clock, whose reading `civilTime` gives for
  /// each moment in seconds since 1970: from here on all records of all inputs have the same.
  package mutating func bringToOneClock(_ civilTime: (Int) -> LogTimestamp) {
    guard statesZone else { return }
    let second: Int64 = 1_000_000
    for index in events.indices {
      guard let minutes = events[index].zoneOffsetMinutes else { continue }
      let moment = events[index].time.microseconds - Int64(minutes) * 60 * second
      let fraction = moment % second + (moment % second < 0 ? second : 0)
      let clock = civilTime(Int((moment - fraction) / second))
      events[index].time = LogTimestamp(microseconds: clock.microseconds + fraction)
      events[index].zoneOffsetMinutes = nil
    }
  }
}
