// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar.
package struct CivilDate: Hashable, Comparable, Sendable {
  package var year: Int
  package var month: Int
  package var day: Int

  /// A date as stated; nil where no year has such a day.
  package init?(year: Int, month: Int, day: Int) {
    // 29 February is one of a leap year, whatever the year is: some logs state none.
    guard (1...12).contains(month), (1...Self.length(of: month, in: 2000)).contains(day),
      (0...9999).contains(year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  private init(trusted year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Days of `month`, 1 to 12.
  package static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// Days since 1970-01-01. 29 February of a common year counts as 1 March.
  package var days: Int { Self.days(year: year, month: month, day: day) }

  /// The same for numbers of which only the month, 1 to 12, is known to be right.
  package static func days(year: Int, month: Int, day: Int) -> Int {
    // Years are taken to begin in March, so that the leap day is the last of its year.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The date that is `days` after 1970-01-01.
  package init(days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      trusted: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The same month and day in another year.
  package func inYear(_ year: Int) -> CivilDate { CivilDate(trusted: year, month, day) }

  package var isLeapDay: Bool { month == 2 && day == 29 }

  /// Place of month and day in a leap year, from 0: comparable between all years.
  package var dayOfLeapYear: Int { inYear(2000).days - 10957 }

  package static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}
