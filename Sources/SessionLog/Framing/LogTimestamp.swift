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

extension LogTimestamp: FieldCoded {
  package static var blank: LogTimestamp { LogTimestamp(microseconds: 0) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.time(&microseconds)
  }
}
