// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Makes one time of what the lines state: years for those that have none, one clock for those that
/// state a zone. Lines of one second are asked about once.
struct PostfixClock: Sendable {
  private var years: YearWalk?
  private var lastDate: CivilDate?
  private var lastDay = 0
  private var lastMoment: Int64 = .min
  private var lastCivil = LogTimestamp(microseconds: 0)
  /// As in `DialectInput`, with the pass of a repeated hour that the record before was in.
  private var zone: ZoneClock?
  /// Records of 29 February in a year without one.
  private(set) var impossibleLeapDays: UInt64 = 0

  /// The time of a record, and where its year comes from.
  mutating func time(
    _ stated: StatedTime, of input: DialectInput
  ) -> (LogTimestamp, YearSource) {
    if let zone = stated.zoneOffsetMinutes, stated.statesYear {
      let moment =
        Int64(stated.date.days) * LogTimestamp.microsecondsPerDay + stated.timeOfDay
        - Int64(zone) * 60_000_000
      return (civil(moment, input), .line)
    }
    if stated.statesYear { return (at(stated.date.days, stated, input), .line) }
    if years == nil { years = YearWalk(input.years()) }
    if stated.date != lastDate {
      lastDate = stated.date
      let year = years?.year(of: stated.date) ?? stated.date.year
      if stated.date.isLeapDay, !CivilDate.isLeap(year) { impossibleLeapDays += 1 }
      lastDay = stated.date.inYear(year).days
    }
    return (at(lastDay, stated, input), years?.source ?? .none)
  }

  /// A moment in microseconds since 1970 by the clock that all inputs share: the log's civil time, or the instant.
  mutating func civil(_ moment: Int64, _ input: DialectInput) -> LogTimestamp {
    if input.clock != nil { return LogTimestamp(microseconds: moment) }
    let second: Int64 = 1_000_000
    let fraction = moment % second + (moment % second < 0 ? second : 0)
    if moment - fraction != lastMoment {
      lastMoment = moment - fraction
      lastCivil = input.civilTime(Int((moment - fraction) / second))
    }
    return LogTimestamp(microseconds: lastCivil.microseconds + fraction)
  }

  private mutating func at(
    _ days: Int, _ stated: StatedTime, _ input: DialectInput
  ) -> LogTimestamp {
    let civil = LogTimestamp(
      microseconds: Int64(days) * LogTimestamp.microsecondsPerDay + stated.timeOfDay)
    if zone == nil { zone = input.clock }
    return zone?.instant(of: civil, offsetMinutes: nil) ?? civil
  }
}
