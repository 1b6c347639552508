// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Reports
import SessionLog
import Testing

@Suite struct NumberTextTests {
  @Test(arguments: [
    (0, 0, ""), (0, 5, "~0"), (5, 5, "~100"), (1, 3, "~33"), (2, 3, "~67"), (0, 20, "0"),
    (20, 20, "100"), (10, 20, "50.0"), (986, 988, "99.8"), (999_999, 1_000_000, "99.9"),
    (1, 1_000_000, "0.1"), (Int.max - 1, Int.max, "99.9"), (Int.max, Int.max, "100"),
  ])
  func `a percentage never rounds to all or nothing`(part: Int, whole: Int, text: String) {
    #expect(NumberText.percent(Ratio(part, of: whole)) == text)
  }

  @Test(
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (412_601_773, "412.6 MB"),
      (999_999, "1.0 MB"), (UInt64.max, "18.4 EB"), (8192, "8.2 kB"), (32_899_918, "32.9 MB"),
      (999_949, "999.9 kB"), (999_950, "1.0 MB"), (999_950_000_000_000_000, "1.0 EB"),
    ] as [(UInt64, String)])
  func `octets are rounded to one decimal`(count: UInt64, text: String) {
    #expect(NumberText.octets(count) == text)
  }

  @Test(arguments: [(1371, 1000, "1.371"), (4, 3, "1.333"), (0, 5, "0.000"), (5, 0, "")])
  func `a factor has three decimals`(part: Int, whole: Int, text: String) {
    #expect(NumberText.factor(Ratio(part, of: whole)) == text)
  }

  @Test func `one is counted in the singular, and a census has no rough shares`() {
    #expect(NumberText.counted(1, "message") == "1 message")
    #expect(NumberText.counted(2412, "message") == "2,412 messages")
    #expect(NumberText.percent(Ratio(census: 1, of: 3)) == "33.3")
  }

  @Test(
    arguments: [
      (0.0403, "40.3 mWh"), (6.7e9, "6.7 GWh"), (2.36e-10, "236 pWh"), (999.96, "1 kWh"),
      (1e-14, "less than 1 pWh"), (0, "0 Wh"), (1.9e14, "190 TWh"), (3e40, "more than 1e30 Wh"),
    ] as [(Double, String)])
  func `estimates have three digits and a prefix that fits`(value: Double, text: String) {
    #expect(QuantityText.wattHours(value) == text)
  }

  @Test func `shares of estimates are fractions`() {
    #expect(QuantityText.fraction(1, of: 5600) == "1/5,600")
    #expect(QuantityText.fraction(2.48, of: 100) == "2.48 %")
    #expect(QuantityText.fraction(0, of: 100) == "nothing")
    #expect(QuantityText.fraction(1e300, of: 1e-300) == "more than 1e11 %")
    #expect(QuantityText.grams(3.22e9) == "3.22 kt")
    #expect(QuantityText.octets(5.5e18) == "5.5 EB")
  }

  @Test func `octets are shown exactly beside`() {
    #expect(NumberText.octetsExactly(412_601_773) == "412.6 MB (412,601,773)")
  }

  @Test(
    arguments: [
      (142_000, "0.142s"), (9_999_999, "9.999s"), (12_345_678, "12.3s"), (245_000_000, "4m05s"),
      (7_380_000_000, "2h03m"), (273_600_000_000, "3d04h"), (-5_000, "-0.005s"),
    ] as [(Int64, String)])
  func `durations have a unit that fits`(microseconds: Int64, text: String) {
    #expect(NumberText.duration(microseconds) == text)
  }

  @Test(
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400_000_000, "2000-02-29"),
      (1_709_164_800_000_000, "2024-02-29"), (4_107_542_400_000_000, "2100-03-01"),
    ] as [(Int64, String)])
  func `timestamps are civil dates and back`(microseconds: Int64, date: String) {
    let civil = CivilTime(LogTimestamp(microseconds: microseconds))
    #expect(TimeText.date(civil) == date)
    #expect(civil.timestamp.microseconds == microseconds)
  }

  @Test func `times are RFC 3339 with the offset of the zone`() {
    let local = CivilTime(
      year: 2018, month: 6, day: 13, hour: 11, minute: 19, second: 13, microsecond: 641_806
    ).timestamp
    #expect(
      TimeText.rfc3339(ZonedTime(local: local, offsetMinutes: -420))
        == "2018-06-13T11:19:13.641806-07:00")
    #expect(
      TimeText.rfc3339(ZonedTime(local: local, offsetMinutes: 0)) == "2018-06-13T11:19:13.641806Z")
  }

  @Test func `a zone's offset changes where the rules say and a stated offset wins`() {
    let change = CivilTime(year: 2026, month: 3, day: 29, hour: 3).timestamp
    let zone = ZoneRules(
      name: "Europe/Berlin", initialOffset: 60,
      changes: [.init(from: change.microseconds, offsetMinutes: 120)])
    let before = LogTimestamp(microseconds: change.microseconds - 1)
    #expect(zone.zoned(before).offsetMinutes == 60)
    #expect(zone.zoned(change).offsetMinutes == 120)
    #expect(zone.zoned(change, stated: -300).offsetMinutes == -300)
    let utc = CivilTime(year: 2026, month: 3, day: 29, hour: 1).timestamp
    #expect(zone.local(ofUTC: utc) == change)
    let earlier = LogTimestamp(microseconds: utc.microseconds - 1)
    #expect(zone.local(ofUTC: earlier).microseconds == change.microseconds - 3_600_000_001)
  }
}
