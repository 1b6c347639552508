// SPDX-License-Identifier: Apache-2.0

extension CivilDate {
  /// `Jan` to `Dec`, as RFC 5322 section 3.3 and everybody who reads English has them.
  private static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdayNames = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  package var monthName: String { Self.monthNames[(month - 1) % 12] }

  /// Days since Monday.
  package var weekday: Int {
    // 1 January 1970 was a Thursday.
    ((days + 3) % 7 + 7) % 7
  }

  /// The name of a day of the week, given in days since Monday.
  package static func weekdayName(_ weekday: Int) -> String { weekdayNames[weekday % 7] }

  /// `30 Nov`.
  package var dayAndMonth: String { "\(day) \(monthName)" }

  /// `30 Nov 2026`.
  package var longText: String { "\(dayAndMonth) \(year)" }
}
