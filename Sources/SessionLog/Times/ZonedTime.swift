// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// A log's civil time together with its offset from UTC, so that it can be shown as RFC 3339.
package struct ZonedTime: Hashable, Sendable {
  package var local: LogTimestamp
  /// Minutes east of UTC.
  package var offsetMinutes: Int

  package init(local: LogTimestamp, offsetMinutes: Int) {
    self.local = local
    self.offsetMinutes = offsetMinutes
  }
}

/// The offset from UTC that a zone's clocks had at each local time.
///
/// A plain table: whoever knows the system's zones makes it, and nothing else asks the system.
package struct ZoneRules: Equatable, Sendable {
  /// As the user wrote it (`Europe/Berlin`, `UTC`).
  package var name: String
  /// Minutes east of UTC before the first change.
  package var initialOffset: Int
  /// In ascending order of `from`.
  package var changes: [Change]

  package struct Change: Equatable, Sendable {
    /// First local time, microseconds as in `LogTimestamp`, at which the offset is in force for
    /// certain. A time that a clock shows twice (autumn) has the earlier offset.
    package var from: Int64
    package var offsetMinutes: Int

    package init(from: Int64, offsetMinutes: Int) {
      self.from = from
      self.offsetMinutes = offsetMinutes
    }
  }

  package init(name: String, initialOffset: Int, changes: [Change] = []) {
    self.name = name
    self.initialOffset = initialOffset
    self.changes = changes
  }

  package static let utc = ZoneRules(name: "UTC", initialOffset: 0)

  /// The offset in force at a local time, in minutes.
  package func offset(at local: LogTimestamp) -> Int {
    let behind = changes.partitioningIndex { $0.from > local.microseconds }
    return behind == 0 ? initialOffset : changes[behind - 1].offsetMinutes
  }

  /// A record's time with its offset: the one that the log states, else the zone's.
  package func zoned(_ local: LogTimestamp, stated: Int16? = nil) -> ZonedTime {
    ZonedTime(local: local, offsetMinutes: stated.map(Int.init) ?? offset(at: local))
  }
}

extension ZoneClock {
  package init(_ rules: ZoneRules) {
    var offset = rules.initialOffset
    var changes: [(moment: Int, offset: Int)] = []
    for change in rules.changes {
      // `from` lies behind the hour that is skipped or shown twice: see `Change`.
      let seconds = Int(change.from / 1_000_000)
      changes.append((seconds - max(offset, change.offsetMinutes) * 60, change.offsetMinutes))
      offset = change.offsetMinutes
    }
    self.init(initialOffset: rules.initialOffset, changes: changes)
  }
}

extension ZoneRules {
  /// The local time that clocks showed at a moment given in UTC.
  package func local(ofUTC utc: LogTimestamp) -> LogTimestamp {
    var offset = initialOffset
    for change in changes {
      // `from` lies behind the hour that is skipped or shown twice: see `Change`.
      let moment = change.from - Int64(max(offset, change.offsetMinutes)) * 60_000_000
      if moment > utc.microseconds { break }
      offset = change.offsetMinutes
    }
    return LogTimestamp(microseconds: utc.microseconds + Int64(offset) * 60_000_000)
  }
}
