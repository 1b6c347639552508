// SPDX-License-Identifier: Apache-2.0

/// The sessions under assembly, in one piece of memory, each at a place that is its own until it is
/// over.
///
/// Unsafe code: owns its storage. Every index is checked. Its plain twin would be an array, which
/// cannot hold what has one owner only.
@safe struct SessionSlots: ~Copyable, @unchecked Sendable {
  private var storage: UnsafeMutablePointer<SessionSlot>
  private var capacity: Int
  /// Slots that were made, whether a session is in them or not.
  private(set) var count = 0
  private(set) var freeCount = 0
  /// The slot that was given back last, -1 if there is none; its `next` is the one before.
  private var firstFree = -1

  init() {
    capacity = 16
    unsafe storage = .allocate(capacity: capacity)
  }

  deinit {
    unsafe storage.deinitialize(count: count)
    unsafe storage.deallocate()
  }

  /// Slots with a session.
  var usedCount: Int { count - freeCount }

  subscript(index: Int) -> SessionSlot {
    @inline(__always) _read {
      precondition(index >= 0 && index < count, "no such slot")
      yield unsafe storage[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count, "no such slot")
      yield unsafe &storage[index]
    }
  }

  /// An empty slot; the one that was used last is most likely still near at hand.
  mutating func take() -> Int {
    if firstFree >= 0 {
      let index = firstFree
      firstFree = self[index].next
      freeCount -= 1
      return index
    }
    if count == capacity { grow() }
    unsafe (storage + count).initialize(to: SessionSlot())
    count += 1
    return count - 1
  }

  /// Gives back a slot whose session is over.
  mutating func give(_ index: Int) {
    self[index].reset()
    self[index].next = firstFree
    firstFree = index
    freeCount += 1
  }

  /// Gives back the memory of all slots, none of which may be in use.
  mutating func removeAll() {
    precondition(usedCount == 0, "sessions are open")
    unsafe storage.deinitialize(count: count)
    count = 0
    freeCount = 0
    firstFree = -1
  }

  private mutating func grow() {
    let grown = UnsafeMutablePointer<SessionSlot>.allocate(capacity: 2 * capacity)
    unsafe grown.moveInitialize(from: storage, count: count)
    unsafe storage.deallocate()
    unsafe storage = grown
    capacity *= 2
  }
}
