// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@testable import SessionLog

@Suite struct YearTests {
  /// Records without a year, on these days (`mmdd`).
  private func log(_ days: [String]) -> [UInt8] {
    days.flatMap { Array("I\($0) 11:28:41.000000 1 Session.cpp:839] QUIT\n".utf8) }
  }

  private func years(_ days: [String], _ anchor: YearAnchor) -> [Int] {
    let whole = ScannedLog(log(days), anchor: anchor)
    // Cut into blocks of one record each, the walk goes through the resolver's other path.
    #expect(ScannedLog(log(days), anchor: anchor, blockSize: 100) == whole)
    return whole.rows.map(\.date.year)
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(year: year, month: month, day: day) ?? CivilDate(days: 0)
  }

  @Test func `the year turns where the date falls back by more than 180 days`() {
    let anchor = YearAnchor(.year(2018), .option)
    #expect(
      years(["0613", "1231", "0101", "0630", "1230", "0102"], anchor)
        == [2018, 2018, 2019, 2019, 2019, 2020])
    #expect(years(["0613", "0612", "0614"], anchor) == [2018, 2018, 2018])
  }

  @Test func `a late record of New Year's Eve stays in the old year`() {
    let anchor = YearAnchor(.year(2018), .option)
    #expect(years(["1231", "0101", "1231", "0101"], anchor) == [2018, 2019, 2018, 2019])
  }

  @Test func `29 February is the day it is in a leap year`() {
    let anchor = YearAnchor(.year(2019), .option)
    let scanned = ScannedLog(log(["1213", "0228", "0229", "0301"]), anchor: anchor)
    #expect(scanned.rows.map(\.date.year) == [2019, 2020, 2020, 2020])
    #expect(scanned.rows.map(\.date.day) == [13, 28, 29, 1])
    #expect(scanned.impossibleLeapDays == 0)
    #expect(ScannedLog(log(["0229"]), anchor: anchor).impossibleLeapDays == 1)
    #expect(
      ScannedLog(log(["0228", "0229", "0229", "0301"]), anchor: anchor).impossibleLeapDays == 2)
  }

  @Test func `a log that ends at a date may begin in the year before it`() {
    let anchor = YearAnchor(.ends(Self.date(2019, 2, 3)), .modificationTime)
    #expect(years(["1224", "0203", "0204"], anchor) == [2018, 2019, 2019])
    #expect(years(["0205"], anchor) == [2018])
    #expect(years(["0229"], anchor) == [2016])
    let scanned = ScannedLog(log(["1224"]), anchor: anchor)
    #expect(scanned.rows.map(\.source) == [.modificationTime])
  }

  @Test func `a preamble is a better source than any other`() {
    let text =
      String(decoding: log(["1231"]), as: UTF8.self)
      + "Log file created at: 2020/02/28 23:00:00\n"
      + String(decoding: log(["0228", "0229", "0301"]), as: UTF8.self)
    let scanned = ScannedLog(text, anchor: YearAnchor(.year(2018), .option))
    #expect(scanned.rows.map(\.date.year) == [2018, 2020, 2020, 2020])
    #expect(scanned.rows.map(\.source) == [.option, .fileHeader, .fileHeader, .fileHeader])
  }

  @Test func `records that state their year need no source`() {
    let text =
      "I20191231 11:28:41.000000 1 Session.cpp:839] QUIT\nI0101 11:28:41.000000 1 smtp.cpp:839] x\n"
    let scanned = ScannedLog(text, anchor: YearAnchor(.year(2018), .option))
    #expect(scanned.rows.map(\.source) == [.line, .option])
    #expect(scanned.rows.map(\.date.year) == [2019, 2018])
  }

  @Test(arguments: [
    ("smtp.mx.user.log.INFO.20180613-112840.21165", YearAnchor.Meaning.begins(date(2018, 6, 13))),
    ("smtp.log-20190101.gz", .ends(date(2019, 1, 1))),
    ("mail-2019-01-01.log", .ends(date(2019, 1, 1))),
  ])
  func `a date in the file's name is found`(name: String, meaning: YearAnchor.Meaning) {
    let modified = LogTimestamp(microseconds: 0)
    let anchor = YearAnchor.choose(preamble: nil, fileName: name, option: 2001, modified: modified)
    #expect(anchor == YearAnchor(meaning, .fileName))
  }

  @Test func `sources are taken in the documented order`() {
    let modified = LogTimestamp(microseconds: 86_400_000_000 * 365)
    let day = Self.date(2020, 3, 4)
    func choose(_ preamble: CivilDate?, _ name: String, _ option: Int?, _ time: LogTimestamp?)
      -> YearSource
    {
      YearAnchor.choose(preamble: preamble, fileName: name, option: option, modified: time).source
    }
    #expect(choose(day, "a.20180613-112840.1", 2001, modified) == .fileHeader)
    #expect(choose(nil, "a.20180613-112840.1", 2001, modified) == .fileName)
    #expect(choose(nil, "a.21165.20181313", 2001, modified) == .option)
    #expect(choose(nil, "a.log", nil, modified) == .modificationTime)
    #expect(choose(nil, "a.log", nil, nil) == .none)
  }

  @Test(arguments: Seed.several(30))
  func `dates and day numbers are the same thing`(seed: Seed) throws {
    var random = seed.generator
    for _ in 0..<200 {
      let days = random.number(-700_000...2_900_000)
      let date = CivilDate(days: days)
      #expect(date.days == days)
      let next = CivilDate(days: days + 1)
      #expect(date < next)
      #expect(next.day == 1 || next.day == date.day + 1)
    }
    #expect(CivilDate(days: 17_695) == CivilDate(year: 2018, month: 6, day: 13))
  }
}
