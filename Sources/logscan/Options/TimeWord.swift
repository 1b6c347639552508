// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Reports
import SessionLog

/// Times as people type them. Each names a span: `2026-01` is a month, `yesterday` a day, a moment
/// a span of no length, so that `--until` can mean the end of what was named.
enum TimeWord {
  static let farPast = LogTimestamp(microseconds: .min)
  static let farFuture = LogTimestamp(microseconds: .max)

  /// The span that `word` names, in the log's civil time; nil if it names none.
  static func span(
    of word: String, now: LogTimestamp, zone: ZoneRules
  ) -> Range<LogTimestamp>? {
    switch word.lowercased() {
    case "now": return now..<now
    case "today": return day(now, 0)
    case "yesterday": return day(now, -1)
    default: return ago(word, now: now) ?? calendar(word) ?? moment(word, zone: zone)
    }
  }

  /// The day that lies `days` days from that of `now`.
  private static func day(_ now: LogTimestamp, _ days: Int64) -> Range<LogTimestamp> {
    var civil = CivilTime(now)
    (civil.hour, civil.minute, civil.second, civil.microsecond) = (0, 0, 0, 0)
    let start = civil.timestamp.microseconds + days * CivilTime.microsecondsPerDay
    return span(start, CivilTime.microsecondsPerDay)
  }

  /// `-7d`, `-12h`, `-30m`, `-2w`: that long before now. Days and weeks begin at midnight.
  private static func ago(_ word: String, now: LogTimestamp) -> Range<LogTimestamp>? {
    guard word.hasPrefix("-"), let unit = word.last,
      let count = Int64(word.dropFirst().dropLast()), (0...100_000).contains(count)
    else { return nil }
    switch unit {
    case "w": return day(now, -7 * count)
    case "d": return day(now, -count)
    case "h": return span(now.microseconds - count * 3_600_000_000, 0)
    case "m": return span(now.microseconds - count * 60_000_000, 0)
    default: return nil
    }
  }

  /// `2026`, `2026-01`, `2026-01-31`.
  private static func calendar(_ word: String) -> Range<LogTimestamp>? {
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
    else { return nil }
    let numbers = parts.compactMap(number)
    guard numbers.count == parts.count else { return nil }
    let first = CivilTime(
      year: numbers[0], month: numbers.count > 1 ? numbers[1] : 1,
      day: numbers.count > 2 ? numbers[2] : 1)
    guard first.isValid else { return nil }
    var next = first
    switch numbers.count {
    case 1: next.year += 1
    case 2:
      (next.year, next.month) = next.month == 12 ? (next.year + 1, 1) : (next.year, next.month + 1)
    default: return span(first.timestamp.microseconds, CivilTime.microsecondsPerDay)
    }
    return first.timestamp..<next.timestamp
  }

  /// A moment as RFC 3339 has it; without an offset it is the log's own clock.
  private static func moment(_ word: String, zone: ZoneRules) -> Range<LogTimestamp>? {
    guard let moment = TimeText.moment(word) else { return nil }
    let local = moment.utc.map(zone.local(ofUTC:)) ?? moment.civil
    return local..<local
  }

  private static func span(_ start: Int64, _ length: Int64) -> Range<LogTimestamp> {
    LogTimestamp(microseconds: start)..<LogTimestamp(microseconds: start + length)
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}
