// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import History
import MailTypes
import ProviderFindings
import SessionLog

/// The days of a report from a state, in days since 1970-01-01.
struct StatePeriod {
  /// Days without a log after which nobody calls them missed nights.
  private static let longestGap = 60

  /// What has not been reported is, since nothing else was asked for.
  let isDefault: Bool
  /// Days to report, in order.
  let days: [Int]
  /// Days that were reported before, and the sessions of them that came since.
  private(set) var late: [(day: Int, sessions: Int)] = []
  /// Days in between of which there is no log.
  private(set) var missing: [Int] = []

  init(
    _ state: HistoryTransaction, selected: Range<LogTimestamp>?, today: Int
  ) throws {
    let known = try state.days()
    guard let selected else {
      isDefault = true
      // Today is not over.
      let past = known.filter { $0.day < today }
      days = past.filter { $0.reported == nil }.map(\.day)
      late = past.compactMap { account in
        account.reported.flatMap { reported in
          account.sessions > reported ? (account.day, account.sessions - reported) : nil
        }
      }
      let told = past.last { $0.reported != nil }?.day
      if let first = [told.map { $0 + 1 }, days.first].compactMap(\.self).min() {
        // What has been reported is not reported again, what is missing least of all.
        let all = Set(known.map(\.day)).union(try state.missedDays())
        // A log that ended long ago is read for what it is: nobody waits for more of it.
        let last = past.last?.day ?? first
        let end = today - last > Self.longestGap ? last + 1 : today
        missing = (first..<max(first, end)).filter { !all.contains($0) }
        // Years between old logs are not missed nights either.
        if missing.count > Self.longestGap { missing = [] }
      }
      return
    }
    isDefault = false
    let first = selected.lowerBound.microseconds == .min ? Int.min : selected.lowerBound.day
    let last =
      selected.upperBound.microseconds == .max
      ? Int.max : LogTimestamp(microseconds: selected.upperBound.microseconds - 1).day
    let isWhole = { (time: LogTimestamp) in
      [.min, .max].contains(time.microseconds)
        || time.microseconds % CivilTime.microsecondsPerDay == 0
    }
    guard isWhole(selected.lowerBound), isWhole(selected.upperBound) else {
      throw ValidationError("--state keeps whole days: name days, not hours.")
    }
    days = known.map(\.day).filter { (first...last).contains($0) }
  }
}
