// SPDX-License-Identifier: Apache-2.0
@testable import LogPipeline
import TestSupport
import Testing

@testable import logscan

@Suite struct RelayOrderTests {
  /// One worker in a play of several: what it has begun and not ended.
  private struct Worker {
    var step: RelayOrder.Step?
    /// It has read the block of its step, and scans it.
    var isScanning = false
    /// It is at the lane of its step.
    var isAssembling = false
    var isDone = false
  }

  @Test(arguments: Seed.several(40))
  func `each block is read, resolved and assembled in order, and no worker waits for ever`(
    seed: Seed
  ) {
    var random = seed.generator
    let blocks = random.number(0...40)
    let lanes = random.number(1...3)
    let places = random.number(1...5)
    var order = RelayOrder(lanes: lanes, places: places)
    // The system may run fewer workers at the same time than there are lanes, and more.
    var workers = (0..<random.number(1...lanes + 2)).map { _ in Worker() }
    let present = (0..<lanes + 2).shuffled(using: &random).prefix(workers.count)
    let numbers = Array(present)
    var read = 0
    var resolved = 0
    var scanned: Set<Int> = []
    var assembled = Array(repeating: 0, count: lanes)
    var turns = 0
    while workers.contains(where: { !$0.isDone }), turns < 100_000 {
      turns += 1
      let number = random.number(0...workers.count - 1)
      switch workers[number].step {
      case nil where !workers[number].isDone:
        workers[number].step = order.next(worker: numbers[number])
        if workers[number].step == .finish { workers[number] = Worker(isDone: true) }
      case .readAndScan(let block) where !workers[number].isScanning:
        #expect(block == read)
        // The place's last block is done with.
        let isFree = assembled.allSatisfy { $0 > block - places }
        #expect(isFree)
        order.read(block < blocks)
        workers[number].isScanning = block < blocks
        if block < blocks { read += 1 } else { workers[number].step = nil }
      case .readAndScan(let block):
        order.scanned(block)
        scanned.insert(block)
        workers[number] = Worker()
      case .resolve(let block):
        #expect(block == resolved && scanned.contains(block))
        resolved += 1
        order.resolved()
        workers[number].step = nil
      case .assemble(let block, let lane) where !workers[number].isAssembling:
        #expect(block == assembled[lane] && block < resolved)
        let isAlone = !workers.contains { $0.isAssembling && $0.step == workers[number].step }
        #expect(isAlone)
        workers[number].isAssembling = true
      case .assemble(_, let lane):
        assembled[lane] += 1
        order.assembled(lane: lane)
        workers[number].isAssembling = false
        workers[number].step = nil
      default: break
      }
    }
    let areDone = workers.allSatisfy(\.isDone)
    #expect(areDone)
    #expect(resolved == blocks)
    #expect(assembled == Array(repeating: blocks, count: lanes))
  }
}
