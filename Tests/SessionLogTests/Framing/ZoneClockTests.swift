// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

@Suite struct ZoneClockTests {
  /// Berlin in 2026: from +1 to +2 on 29 March at 01:00 UTC, back on 25 October at 01:00 UTC.
  private static let berlin = ZoneClock(
    initialOffset: 60, changes: [(1_774_746_000, 120), (1_792_890_000, 60)])
  /// Lord Howe changes by half an hour; here back, on 5 April 2026 at 15:00 UTC the day before.
  private static let lordHowe = ZoneClock(initialOffset: 660, changes: [(1_775_314_800, 630)])

  /// Instants, in seconds since `base`, of records with times of day, cut into batches of `size`.
  private func instants(
    _ times: [String], _ date: String, clock: ZoneClock = berlin, size: Int = 100, base: Int64
  ) -> [Int64] {
    var clock = clock
    var result: [Int64] = []
    for start in stride(from: 0, to: times.count, by: size) {
      let text = times[start..<min(times.count, start + size)].map {
        "I\(date) \($0).000000 1 Session.cpp:1] QUIT\n"
      }.joined()
      var block = LogBlock()
      _ = block.append(copying: Array(text.utf8).span)
      block.cut(atEnd: true, by: .ghsmtpRecords)
      var scanner = BlockScanner()
      var batch = EventBatch()
      scanner.scan(block, anchor: YearAnchor(.unknown, .none), into: &batch)
      clock.bringToInstants(&batch)
      result += batch.events.map { $0.time.microseconds / 1_000_000 - base }
    }
    return result
  }

  @Test func `the hour that the clock skips takes no time`() {
    let found = instants(
      ["01:59:58", "01:59:59", "03:00:00", "03:00:01"], "20260329", base: 1_774_746_000)
    #expect(found == [-2, -1, 0, 1])
  }

  @Test func `a time that no clock showed is read as before the change`() {
    #expect(instants(["02:30:00", "03:31:00"], "20260329", base: 1_774_746_000) == [1800, 1860])
  }

  @Test(arguments: [100, 1])
  func `the second pass of the hour is found by the order of the records`(size: Int) {
    let found = instants(
      [
        "01:59:00", "02:10:00", "02:59:59", "02:59:58", "02:00:00", "02:00:00", "02:10:00",
        "02:59:59", "03:00:00",
      ], "20261025", size: size, base: 1_792_890_000)
    #expect(found == [-3660, -3000, -1, -2, 0, 0, 600, 3599, 3600])
  }

  @Test func `records that come late do not begin the second pass`() {
    let found = instants(
      ["02:58:30", "02:59:30", "02:58:00", "02:59:40"], "20261025", base: 1_792_890_000)
    #expect(found == [-90, -30, -120, -20])
  }

  @Test func `any zone has its own hour, or half of one`() {
    let found = instants(
      ["01:59:59", "01:30:00", "01:40:00", "01:59:59", "02:00:00"], "20260405",
      clock: Self.lordHowe,
      base: 1_775_314_800)
    #expect(found == [-1, 0, 600, 1799, 1800])
  }

  @Test func `civil time and offset are those of the pass`() {
    func civil(_ second: Int64) -> (Int64, Int16) {
      let moment = LogTimestamp(microseconds: (1_792_890_000 + second) * 1_000_000)
      let (time, offset) = Self.berlin.civil(moment)
      return ((time.microseconds - moment.microseconds) / 1_000_000, offset)
    }
    #expect(civil(-1) == (7200, 120))
    #expect(civil(0) == (3600, 60))
    #expect(ZoneClock(initialOffset: 0, changes: []).isConstant)
    #expect(!Self.berlin.isConstant)
  }

  @Test func `a session keeps its length, in the offset of its beginning`() {
    var session = Session()
    session.start = LogTimestamp(microseconds: (1_792_890_000 - 1) * 1_000_000)
    session.end = LogTimestamp(microseconds: (1_792_890_000 + 1) * 1_000_000)
    Self.berlin.bringToCivilTime(&session)
    #expect(session.end.since(session.start) == 2_000_000)
    #expect(session.zoneOffsetMinutes == 120)
    #expect(session.start.microseconds / 1_000_000 == 1_792_890_000 - 1 + 7200)
  }
}
