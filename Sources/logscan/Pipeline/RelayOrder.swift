// SPDX-License-Identifier: Apache-2.0

/// Who does what next, of several workers on one input: the order in which blocks are read,
/// resolved and assembled, and nothing of what is in them.
///
/// Blocks are numbered as they are read, and lie in a ring of places. Each is read when the one
/// before it was read, scanned by whoever read it, resolved when the one before it was resolved,
/// and then assembled by every lane in order. A place is free again when all lanes are done with it.
struct RelayOrder {
  /// What a worker is to do, with the number of the block.
  enum Step: Equatable {
    case readAndScan(Int)
    case resolve(Int)
    case assemble(Int)
    case finish
  }

  /// Number of the block that is read next, that is resolved next, and that each lane assembles
  /// next.
  private var unread = 0
  private var unresolved = 0
  private var unassembled: [Int]
  /// Which of the blocks in the ring were scanned.
  private var isScanned: [Bool]
  private var isReading = false
  private var isResolving = false
  /// Number of blocks, once it is known.
  private var total: Int?

  init(lanes: Int, places: Int) {
    unassembled = Array(repeating: 0, count: lanes)
    isScanned = Array(repeating: false, count: places)
  }

  /// What a worker is to do who has the lane `lane`; nil as long as there is nothing. A worker
  /// without a lane (a number that no lane has) only reads, scans and resolves.
  ///
  /// A lane is always assembled by the same worker: its sessions and tallies then stay in the
  /// caches of one core.
  mutating func next(lane: Int) -> Step? {
    if !isResolving, unresolved < unread, isScanned[unresolved % isScanned.count] {
      isResolving = true
      return .resolve(unresolved)
    }
    if lane < unassembled.count, unassembled[lane] < unresolved {
      return .assemble(unassembled[lane])
    }
    if !isReading, total == nil, unread - (unassembled.min() ?? unresolved) < isScanned.count {
      isReading = true
      return .readAndScan(unread)
    }
    let isDone = lane >= unassembled.count || unassembled[lane] == total
    return unresolved == total && isDone ? .finish : nil
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

  mutating func assembled(lane: Int) { unassembled[lane] += 1 }
}
