// SPDX-License-Identifier: Apache-2.0
import SessionLog
import TestSupport
import Testing

/// Each single line of a log lost, and each written twice: every state of a session loses its line once.
@Suite struct LostLineTests {
  static let samples = ["essay.log", "outbound-2018a.log"]

  @Test(arguments: samples)
  func `no line that is lost accuses anybody`(sample: String) throws {
    try check(sample) { lines, index in lines[..<index] + lines[(index + 1)...] }
  }

  @Test(arguments: samples)
  func `no line that stands there twice accuses anybody`(sample: String) throws {
    try check(sample) { lines, index in lines[...index] + lines[index...] }
  }

  private func check(
    _ sample: String, _ damage: (Lines, Int) -> Lines
  ) throws {
    let log = try Repository.octets("samples/logs/\(sample)")
    let dialect = try #require(Dialects.all.first { $0.name == "ghsmtp" })
    let lines = log.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
    let intact = LogReading(log, dialect: dialect)
    for index in lines.indices.dropLast() {
      let damaged = LogReading(
        Array(damage(lines, index).joined(separator: [UInt8(ascii: "\n")])), dialect: dialect)
      let accused = damaged.accusations.subtracting(intact.accusations)
      #expect(
        accused.isEmpty, "line \(index + 1): \(String(decoding: lines[index], as: UTF8.self))")
    }
  }

  private typealias Lines = ArraySlice<ArraySlice<UInt8>>
}
