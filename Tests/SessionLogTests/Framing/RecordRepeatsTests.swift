// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

@Suite struct RecordRepeatsTests {
  /// Records that are left of a log, as their text, and how many were dropped.
  private func kept(_ log: String, blockSize: Int = LogBlock.defaultCapacity) -> (
    records: [String], copies: UInt64, gaps: [Int], unknown: UInt64
  ) {
    var scanner = BlockScanner()
    var repeats = RecordRepeats()
    var block = LogBlock(capacity: blockSize)
    var batch = EventBatch()
    var result: (records: [String], copies: UInt64, gaps: [Int], unknown: UInt64) = ([], 0, [], 0)
    let input = Array(log.utf8)
    var taken = 0
    repeat {
      taken += block.append(copying: input.span.extracting(taken..<input.count))
      block.cut(atEnd: taken == input.count, by: .ghsmtpRecords)
      scanner.scan(block, anchor: YearAnchor(.year(2018), .option), into: &batch)
      repeats.drop(from: &batch, in: block.octets)
      result.gaps += batch.gaps.map { $0.event + result.records.count }
      for event in batch.events {
        let octets = event.record.indices.map { block.octets[$0] }
        result.records.append(String(decoding: octets, as: UTF8.self))
      }
      #expect(batch.unrecognised.allSatisfy { $0 < batch.events.count })
      result.copies += batch.counts.copies
      result.unknown += batch.counts.unrecognised
      block.advance()
    } while taken < input.count || !block.isEmpty
    return result
  }

  private func records(_ count: Int, thread: Int = 1) -> [String] {
    (0..<count).map { index in
      let fraction = String(String(1_000_000 + index * 7).dropFirst())
      return
        "I0613 11:19:13.\(fraction) \(thread) Session.cpp:1] \(index % 3 == 0 ? "QUIT" : "odd")"
    }
  }

  @Test(arguments: Seed.several(20))
  func `copies are dropped wherever they stand, however the log is cut`(seed: Seed) {
    var generator = seed.generator
    let all = records(200)
    var waiting: [String] = []
    var lines: [String] = []
    var copies: UInt64 = 0
    for record in all {
      lines.append(record)
      if generator.once(in: 3) {
        for _ in 0..<generator.number(1...2) { waiting.append(record) }
      }
      while !waiting.isEmpty, generator.once(in: 2) {
        lines.append("Jun 13 11:19:13 mx smtp[7]: " + waiting.removeFirst())
        copies += 1
      }
    }
    let whole = kept(lines.joined(separator: "\n"))
    #expect(whole.records == all)
    #expect(whole.copies == copies)
    #expect(whole.unknown == UInt64(all.count { $0.hasSuffix("odd") }))
    for size in [100, 999, 5000] {
      let cut = kept(lines.joined(separator: "\n"), blockSize: size)
      #expect(cut.records == all)
      #expect(cut.copies == copies)
    }
  }

  @Test func `records of the same moment that differ are not copies`() {
    let lines = [
      "I0613 11:19:13.000001 1 Session.cpp:1] QUIT", "I0613 11:19:13.000001 2 Session.cpp:1] QUIT",
      "W0613 11:19:13.000001 1 Session.cpp:1] QUIT", "I0613 11:19:13.000001 1 Session.cpp:2] QUIT",
      "I0613 11:19:13.000001 1 Session.cpp:1] RSET",
    ]
    let log = kept(lines.joined(separator: "\n"))
    #expect(log.records == lines)
    #expect(log.copies == 0)
  }

  @Test func `what lies between records stays where it was`() {
    let all = records(3)
    let log = kept(
      [all[0], all[0], "-- Reboot --", all[1], all[1], all[2]].joined(separator: "\n"))
    #expect(log.records == all)
    #expect(log.gaps == [1])
  }

  @Test func `a line of a reply that stands there twice counts once`() {
    let log = kept(
      "I0613 11:19:41.985496 7 snd.cpp:475]  S: 220-mx\n220-\n220-\n220 ok\n220 ok\n")
    #expect(log.records.count == 3)
    #expect(log.copies == 2)
  }
}
