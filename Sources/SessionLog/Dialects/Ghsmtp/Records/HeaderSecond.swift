// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Severity, date and time up to the second of the record before, as octets and as what they mean:
/// many records of a log share them.
///
/// Unsafe code: loads up to 18 octets from the line's beginning.
struct HeaderSecond {
  /// The line's first eight octets.
  private var first: UInt64 = 0
  /// The eight octets up to `hh:mm:`, two of which stand between the other two words where there is
  /// a year. Before the first record they contradict the first eight.
  private var middle: UInt64 = .max
  /// `hh:mm:ss`
  private var last: UInt64 = 0
  /// `yyyy` or `mmdd`, then `mmdd` and a blank, and whether the former is a year; never all ones.
  private var date: (UInt64, UInt64, Bool) = (.max, .max, false)
  /// The beginning of that day, in microseconds since 1970.
  private var midnight: Int64 = 0
  private(set) var severity = Severity.info
  /// The beginning of the second, in microseconds since 1970.
  private(set) var base: Int64 = 0
  private(set) var source = YearSource.line

  /// Whether a line begins with the same. `shift` is that of `FastHeader`, which follows from the
  /// first eight octets.
  @inline(__always)
  func begins(_ line: UnsafeRawPointer, _ shift: Int) -> Bool {
    let head = unsafe line + shift
    return unsafe (OctetWord.load(line, 0) ^ first) | (OctetWord.load(head, 4) ^ middle)
      | (OctetWord.load(head, 6) ^ last) == 0
  }

  /// Takes the severity and second of another line; false if there are none that a calendar and
  /// clock have.
  @inline(never)
  mutating func take(
    _ line: UnsafeRawPointer, _ shift: Int, _ reader: RecordReader, _ batch: inout EventBatch
  ) -> Bool {
    let time = unsafe OctetWord.load(line + shift, 6)
    guard let severity = unsafe Severity(letter: line.load(as: UInt8.self)),
      let seconds = Self.seconds(time)
    else { return false }
    let date = unsafe (
      OctetWord.load(line, 1) & 0xffff_ffff, OctetWord.load(line + shift, 1) & 0xff_ffff_ffff,
      shift != 0
    )
    if date != self.date {
      guard let day = Self.read(date) else { return false }
      let (days, found) = reader.day(of: day, statesYear: date.2, nil, &batch)
      midnight = Int64(days) * LogTimestamp.microsecondsPerDay
      source = found
      self.date = date
    }
    first = unsafe OctetWord.load(line, 0)
    middle = unsafe OctetWord.load(line + shift, 4)
    last = time
    self.severity = severity
    base = midnight + Int64(seconds) * 1_000_000
    return true
  }

  /// Years before 1970, which could be mistaken for `mmdd`, are left to `RecordHeader`.
  private static func read(_ date: (year: UInt64, day: UInt64, statesYear: Bool)) -> CivilDate? {
    let year = number(date.year, 0) * 100 + number(date.year, 2)
    guard octet(date.day, 4) == 0x20, !date.statesYear || year >= 1970 else { return nil }
    return CivilDate(
      year: date.statesYear ? year : 2000, month: number(date.day, 0), day: number(date.day, 2))
  }

  /// Seconds since midnight of `hh:mm:ss`.
  private static func seconds(_ time: UInt64) -> Int? {
    let hour = number(time, 0)
    let minute = number(time, 3)
    let second = number(time, 6)
    guard octet(time, 2) == 0x3a, octet(time, 5) == 0x3a, (0..<24).contains(hour),
      (0..<60).contains(minute), (0...60).contains(second)
    else { return nil }
    return (hour * 60 + minute) * 60 + second
  }

  /// Two digits; far below zero if they are none.
  private static func number(_ word: UInt64, _ place: UInt64) -> Int {
    let tens = Int(octet(word, place)) - 0x30
    let ones = Int(octet(word, place + 1)) - 0x30
    return (0...9).contains(tens) && (0...9).contains(ones) ? tens * 10 + ones : -10_000
  }

  private static func octet(_ word: UInt64, _ place: UInt64) -> UInt64 {
    (word >> (8 * place)) & 0xff
  }
}
