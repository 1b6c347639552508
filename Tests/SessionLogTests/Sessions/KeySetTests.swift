// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@testable import SessionLog

@Suite struct KeySetTests {
  @Test(arguments: Seed.several(10))
  func `a key set holds what a Set holds`(seed: Seed) {
    var generator = seed.generator
    var keys = SessionKeys(bits: 3)
    var expected: Set<UInt64> = []
    for _ in 0..<3000 {
      // Few high bits and many collisions: everything falls into few parts.
      let key = generator.next() & 0xE000_0000_0000_03FF
      #expect(keys.insert(key) == expected.insert(key).inserted)
    }
    #expect(keys.count == expected.count)
    for key in 0..<2000 as Range<UInt64> { #expect(keys.contains(key) == expected.contains(key)) }
  }

  @Test func `a key costs less than fifteen octets once a set has grown`() {
    var generator = Seed(1).generator
    var keys = SessionKeys(bits: 4)
    for _ in 0..<100_000 {
      _ = keys.insert(generator.next())
      if keys.count > 10_000, keys.count.isMultiple(of: 1000) {
        #expect(keys.octets < 15 * keys.count)
      }
    }
  }

  @Test(arguments: Seed.several(10))
  func `a thread table holds what a Dictionary holds`(seed: Seed) {
    var generator = seed.generator
    var table = ThreadTable()
    var expected: [UInt64: Int] = [:]
    for step in 0..<5000 {
      let thread = UInt64(generator.number(0...300)) << UInt64(generator.number(0...1) * 20)
      if generator.once(in: 3) {
        table.remove(thread)
        expected[thread] = nil
      } else {
        table.set(thread, slot: step)
        expected[thread] = step
      }
      #expect(table.count == expected.count)
      let asked = UInt64(generator.number(0...300))
      #expect(table.slot(of: asked) == expected[asked] ?? -1)
    }
    for (thread, slot) in expected { #expect(table.slot(of: thread) == slot) }
  }

  @Test func `a CR, a prefix and following lines do not change a record's hash`() {
    let plain = Array("I0613 11:19:14.298413 17945 Session.cpp:839] QUIT".utf8)
    let expected = RecordHash.hash(plain.span)
    for (text, start) in [
      ("I0613 11:19:14.298413 17945 Session.cpp:839] QUIT\r", 0),
      ("host smtp[1]: I0613 11:19:14.298413 17945 Session.cpp:839] QUIT", 14),
      ("I0613 11:19:14.298413 17945 Session.cpp:839] QUIT\r\n    @ 0x1 main", 0),
    ] {
      let octets = Array(text.utf8)
      let record = TextRange(start: start, count: octets.count - start)
      #expect(RecordHash.hash(record: record, in: octets.span) == expected, "\(text)")
    }
  }

  @Test func `no two of many similar records have the same hash`() {
    var hashes: Set<UInt64> = []
    for number in 0..<20_000 {
      let octets = Array("W0613 11:28:41.\(100_000 + number) 21167 Session.cpp:859] JUNK".utf8)
      hashes.insert(RecordHash.hash(octets.span))
    }
    #expect(hashes.count == 20_000)
  }
}
