// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Times in writing.
package enum TimeText {
  /// RFC 3339 section 5.6 with microseconds where there are any: `2018-06-13T11:19:13.641806-07:00`.
  package static func rfc3339(_ time: ZonedTime) -> String {
    let civil = CivilTime(time.local)
    var text = "\(date(civil))T\(clock(civil))"
    if civil.microsecond != 0 { text += ".\(two(civil.microsecond, 6))" }
    return text + offset(time.offsetMinutes)
  }

  /// The same without a fraction: HTML allows no more than three digits of one.
  package static func seconds(_ time: ZonedTime) -> String {
    let civil = CivilTime(time.local)
    return "\(date(civil))T\(clock(civil))\(offset(time.offsetMinutes))"
  }

  /// `2026-01-30 07:24:05`, for tables: a reader knows the zone from the head of the report.
  package static func short(_ time: ZonedTime) -> String {
    let civil = CivilTime(time.local)
    return "\(date(civil)) \(clock(civil))"
  }

  /// `2026-01-30`.
  package static func date(_ civil: CivilTime) -> String {
    date(year: civil.year, month: civil.month, day: civil.day)
  }

  package static func date(_ date: CivilDate) -> String {
    self.date(year: date.year, month: date.month, day: date.day)
  }

  private static func date(year: Int, month: Int, day: Int) -> String {
    "\(two(year, 4))-\(two(month))-\(two(day))"
  }

  /// `07:24:05`.
  package static func clock(_ civil: CivilTime) -> String {
    "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
  }

  /// `Z`, `+02:00`, `-07:00` (RFC 3339 section 5.6, `time-offset`).
  package static func offset(_ minutes: Int) -> String {
    if minutes == 0 { return "Z" }
    let size = minutes.magnitude
    return "\(minutes < 0 ? "-" : "+")\(two(Int(size / 60))):\(two(Int(size % 60)))"
  }

  private static func two(_ number: Int, _ digits: Int = 2) -> String {
    DecimalText.padded(number.magnitude, digits)
  }
}
