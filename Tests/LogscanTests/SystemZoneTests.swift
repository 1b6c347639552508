// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Reports
import SessionLog
import Testing

@testable import logscan

/// Serialized: the C library has one zone for the whole process.
@Suite(.serialized) struct SystemZoneTests {
  @Test(arguments: [
    ((1, 15, 12, 0), 60), ((7, 15, 12, 0), 120), ((3, 29, 1, 59), 60), ((3, 29, 3, 0), 120),
    ((10, 25, 2, 59), 120), ((10, 25, 3, 0), 60),
  ])
  func `a zone's rules are those of the system`(
    local: (month: Int, day: Int, hour: Int, minute: Int), offset: Int
  ) throws {
    let zone = try SystemZone.rules(named: "CET-1CEST,M3.5.0,M10.5.0/3")
    let time = CivilTime(
      year: 2026, month: local.month, day: local.day, hour: local.hour, minute: local.minute)
    #expect(zone.offset(at: time.timestamp) == offset)
  }

  @Test func `UTC has no changes`() throws {
    let zone = try SystemZone.rules(named: "UTC")
    #expect(zone.initialOffset == 0)
    #expect(zone.changes.isEmpty)
  }

  @Test(arguments: ["", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "X"])
  func `what is not a zone is refused`(name: String) {
    #expect(throws: Failure.self) { try SystemZone.rules(named: name) }
  }
}
