// SPDX-License-Identifier: Apache-2.0
import MailTypes

extension TimeText {
  /// A moment in writing: what the clock showed, and the same in UTC where the offset is stated.
  package struct Moment: Equatable, Sendable {
    package var civil: LogTimestamp
    package var utc: LogTimestamp?
  }

  /// Reads RFC 3339 section 5.6; the seconds, their fraction and the offset are optional, and `T` or
  /// a blank may stand between date and time:
  ///
  ///     date-time = full-date ("T" / " ") HH ":" MM [":" SS ["." 1*DIGIT]] ["Z" / time-numoffset]
  package static func moment(_ text: String) -> Moment? {
    var rest = Array(text.utf8)[...]
    guard let century = digits(&rest), let year = digits(&rest), take("-", &rest),
      let month = digits(&rest), take("-", &rest), let day = digits(&rest),
      take("T", &rest) || take(" ", &rest),
      let hour = digits(&rest), take(":", &rest), let minute = digits(&rest)
    else { return nil }
    var civil = CivilTime(
      year: century * 100 + year, month: month, day: day, hour: hour, minute: minute)
    if take(":", &rest) {
      guard let second = digits(&rest) else { return nil }
      civil.second = second
      if take(".", &rest) {
        guard let microsecond = fraction(&rest) else { return nil }
        civil.microsecond = microsecond
      }
    }
    guard civil.isValid else { return nil }
    let time = civil.timestamp
    if rest.isEmpty { return Moment(civil: time) }
    guard let offset = offset(&rest), rest.isEmpty else { return nil }
    let utc = LogTimestamp(microseconds: time.microseconds - Int64(offset) * 60_000_000)
    return Moment(civil: time, utc: utc)
  }

  /// `time-offset = "Z" / ("+" / "-") HH ":" MM`, in minutes.
  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
    if take("Z", &rest) { return 0 }
    let negative = take("-", &rest)
    guard negative || take("+", &rest), let hours = digits(&rest), take(":", &rest),
      let minutes = digits(&rest), hours < 24, minutes < 60
    else { return nil }
    return (negative ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func take(_ letter: Unicode.Scalar, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == UInt8(ascii: letter) else { return false }
    rest.removeFirst()
    return true
  }

  /// Two digits.
  private static func digits(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let text = rest.prefix(2)
    guard text.count == 2, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(2)
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// A fraction of a second in microseconds; further digits are dropped.
  private static func fraction(_ rest: inout ArraySlice<UInt8>) -> Int? {
    let text = rest.prefix { (0x30...0x39).contains($0) }
    guard !text.isEmpty else { return nil }
    rest = rest.dropFirst(text.count)
    let digits = text.prefix(6)
    let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return (digits.count..<6).reduce(value) { value, _ in value * 10 }
  }
}
