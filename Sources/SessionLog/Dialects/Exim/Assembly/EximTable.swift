// SPDX-License-Identifier: Apache-2.0

/// The sessions and deliveries that are open, found by process, by address, or by message and server.
struct EximTable: Sendable {
  private(set) var slots: [EximSlot] = []
  private var free: [Int] = []
  private var byOwner: [UInt32: Int] = [:]
  private var byAddress: [UInt64: Int] = [:]
  private var byAttempt: [UInt64: Int] = [:]

  var usedCount: Int { slots.count - free.count }

  subscript(index: Int) -> EximSlot {
    _read { yield slots[index] }
    _modify { yield &slots[index] }
  }

  /// A slot that is free.
  mutating func take() -> Int {
    if let index = free.popLast() { return index }
    slots.append(EximSlot())
    return slots.count - 1
  }

  /// Gives a slot back, whose session was handed on.
  mutating func give(_ index: Int) {
    setOwner(0, of: index)
    unlink(index)
    let attempt = slots[index].attempt
    if attempt != 0, byAttempt[attempt] == index { byAttempt[attempt] = nil }
    slots[index].isUsed = false
    free.append(index)
  }

  func owned(by process: UInt32) -> Int? { byOwner[process] }

  mutating func setOwner(_ process: UInt32, of index: Int) {
    let before = slots[index].owner
    if before != 0, byOwner[before] == index { byOwner[before] = nil }
    slots[index].owner = process
    if process != 0 { byOwner[process] = index }
  }

  /// The first slot of an address; `next` leads to the others. Newer ones come first.
  func first(of address: UInt64) -> Int { byAddress[address] ?? -1 }

  mutating func setAddress(_ address: UInt64, of index: Int) {
    unlink(index)
    slots[index].address = address
    guard address != 0 else { return }
    slots[index].next = byAddress[address] ?? -1
    byAddress[address] = index
  }

  private mutating func unlink(_ index: Int) {
    let address = slots[index].address
    guard address != 0, let head = byAddress[address] else { return }
    if head == index {
      byAddress[address] = slots[index].next < 0 ? nil : slots[index].next
    } else {
      var before = head
      while before >= 0, slots[before].next != index { before = slots[before].next }
      if before >= 0 { slots[before].next = slots[index].next }
    }
    slots[index].next = -1
    slots[index].address = 0
  }

  func attempt(_ key: UInt64) -> Int? { byAttempt[key] }

  mutating func setAttempt(_ key: UInt64, of index: Int) {
    slots[index].attempt = key
    byAttempt[key] = index
  }
}
