// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Reports
import SessionLog
import Testing

@testable import logscan

@Suite struct TimeWordTests {
  private static let now = CivilTime(year: 2026, month: 3, day: 1, hour: 15, minute: 30).timestamp
  private static let berlin = ZoneRules(name: "Europe/Berlin", initialOffset: 60)

  @Test(arguments: [
    ("today", "2026-03-01 00:00:00", "2026-03-02 00:00:00"),
    ("Yesterday", "2026-02-28 00:00:00", "2026-03-01 00:00:00"),
    ("-7d", "2026-02-22 00:00:00", "2026-02-23 00:00:00"),
    ("-1w", "2026-02-22 00:00:00", "2026-02-23 00:00:00"),
    ("-12h", "2026-03-01 03:30:00", "2026-03-01 03:30:00"),
    ("-30m", "2026-03-01 15:00:00", "2026-03-01 15:00:00"),
    ("2026", "2026-01-01 00:00:00", "2027-01-01 00:00:00"),
    ("2025-12", "2025-12-01 00:00:00", "2026-01-01 00:00:00"),
    ("2024-02-29", "2024-02-29 00:00:00", "2024-03-01 00:00:00"),
    ("2026-01-31T12:00", "2026-01-31 12:00:00", "2026-01-31 12:00:00"),
    ("2026-01-31 12:00:05", "2026-01-31 12:00:05", "2026-01-31 12:00:05"),
    ("2026-01-31T12:00:05.25Z", "2026-01-31 13:00:05", "2026-01-31 13:00:05"),
    ("2026-01-31T12:00:05-07:00", "2026-01-31 20:00:05", "2026-01-31 20:00:05"),
  ])
  func `a word names a span`(word: String, first: String, end: String) throws {
    let span = try #require(TimeWord.span(of: word, now: Self.now, zone: Self.berlin))
    let text = { TimeText.short(ZonedTime(local: $0, offsetMinutes: 0)) }
    #expect(text(span.lowerBound) == first)
    #expect(text(span.upperBound) == end)
  }

  @Test(arguments: [
    "", "tomorrow-ish", "-7", "-d", "-7y", "2026-13", "2026-02-29", "26-01-01", "2026-1-1",
    "2026-01-31T", "2026-01-31T25:00", "2026-01-31T12:00+1", "2026-01-31T12:00:05.", "--7d",
    "-99999999999d",
  ])
  func `other words name none`(word: String) {
    #expect(TimeWord.span(of: word, now: Self.now, zone: Self.berlin) == nil)
  }
}
