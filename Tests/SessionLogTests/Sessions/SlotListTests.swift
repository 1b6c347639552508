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
    for _ in 0..<2000 {
      let element = generator.next()
      switch generator.number(0...9) {
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
      #expect(expected.indices.allSatisfy { list[$0] == expected[$0] })
    }
    #expect(list.contains { $0 == expected.first } == !expected.isEmpty)
  }
}
