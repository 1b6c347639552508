// SPDX-License-Identifier: Apache-2.0

/// Gives the records of a log that state no year their year.
///
/// The walk goes forward from the anchor: a date that is more than 180 days before the one before
/// it belongs to the next year; less than that is a record out of order, of the same year. Records
/// that were resolved are never changed. `resolve` takes the batches of one input in order; it
/// does nothing for most of them, since the scanner's provisional year is right, and walks record
/// by record only where the year turns or an anchor stands.
package struct YearResolver: Sendable {
  /// Days by which a date must fall back to mean a new year.
  private static let fallback = 180

  private let anchor: YearAnchor
  private var source: YearSource
  /// Year and `dayOfLeapYear` of the record before; nil at the beginning.
  private var last: (year: Int, day: Int)?
  /// Records dated 29 February in a year that has none: the anchor is wrong.
  package private(set) var impossibleLeapDays: UInt64 = 0

  /// The anchor is no better than the modification time of the file.
  package var restsOnFileTime: Bool { anchor.source == .modificationTime }

  package init(_ anchor: YearAnchor) {
    self.anchor = anchor
    source = anchor.source
    if case .begins(let date) = anchor.meaning { last = (date.year, date.dayOfLeapYear) }
  }

  /// What the years of the records to come most likely are, and come from: a scanner that is given
  /// this leaves nothing to resolve, most of the time.
  package var expectation: YearAnchor {
    last.map { YearAnchor(.year($0.year), source) } ?? anchor
  }

  package mutating func resolve(_ batch: inout EventBatch) {
    for index in batch.yearStretches.indices {
      let stretch = batch.yearStretches[index]
      if let created = stretch.created {
        last = (created.year, created.dayOfLeapYear)
        source = .fileHeader
      }
      if stretch.isEmpty { continue }
      let next = index + 1
      let end =
        next < batch.yearStretches.count
        ? batch.yearStretches[next].firstEvent : batch.events.count
      if let last, isPlain(stretch, after: last) {
        self.last = (last.year, stretch.last)
        if last.year == stretch.provisionalYear, source == stretch.provisionalSource { continue }
      }
      walk(&batch.events, stretch.firstEvent..<end, stretch)
    }
  }

  /// Whether all of the stretch lies in the year of the record before it.
  private func isPlain(_ stretch: YearStretch, after last: (year: Int, day: Int)) -> Bool {
    max(stretch.highest, last.day) - min(stretch.lowest, last.day) <= Self.fallback
      && !stretch.hasLeapDay
  }

  private mutating func walk(
    _ events: inout [LoggedEvent], _ range: Range<Int>, _ stretch: YearStretch
  ) {
    var seen = Int.min
    var shift = 0
    var isImpossible = false
    for index in range where events[index].yearSource != .line {
      let day = events[index].time.days
      if day != seen {
        seen = day
        let date = CivilDate(days: day)
        let dated = date.inYear(year(of: date, in: stretch))
        isImpossible = date.isLeapDay && !CivilDate.isLeap(dated.year)
        shift = dated.days - day
      }
      if isImpossible { impossibleLeapDays += 1 }
      events[index].time.microseconds += Int64(shift) * LogTimestamp.microsecondsPerDay
      events[index].yearSource = source
    }
  }

  private mutating func year(of date: CivilDate, in stretch: YearStretch) -> Int {
    let day = date.dayOfLeapYear
    guard let last else {
      let year = firstYear(of: date, in: stretch)
      self.last = (year, day)
      return year
    }
    if day - last.day > Self.fallback, last.day <= 1, day >= 364 {
      // A record of New Year's Eve that was written late: of the year that has just ended.
      return last.year - 1
    }
    var year = last.year
    if last.day - day > Self.fallback, !isTooLate(date.inYear(year + 1)) { year += 1 }
    self.last = (year, day)
    return year
  }

  /// The year of the first record, where the anchor is not the log's beginning.
  private func firstYear(of date: CivilDate, in stretch: YearStretch) -> Int {
    var year = anchor.likelyYear
    guard case .ends = anchor.meaning else { return year }
    if isTooLate(date.inYear(year)) { year -= 1 }
    if stretch.hasLeapDay, stretch.highest - stretch.lowest <= Self.fallback {
      while !CivilDate.isLeap(year) { year -= 1 }
    }
    return year
  }

  /// Whether a date is more than a day after the end of the log.
  private func isTooLate(_ date: CivilDate) -> Bool {
    guard case .ends(let limit) = anchor.meaning, source == anchor.source else { return false }
    return date.days > limit.days + 1
  }
}
