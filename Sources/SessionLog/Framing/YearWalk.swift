// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Gives dates that state no year their year, one after the other as they stand in a log.
///
/// The walk goes forward from the anchor: a date that is more than 180 days before the one before
/// it belongs to the next year; less than that is a record out of order, of the same year.
package struct YearWalk: Sendable {
  /// Days by which a date must fall back to mean a new year.
  static let fallback = 180

  package let anchor: YearAnchor
  /// Where the years come from.
  package private(set) var source: YearSource
  /// Year and `dayOfLeapYear` of the date before; nil at the beginning.
  private(set) var last: (year: Int, day: Int)?

  package init(_ anchor: YearAnchor) {
    self.anchor = anchor
    source = anchor.source
    if case .begins(let date) = anchor.meaning { last = (date.year, date.dayOfLeapYear) }
  }

  /// The year of a date, which is the next one of the log. `leads` says that a 29 February follows
  /// within half a year. A date that the year does not have is a 29 February, and the anchor is
  /// wrong.
  package mutating func year(of date: CivilDate, leadsToLeapDay leads: Bool = false) -> Int {
    let day = date.dayOfLeapYear
    guard let last else {
      let year = firstYear(of: date, leads || date.isLeapDay)
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

  /// Goes on from a date that the log itself states with its year.
  package mutating func restart(at date: CivilDate, _ source: YearSource) {
    last = (date.year, date.dayOfLeapYear)
    self.source = source
  }

  /// Goes on in the same year, where dates up to `day` (a `dayOfLeapYear`) were found to lie in it.
  mutating func advance(to day: Int) {
    if let last { self.last = (last.year, day) }
  }

  /// The year of the first date, where the anchor is not the log's beginning.
  private func firstYear(of date: CivilDate, _ leadsToLeapDay: Bool) -> Int {
    var year = anchor.likelyYear
    guard case .ends = anchor.meaning else { return year }
    if isTooLate(date.inYear(year)) { year -= 1 }
    if leadsToLeapDay {
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
