// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import logscan

@Suite struct InputQueueTests {
  @Test(arguments: Seed.several(20))
  func `each input is handed out once, large ones first by size, the others in order`(
    seed: Seed
  ) {
    var random = seed.generator
    let count = random.number(0...60)
    var large: [(input: Int, octets: Int)] = []
    for input in 0..<count where random.number(0...4) == 0 {
      large.append((input, 1 << 20 + random.number(0...3)))
    }
    let queue = InputQueue(count: count, large: large)
    var taken: [Int] = []
    while let inputs = queue.take() {
      #expect(!inputs.isEmpty)
      taken += inputs
    }
    #expect(taken.sorted() == Array(0..<count))
    let first = taken.prefix(large.count).map { input in
      large.first { $0.input == input }?.octets ?? 0
    }
    #expect(first == large.map(\.octets).sorted(by: >))
    #expect(taken.dropFirst(large.count).elementsEqual(taken.dropFirst(large.count).sorted()))
    #expect(queue.take() == nil)
  }
}
