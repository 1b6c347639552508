// SPDX-License-Identifier: Apache-2.0

/// Thread id → slot: open addressing with linear probing, without tombstones.
///
/// Thousands of threads have a session that nobody closed in the log; a few dozen write. So what was
/// asked for lately stands in a small table of its own as well, which stays in a core's nearest
/// cache.
struct ThreadTable: Sendable {
  private struct Entry {
    var thread: UInt64
    /// -1: free.
    var slot: Int32
  }

  private static let free = Entry(thread: 0, slot: -1)
  private static let recentBits = 8
  private var recent = [Entry](repeating: ThreadTable.free, count: 1 << ThreadTable.recentBits)
  private var entries = [Entry](repeating: ThreadTable.free, count: 64)
  private(set) var count = 0

  /// Multiplicative hash: the high bits of the product depend on all bits of the id.
  static func hash(_ thread: UInt64) -> UInt64 { thread &* 0x9E37_79B9_7F4A_7C15 }

  private func home(_ thread: UInt64) -> Int {
    Int(truncatingIfNeeded: Self.hash(thread) >> UInt64(64 - entries.count.trailingZeroBitCount))
  }

  @inline(__always)
  private static func recentHome(_ thread: UInt64) -> Int {
    Int(truncatingIfNeeded: hash(thread) &>> UInt64(64 - recentBits))
  }

  /// The slot of a thread, or -1.
  @inline(__always)
  mutating func slot(of thread: UInt64) -> Int {
    let entry = recent[Self.recentHome(thread)]
    return entry.thread == thread && entry.slot >= 0 ? Int(entry.slot) : find(thread)
  }

  @inline(never)
  private mutating func find(_ thread: UInt64) -> Int {
    var index = home(thread)
    while entries[index].slot >= 0 {
      if entries[index].thread == thread {
        recent[Self.recentHome(thread)] = entries[index]
        return Int(entries[index].slot)
      }
      index = (index + 1) & (entries.count - 1)
    }
    return -1
  }

  /// Sets the slot of a thread.
  mutating func set(_ thread: UInt64, slot: Int) {
    recent[Self.recentHome(thread)] = Entry(
      thread: thread, slot: Int32(truncatingIfNeeded: slot))
    enter(thread, slot: slot)
  }

  private mutating func enter(_ thread: UInt64, slot: Int) {
    if (count + 1) * 2 > entries.count { grow() }
    var index = home(thread)
    while entries[index].slot >= 0, entries[index].thread != thread {
      index = (index + 1) & (entries.count - 1)
    }
    if entries[index].slot < 0 { count += 1 }
    entries[index] = Entry(thread: thread, slot: Int32(truncatingIfNeeded: slot))
  }

  /// Forgets a thread, and moves up the entries that it had pushed away from their places.
  mutating func remove(_ thread: UInt64) {
    if recent[Self.recentHome(thread)].thread == thread {
      recent[Self.recentHome(thread)] = Self.free
    }
    var hole = home(thread)
    while entries[hole].slot >= 0, entries[hole].thread != thread {
      hole = (hole + 1) & (entries.count - 1)
    }
    guard entries[hole].slot >= 0 else { return }
    count -= 1
    let mask = entries.count - 1
    var index = (hole + 1) & mask
    while entries[index].slot >= 0 {
      let distance = (index - home(entries[index].thread)) & mask
      if distance >= (index - hole) & mask {
        entries[hole] = entries[index]
        hole = index
      }
      index = (index + 1) & mask
    }
    entries[hole] = Self.free
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Self.free, count: old.count * 2)
    count = 0
    for entry in old where entry.slot >= 0 { enter(entry.thread, slot: Int(entry.slot)) }
  }
}
