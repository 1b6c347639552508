// SPDX-License-Identifier: Apache-2.0

/// Who does what next, of several workers on one input: the order in which blocks are read,
/// resolved and assembled, and nothing of what is in them.
///
/// Blocks are numbered as they are read, and lie in a ring of places. Each is read when the one
/// before it was read, scanned by whoever read it, resolved when the one before it was resolved,
/// and then assembled by every lane in order. A place is free again when all lanes are done with it.
///
/// Any one worker can do all of it: how many of them run at the same time, and whether a worker ever
/// gets a thread at all, is up to the system.
struct RelayOrder {
  /// What a worker is to do, with the number of the block.
  enum Step: Equatable {
    case readAndScan(Int)
    case resolve(Int)
    case assemble(Int, lane: Int)
    case finish
  }

  /// Number of the block that is read next, that is resolved next, and that each lane assembles
  /// next.
  private var unread = 0
  private var unresolved = 0
  private var unassembled: [Int]
  /// Which lanes a worker is at.
  private var isAssembling: [Bool]
  /// Which of the blocks in the ring were scanned.
  private var isScanned: [Bool]
  private var isReading = false
  private var isResolving = false
  /// Number of blocks, once it is known.
  private var total: Int?

  init(lanes: Int, places: Int) {
    unassembled = Array(repeating: 0, count: lanes)
    isAssembling = Array(repeating: false, count: lanes)
    isScanned = Array(repeating: false, count: places)
  }

  /// What worker number `worker` is to do; nil as long as there is nothing.
  ///
  /// A worker has the lane of its number, if there is one, before others: the lane's sessions and tallies then stay in the
  /// caches of one core. Another's lane is assembled by who would have to wait otherwise.
  mutating func next(worker: Int) -> Step? {
    if !isResolving, unresolved < unread, isScanned[unresolved % isScanned.count] {
      isResolving = true
      return .resolve(unresolved)
    }
    if worker < unassembled.count, isWaiting(worker) { return assemble(worker) }
    let slowest = unassembled.min() ?? unresolved
    if !isReading, total == nil, unread - slowest < isScanned.count {
      isReading = true
      return .readAndScan(unread)
    }
    if let lane = slowestWaiting { return assemble(lane) }
    return unresolved == total && slowest == total ? .finish : nil
  }

  /// Whether a lane has a block to assemble, and nobody is at it.
  private func isWaiting(_ lane: Int) -> Bool {
    !isAssembling[lane] && unassembled[lane] < unresolved
  }

  /// The lane that is waiting and furthest behind.
  private var slowestWaiting: Int? {
    var slowest: Int?
    for lane in unassembled.indices where isWaiting(lane) {
      if slowest.map({ unassembled[lane] < unassembled[$0] }) ?? true { slowest = lane }
    }
    return slowest
  }

  private mutating func assemble(_ lane: Int) -> Step {
    isAssembling[lane] = true
    return .assemble(unassembled[lane], lane: lane)
  }

  /// The block that was to be read was read, or there was none.
  mutating func read(_ isThere: Bool) {
    isReading = false
    if isThere {
      isScanned[unread % isScanned.count] = false
      unread += 1
    } else {
      total = unread
    }
  }

  mutating func scanned(_ number: Int) { isScanned[number % isScanned.count] = true }

  mutating func resolved() {
    isResolving = false
    unresolved += 1
  }

  mutating func assembled(lane: Int) {
    isAssembling[lane] = false
    unassembled[lane] += 1
  }
}
