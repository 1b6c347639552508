// SPDX-License-Identifier: Apache-2.0
import Glibc
import MailTypes
import Reports
import SessionLog

/// Time zones as the system knows them: the only place that asks for the clock or a zone.
enum SystemZone {
  /// The rules of a zone by its name (`Europe/Berlin`), or of the system's own zone for nil.
  ///
  /// The C library answers for one moment at a time, so its answers are asked week by week and each
  /// change is then searched to the second: every zone keeps an offset for longer than a week.
  static func rules(named name: String?) throws(Failure) -> ZoneRules {
    if let name {
      guard name == "UTC" || exists(name) else {
        throw Failure(
          .usage, "no time zone is called '\(name)'",
          remedy: "a name such as Europe/Berlin, America/New_York or UTC")
      }
      unsafe setenv("TZ", name, 1)
      tzset()
    }
    let week = 7 * 86_400
    // glog is from 2008, the MTA's logs from 2014; the far end leaves room for clocks gone wrong.
    let (first, last) = (946_684_800, 2_524_608_000)
    var offset = offsetSeconds(at: first)
    var rules = ZoneRules(name: name ?? Environment["TZ"] ?? "local", initialOffset: offset / 60)
    var moment = first
    while moment < last {
      let next = moment + week
      let changed = offsetSeconds(at: next)
      if changed != offset {
        let change = (moment..<next).partitioningIndex { offsetSeconds(at: $0) != offset }
        // A clock set forward jumps to change + new offset; set back, it shows the times up to
        // change + old offset twice, and the first showing is taken.
        let local = change + max(offset, changed)
        rules.changes.append(
          .init(from: Int64(local) * 1_000_000, offsetMinutes: changed / 60))
        offset = changed
      }
      moment = next
    }
    return rules
  }

  /// The present local time in the zone that was asked for last.
  static func now() -> LogTimestamp {
    let now = time(nil)
    return LogTimestamp(microseconds: Int64(now + offsetSeconds(at: now)) * 1_000_000)
  }

  private static func offsetSeconds(at moment: Int) -> Int {
    var moment = time_t(moment)
    var parts = unsafe tm()
    guard unsafe localtime_r(&moment, &parts) != nil else { return 0 }
    return unsafe parts.tm_gmtoff
  }

  /// Whether the system has a file of rules for the name, or it is one in the POSIX form
  /// `CET-1CEST,M3.5.0,M10.5.0/3`: letters, then an offset. The C library itself takes any other
  /// text for UTC without a word.
  private static func exists(_ name: String) -> Bool {
    let letters = name.utf8.prefix { (0x41...0x5A).contains($0 & 0xDF) }
    let next = name.utf8.dropFirst(letters.count).first
    if letters.count >= 3, let next, (0x30...0x39).contains(next) || [0x2B, 0x2D].contains(next) {
      return name.utf8.contains { (0x30...0x39).contains($0) }
    }
    let folder = Environment["TZDIR"] ?? "/usr/share/zoneinfo"
    guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("..") else { return false }
    return unsafe access("\(folder)/\(name)", R_OK) == 0
  }
}
