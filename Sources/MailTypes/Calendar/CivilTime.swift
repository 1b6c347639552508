// SPDX-License-Identifier: Apache-2.0

/// A time of day on a day of the proleptic Gregorian calendar.
package struct CivilTime: Equatable, Sendable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour: Int
  package var minute: Int
  package var second: Int
  package var microsecond: Int

  package static let microsecondsPerDay: Int64 = 86_400_000_000

  package init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0,
    microsecond: Int = 0
  ) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.microsecond = microsecond
  }

  /// The time that is `microseconds` after 1970-01-01 00:00:00 of the same clock.
  package init(microseconds: Int64) {
    let (days, rest) = Self.split(microseconds)
    let date = CivilDate(days: days)
    self.init(
      year: date.year, month: date.month, day: date.day, hour: Int(rest / 3_600_000_000),
      minute: Int(rest / 60_000_000 % 60), second: Int(rest / 1_000_000 % 60),
      microsecond: Int(rest % 1_000_000))
  }

  /// Days since 1970-01-01 of a time in microseconds, and the microseconds of its day.
  package static func split(_ microseconds: Int64) -> (days: Int, timeOfDay: Int64) {
    let (days, rest) = microseconds.quotientAndRemainder(dividingBy: microsecondsPerDay)
    return rest < 0 ? (Int(days - 1), rest + microsecondsPerDay) : (Int(days), rest)
  }

  /// Whether each field is in its range; 60 seconds are those of a leap second.
  package var isValid: Bool {
    (1...9999).contains(year) && (1...12).contains(month)
      && (1...CivilDate.length(of: month, in: year)).contains(day)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...60).contains(second)
  }

  /// Microseconds since 1970-01-01 00:00:00 of the same clock.
  package var microseconds: Int64 {
    let days = CivilDate.days(year: year, month: month, day: day)
    let seconds = Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second)
    return Int64(days) * Self.microsecondsPerDay + seconds * 1_000_000 + Int64(microsecond)
  }
}
