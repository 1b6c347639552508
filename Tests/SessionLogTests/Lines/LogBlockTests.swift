// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

@Suite struct LogBlockTests {
  @Test func `a block begins and ends at a record`() {
    var block = LogBlock(capacity: 100)
    let record = Array("I0613 11:19:13.641806 1 Session.cpp:839] QUIT\n".utf8)
    let input = record + record + record
    let taken = block.append(copying: input.span)
    #expect(taken == 100)
    let isFull = block.isFull
    #expect(isFull)
    block.cut(atEnd: false, by: .ghsmtpRecords)
    let count = block.count
    #expect(count == record.count)
    var next = LogBlock(capacity: 200)
    block.begin(&next)
    let offset = next.offset
    #expect(offset == UInt64(record.count))
    let appended = next.append(copying: input.span.extracting(100..<input.count))
    #expect(appended == input.count - 100)
    next.cut(atEnd: true, by: .ghsmtpRecords)
    let rest = next.octets.count
    let isWhole = !next.continuesRecord && !next.endsInRecord
    #expect(rest == 2 * record.count)
    #expect(isWhole)
    block.removeAll()
    let isEmpty = block.isEmpty
    #expect(isEmpty)
  }

  @Test func `a reader writes straight into a block`() {
    var block = LogBlock(capacity: 8)
    block.append { room in
      room[0] = 0x41
      room[1] = 0x42
      return 2
    }
    block.cut(atEnd: true, by: .ghsmtpRecords)
    let octets = block.octets
    let written = (0..<octets.count).map { octets[$0] }
    #expect(written == [0x41, 0x42])
  }

  @Test(arguments: Seed.several(20))
  func `blocks of a log of lines are whole lines, but for those that are too long`(seed: Seed) {
    var random = seed.generator
    let text = random.octets(count: random.number(0...2000), from: "abcdefghijklmnop\n")
    var block = LogBlock(capacity: random.number(1...120))
    var rebuilt: [UInt8] = []
    var taken = 0
    repeat {
      taken += block.append(copying: text.span.extracting(taken..<text.count))
      block.cut(atEnd: taken == text.count, by: .lines)
      let part = copy(block.octets)
      let (isSplit, isFull, begins) = (block.endsInsideLine, block.isFull, block.beginsInsideLine)
      #expect(begins == (rebuilt.last ?? 0x0a != 0x0a))
      rebuilt += part
      if isSplit {
        #expect(isFull && !part.contains(0x0a))
      } else {
        #expect(part.last == 0x0a || rebuilt.count == text.count)
      }
      block.advance()
    } while taken < text.count || !block.isEmpty
    #expect(rebuilt == text)
  }

  private func copy(_ octets: Span<UInt8>) -> [UInt8] { octets.indices.map { octets[$0] } }

  @Test(arguments: Seed.several(20))
  func `every line feed is found, and no other octet`(seed: Seed) {
    var random = seed.generator
    let alphabet = random.one(of: ["\n", "\na", "abcdefghijklmnopqrstuvwxyz0123456789/:;\n"])
    let text = random.octets(count: random.number(0...70_000), from: alphabet)
    // Lines without a header: each one is counted, with its place.
    let log = ScannedLog(text)
    let lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)
    let complete = text.count { $0 == 0x0a }
    #expect(log.counts.lines == UInt64(complete + (text.isEmpty || text.last == 0x0a ? 0 : 1)))
    let first = lines.firstIndex { !$0.isEmpty }
    #expect(log.defects.samples.first?.line == first.map { UInt64($0 + 1) })
    #expect(log.counts.defects == UInt64(lines.count { !$0.isEmpty }))
  }
}
