// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@Suite struct PartitioningIndexTests {
  @Test(arguments: Seed.several(20))
  func `bisection finds what a walk finds`(seed: Seed) {
    var generator = seed.generator
    let numbers = (0..<generator.number(0...40)).map { _ in generator.number(0...20) }.sorted()
    for bound in -1...21 {
      let expected = numbers.firstIndex { $0 >= bound } ?? numbers.count
      #expect(numbers.partitioningIndex { $0 >= bound } == expected)
      #expect(
        numbers.dropFirst().partitioningIndex { $0 >= bound } == max(1, expected) || numbers.isEmpty
      )
    }
  }
}

@Suite struct SaturatingSumTests {
  @Test func `sums stop at both ends`() {
    #expect(UInt32(3).saturatingSum(4) == 7)
    #expect(UInt32.max.saturatingSum(1) == .max)
    #expect(Int.max.saturatingSum(1) == .max)
    #expect(Int.min.saturatingSum(-1) == .min)
    var sum = UInt64.max - 1
    sum.addSaturating(1)
    sum.addSaturating(1)
    #expect(sum == .max)
  }
}
