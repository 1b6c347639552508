// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Time of a record as the log's clock showed it: microseconds since 1970-01-01 00:00:00 of the
/// *log's own civil time*, which is UTC only where the log says so. The zone is applied when a
/// time is shown (see `Session.zoneOffsetMinutes` and the command's `--tz`).
package struct LogTimestamp: Comparable, Hashable, Sendable {
  package var microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  package static func < (a: LogTimestamp, b: LogTimestamp) -> Bool {
    a.microseconds < b.microseconds
  }

  /// Microseconds from `earlier` to this time.
  package func since(_ earlier: LogTimestamp) -> Int64 { microseconds - earlier.microseconds }
}

extension LogTimestamp {
  static let microsecondsPerDay = CivilTime.microsecondsPerDay

  /// The day of the log's civil time in which this time lies.
  package var date: CivilDate { CivilDate(days: days) }

  /// That day, counted from 1970-01-01.
  package var days: Int { CivilTime.split(microseconds).days }

  /// The beginning of a day that is counted from 1970-01-01.
  package init(day: Int) { self.init(microseconds: Int64(day) * Self.microsecondsPerDay) }
}

extension CivilTime {
  package init(_ time: LogTimestamp) { self.init(microseconds: time.microseconds) }

  package var timestamp: LogTimestamp { LogTimestamp(microseconds: microseconds) }
}

extension LogTimestamp: FieldCoded {
  package static var blank: LogTimestamp { LogTimestamp(microseconds: 0) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.time(&microseconds)
  }
}
