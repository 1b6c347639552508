// SPDX-License-Identifier: Apache-2.0
package import MailTypes

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
  /// What is no part of a record, and where; line numbers are counted from the block's first line.
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

  /// Some record has a year from nothing in the text: the input's name or time must tell it.
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
  /// Brings the times of records that state an offset from UTC to one clock, which `civilTime` tells for
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

/// What was seen in the lines of a log. Sums of two logs are the counts of both together.
package struct ScanCounts: Equatable, Sendable {
  /// Lines of any kind.
  package var lines: UInt64 = 0
  /// Lines with a record header.
  package var records: UInt64 = 0
  /// Lines that continue the record before them.
  package var continuations: UInt64 = 0
  /// Lines of file preambles and empty lines.
  package var preambles: UInt64 = 0
  /// Records whose message no pattern takes.
  package var unrecognised: UInt64 = 0
  /// Lines that are no part of any record.
  package var defects: UInt64 = 0
  /// Lines that are counted above as what they are although something of them was lost: NUL octets
  /// before them, the end of a record that is too long, or what looks like a record inside them.
  package var impaired: UInt64 = 0
  /// Records that were dropped since they are copies of others; they are counted as records, too.
  package var copies: UInt64 = 0
  /// Lines, counted above as what they are, in which what looks like another record's header stands.
  package var recordsInside: UInt64 = 0
  /// Notices that the journal or syslog dropped lines.
  package var suppressions: UInt64 = 0
  /// Lines that the journal, syslog or glog put in beside the records, and that say something about the log itself.
  package var notes: UInt64 = 0
  /// Lines of other programs in a shared stream (journal, syslog).
  package var foreign: UInt64 = 0
  package var octets: UInt64 = 0

  package init() {}

  package mutating func add(_ other: ScanCounts) {
    lines += other.lines
    records += other.records
    continuations += other.continuations
    preambles += other.preambles
    unrecognised += other.unrecognised
    defects += other.defects
    impaired += other.impaired
    copies += other.copies
    suppressions += other.suppressions
    recordsInside += other.recordsInside
    notes += other.notes
    foreign += other.foreign
    octets += other.octets
  }
}

extension ScanCounts: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.number(&lines)
    try archive.number(&records)
    try archive.number(&continuations)
    try archive.number(&preambles)
    try archive.number(&unrecognised)
    try archive.number(&defects)
    try archive.number(&impaired)
    try archive.number(&copies)
    try archive.number(&recordsInside)
    try archive.number(&suppressions)
    try archive.number(&notes)
    try archive.number(&foreign)
    try archive.number(&octets)
  }
}
