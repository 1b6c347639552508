// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// What holds for every reader of the catalogue is asked of the one that has plain samples.
@Suite struct DialectReaderTests {
  private func sample(_ name: String) throws -> [UInt8] {
    Array(try Folder(path: Repository.root).text("samples/logs/\(name)").utf8)
  }

  @Test(arguments: ["essay.log", "outbound-2018a.log", "inbound-2018.log", "syslog-2018.log"])
  func `a reader gives what its stages give`(name: String) throws {
    let text = try sample(name)
    let stages = AssembledLog(text)
    let scanned = ScannedLog(text)
    var reader = GhsmtpReader()
    for blockSize in [8 << 10, LogBlock.defaultCapacity] {
      // The same reader again: nothing of the input before may be left in it.
      let sessions = read(text, with: &reader, blockSize: blockSize)
      #expect(sessions.map(\.summary) == stages.sessions.map(\.summary))
      #expect(sessions.map(\.id) == stages.sessions.map(\.id))
      var counts = reader.coverage.counts
      // Copies of records are dropped behind the stages that `scanned` knows.
      counts.copies = 0
      #expect(counts == scanned.counts)
      #expect(reader.coverage.defects == scanned.defects)
      #expect(reader.coverage.duplicateRecords == UInt64(stages.tally.duplicateRecords))
    }
  }

  @Test(arguments: [
    ("essay.log", "ghsmtp"), ("syslog-2018.log", "ghsmtp"), ("inbound-2018.log", "ghsmtp"),
  ])
  func `the lines of a sample are recognised by its own dialect alone`(
    name: String, dialect: String
  ) throws {
    let text = try sample(name)
    var recognised: Set<String> = []
    for line in text.split(separator: 0x0a) {
      for candidate in Dialects.all where candidate.recognises(text.span, line.indices) {
        recognised.insert(candidate.name)
      }
    }
    #expect(recognised == [dialect])
  }

  /// Sessions of three threads, in which the stream's prefix begins or ends, or is there all the time.
  @Test(arguments: [0..<0, 0..<5, 3..<9, 5..<12, 0..<12])
  func `a session goes on where the prefix of its stream begins or ends`(prefixed: Range<Int>) {
    let messages = [
      "connect from mx.x.example [203.0.113.9]", "EHLO mx.x.example", "QUIT",
      "CPU time 0.01 seconds",
    ]
    var lines: [String] = []
    for (place, message) in messages.enumerated() {
      for thread in 1...3 {
        let time = "11:00:0\(place).\(thread)00000"
        let record = "I20260613 \(time) \(thread) Session.cpp:\(place)] \(message)"
        let prefix = "2026-06-13T11:00:0\(place)Z mx smtp[\(thread)]: "
        lines.append(prefixed.contains(lines.count) ? prefix + record : record)
      }
    }
    for blockSize in [256, LogBlock.defaultCapacity] {
      var reader = GhsmtpReader()
      let text = Array(lines.joined(separator: "\n").utf8)
      let sessions = read(text, with: &reader, blockSize: blockSize)
      #expect(sessions.map(\.recordCount) == [4, 4, 4])
      #expect(sessions.allSatisfy { $0.quit == .yes })
    }
  }

  @Test func `records that stand twice are read once`() throws {
    let text = try sample("inbound-2018.log")
    var doubled: [UInt8] = []
    for line in text.split(separator: 0x0a) { for _ in 0..<2 { doubled += line + [0x0a] } }
    var reader = GhsmtpReader()
    let once = read(text, with: &reader, blockSize: 8 << 10)
    let twice = read(doubled, with: &reader, blockSize: 8 << 10)
    #expect(once.count > 10)
    #expect(once.map(\.id) == twice.map(\.id))
    #expect(reader.coverage.duplicateRecords > 0)
  }

  @Test func `the names of the dialects are unique`() {
    #expect(Set(Dialects.all.map(\.name)).count == Dialects.all.count)
  }

  private func read(
    _ text: [UInt8], with reader: inout some DialectReader & ~Copyable, blockSize: Int
  ) -> [Session] {
    var sink = CollectingSink()
    var block = LogBlock(capacity: blockSize)
    var taken = 0
    reader.begin(DialectInput(input: 0, years: { YearAnchor(.year(2018), .option) }))
    repeat {
      taken += block.append(copying: text.span.extracting(taken..<text.count))
      block.cut(atEnd: taken == text.count, by: .ghsmtpRecords)
      reader.consume(block, into: &sink)
      block.advance()
    } while taken < text.count || !block.isEmpty
    reader.finish(into: &sink)
    return sink.sessions.sorted { ($0.firstOrdinal, $0.id) < ($1.firstOrdinal, $1.id) }
  }
}
