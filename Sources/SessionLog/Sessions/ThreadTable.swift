// SPDX-License-Identifier: Apache-2.0

/// Thread id → slot: open addressing with linear probing, without tombstones.
struct ThreadTable: Sendable {
  private struct Entry {
    var thread: UInt64
    /// -1: free.
    var slot: Int32
  }

  private static let free = Entry(thread: 0, slot: -1)
  private var entries = [Entry](repeating: ThreadTable.free, count: 64)
  private(set) var count = 0

  /// Multiplicative hash: the high bits of the product depend on all bits of the id.
  static func hash(_ thread: UInt64) -> UInt64 { thread &* 0x9E37_79B9_7F4A_7C15 }

  private func home(_ thread: UInt64) -> Int {
    Int(truncatingIfNeeded: Self.hash(thread) >> UInt64(64 - entries.count.trailingZeroBitCount))
  }

  /// The slot of a thread, or -1.
  func slot(of thread: UInt64) -> Int {
    var index = home(thread)
    while entries[index].slot >= 0 {
      if entries[index].thread == thread { return Int(entries[index].slot) }
      index = (index + 1) & (entries.count - 1)
    }
    return -1
  }

  /// Sets the slot of a thread.
  mutating func set(_ thread: UInt64, slot: Int) {
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
    for entry in old where entry.slot >= 0 { set(entry.thread, slot: Int(entry.slot)) }
  }
}
