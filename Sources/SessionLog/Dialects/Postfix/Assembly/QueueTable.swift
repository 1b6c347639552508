// SPDX-License-Identifier: Apache-2.0

/// The messages that are in the queue, by queue id: who brought them, and what the queue manager said.
///
/// Bounded: the one that was seen first is forgotten first, and counted. A message that comes up again
/// later is then without reverse-path and size.
struct QueueTable: Sendable {
  struct Entry: Sendable {
    var key: UInt64 = 0
    /// Slot of the session that brought the message, and which of its transactions; -1 for mail that no
    /// session brought, or whose session is over.
    var connection: Int32 = -1
    /// Which session of the slot: slots are used again.
    var generation: UInt32 = 0
    var transaction: Int32 = -1
    /// The queue manager had it.
    var isActive = false
    /// An action keeps it from the queue manager: hold, discard.
    var isKeptBack = false
    var hasReversePath = false
    var octets: UInt64?
    var reversePath: [UInt8] = []
    /// Neighbours in order of age; -1 at the ends.
    fileprivate var older: Int32 = -1
    fileprivate var newer: Int32 = -1
  }

  private var entries: [Entry] = []
  private var free: [Int32] = []
  private var table = ThreadTable()
  private var oldest: Int32 = -1
  private var newest: Int32 = -1
  private(set) var count = 0
  /// Messages that were forgotten while they were in the queue.
  private(set) var forgotten: UInt64 = 0

  subscript(index: Int) -> Entry {
    _read { yield entries[index] }
    _modify { yield &entries[index] }
  }

  /// The entry of a message, or nil.
  mutating func index(of key: UInt64) -> Int? {
    let slot = table.slot(of: key)
    return slot < 0 ? nil : slot
  }

  /// Makes an entry for a message, in place of an earlier one of the same queue id.
  mutating func insert(_ key: UInt64) -> Int {
    if let old = index(of: key) { remove(old) }
    if count >= PostfixLimits.queueIDs, oldest >= 0 {
      remove(Int(oldest))
      forgotten += 1
    }
    let index: Int32
    if let last = free.popLast() {
      index = last
    } else {
      index = Int32(entries.count)
      entries.append(Entry())
    }
    let place = Int(index)
    entries[place].key = key
    entries[place].older = newest
    entries[place].newer = -1
    if newest >= 0 { entries[Int(newest)].newer = index } else { oldest = index }
    newest = index
    table.set(key, slot: place)
    count += 1
    return place
  }

  /// Forgets a message; its entry's storage is used again.
  mutating func remove(_ index: Int) {
    let (older, newer) = (entries[index].older, entries[index].newer)
    if older >= 0 { entries[Int(older)].newer = newer } else { oldest = newer }
    if newer >= 0 { entries[Int(newer)].older = older } else { newest = older }
    table.remove(entries[index].key)
    entries[index].connection = -1
    entries[index].transaction = -1
    entries[index].isActive = false
    entries[index].isKeptBack = false
    entries[index].hasReversePath = false
    entries[index].octets = nil
    entries[index].reversePath.removeAll(keepingCapacity: true)
    entries[index].older = -1
    entries[index].newer = -1
    free.append(Int32(index))
    count -= 1
  }

  mutating func removeAll() {
    while oldest >= 0 { remove(Int(oldest)) }
  }
}
