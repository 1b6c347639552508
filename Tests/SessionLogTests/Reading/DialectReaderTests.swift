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
      #expect(reader.coverage.counts == scanned.counts)
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
