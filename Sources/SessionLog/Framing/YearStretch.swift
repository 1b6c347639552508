// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Events of a batch between two file preambles, some of which state no year: what the scanner of
/// a block can say about their dates without knowing the blocks before it.
package struct YearStretch: Equatable, Sendable {
  /// The stretch begins at this event and ends where the next one begins.
  package var firstEvent: Int
  /// Date of the preamble with which the stretch begins; nil if it goes on from the block before.
  package var created: CivilDate?
  /// The year that the times of the records without one were given for the time being. A 29
  /// February that this year does not have was put in the year 2000 instead.
  package var provisionalYear: Int
  package var provisionalSource: YearSource
  /// Least, greatest and last `dayOfLeapYear` of the records without a year; empty if `last` is
  /// negative.
  package private(set) var lowest = Int.max
  package private(set) var highest = -1
  package private(set) var last = -1
  package private(set) var hasLeapDay = false

  init(firstEvent: Int, created: CivilDate?, provisionalYear: Int, provisionalSource: YearSource) {
    self.firstEvent = firstEvent
    self.created = created
    self.provisionalYear = provisionalYear
    self.provisionalSource = provisionalSource
  }

  package var isEmpty: Bool { last < 0 }

  /// Takes note of a record without a year and returns the day, since 1970-01-01, of its
  /// provisional date.
  mutating func note(_ date: CivilDate) -> Int {
    let day = date.dayOfLeapYear
    lowest = min(lowest, day)
    highest = max(highest, day)
    last = day
    if date.isLeapDay {
      hasLeapDay = true
      if !CivilDate.isLeap(provisionalYear) { return date.inYear(2000).days }
    }
    return date.inYear(provisionalYear).days
  }
}
