// SPDX-License-Identifier: Apache-2.0

/// Something under assembly for each process, found by the process's key. Storage is used again.
struct SlotPool<Slot: PooledSlot>: Sendable {
  private var slots: [Slot] = []
  private var free: [Int32] = []
  private var table = ThreadTable()

  var count: Int { slots.count }
  var usedCount: Int { slots.count - free.count }

  subscript(index: Int) -> Slot {
    @inline(__always) _read { yield slots[index] }
    @inline(__always) _modify { yield &slots[index] }
  }

  @inline(__always)
  mutating func index(of key: UInt64) -> Int? {
    let slot = table.slot(of: key)
    return slot < 0 ? nil : slot
  }

  /// A slot for a key that has none.
  mutating func take(_ key: UInt64) -> Int {
    let index: Int
    if let last = free.popLast() {
      index = Int(last)
    } else {
      index = slots.count
      slots.append(Slot())
    }
    slots[index].key = key
    table.set(key, slot: index)
    return index
  }

  /// The slot is found by its key no more, which another one may have now.
  mutating func unlink(_ index: Int) {
    if table.slot(of: slots[index].key) == index { table.remove(slots[index].key) }
  }

  /// Gives a slot back.
  mutating func give(_ index: Int) {
    unlink(index)
    slots[index].dropLargeStorage()
    free.append(Int32(index))
  }
}

protocol PooledSlot: Sendable {
  var key: UInt64 { get set }

  init()
  /// Lets go of storage that one odd session made large.
  mutating func dropLargeStorage()
}

extension ServerConnection: PooledSlot {
  mutating func dropLargeStorage() {
    if session.text.capacity + session.recordText.capacity > 1 << 16 { session = Session() }
  }
}

extension ClientDelivery: PooledSlot {
  mutating func dropLargeStorage() {
    if session.text.capacity + session.recordText.capacity > 1 << 16 { session = Session() }
  }
}
