// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// The lists of a session under assembly beside arrays.
@Suite struct SlotListTests {
  @Test(arguments: Seed.several(10))
  func `a list holds what an array holds`(seed: Seed) {
    var generator = seed.generator
    var list = SlotList<UInt64>()
    var expected: [UInt64] = []
    var copy: [UInt64] = []
    for _ in 0..<2000 {
      let element = generator.next()
      switch generator.number(0...9) {
      case 0 where !expected.isEmpty:
        list.removeLast()
        expected.removeLast()
      case 1:
        list.insertFirst(element)
        expected.insert(element, at: 0)
      case 2 where generator.once(in: 50):
        list.removeAll()
        expected.removeAll()
      case 3 where !expected.isEmpty:
        let index = generator.number(0...expected.count - 1)
        list[index] ^= element
        expected[index] ^= element
      default:
        list.append(element)
        expected.append(element)
      }
      #expect(list.count == expected.count)
      #expect(list.isEmpty == expected.isEmpty)
      #expect(list.last == expected.last)
      #expect(list.lastIndex == expected.indices.last)
      if generator.once(in: 5) {
        list.copy(into: &copy)
        #expect(copy == expected)
      }
    }
    #expect(list.contains { $0 == expected.first } == !expected.isEmpty)
  }

  @Test(arguments: Seed.several(10))
  func `octets are appended at any length`(seed: Seed) {
    var generator = seed.generator
    var list = SlotList<UInt8>()
    var expected: [UInt8] = []
    for length in Array(0...100) + [511, 512, 513, 3000] {
      let octets = generator.octets(count: length)
      // Not from the beginning of the buffer, nor to its end.
      let cut = min(length, generator.number(0...3))..<length
      list.append(octets.span.extracting(cut))
      expected += octets[cut]
      #expect(list.count == expected.count)
    }
    var copy: [UInt8] = []
    list.copy(into: &copy)
    #expect(copy == expected)
    let range = TextRange(start: 50, count: 40)
    let isThere = list.holds(expected.span.extracting(50..<90), at: range)
    let isElsewhere = list.holds(expected.span.extracting(51..<91), at: range)
    #expect(isThere)
    #expect(!isElsewhere)
  }
}
