// SPDX-License-Identifier: Apache-2.0

/// A list in storage of its own, which is used again and again: of what is remembered
/// of a session under assembly. Unlike an array it has one owner, so that nothing is counted or asked
/// before an element is changed, and that is most of what sessions are assembled by.
///
/// Unsafe code: owns its storage. Every index is checked. Its plain twin is an array, which the
/// tests hold it against.
@safe struct SlotList<Element: Sendable>: ~Copyable, @unchecked Sendable {
  private var storage: UnsafeMutablePointer<Element>?
  private var used: UInt32 = 0
  private var capacity: UInt32 = 0

  init() { unsafe storage = nil }

  deinit {
    unsafe storage?.deinitialize(count: Int(used))
    unsafe storage?.deallocate()
  }

  @inline(__always)
  var count: Int { Int(used) }
  @inline(__always)
  var isEmpty: Bool { used == 0 }

  subscript(index: Int) -> Element {
    @inline(__always) _read {
      yield unsafe place(of: index).pointee
    }
    @inline(__always) _modify {
      yield unsafe &place(of: index).pointee
    }
  }

  @inline(__always)
  private func place(of index: Int) -> UnsafeMutablePointer<Element> {
    guard index >= 0, index < count, let storage = unsafe storage else {
      preconditionFailure("no such element")
    }
    return unsafe storage + index
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if used == capacity { grow(toHold: count &+ 1) }
    guard let storage = unsafe storage else { return }
    unsafe (storage + count).initialize(to: element)
    used &+= 1
  }

  /// Puts an element in front of all others.
  mutating func insertFirst(_ element: Element) {
    append(element)
    var index = count - 1
    while index > 0 {
      self[index] = self[index - 1]
      index -= 1
    }
    self[0] = element
  }

  /// Empties the list and keeps its storage.
  @inline(__always)
  mutating func removeAll() {
    unsafe storage?.deinitialize(count: count)
    used = 0
  }

  func contains(where isWanted: (Element) -> Bool) -> Bool {
    for index in 0..<count where isWanted(self[index]) { return true }
    return false
  }

  @inline(never)
  private mutating func grow(toHold needed: Int) {
    let first = max(4, 64 / MemoryLayout<Element>.stride)
    let capacity = max(first, needed, 2 * Int(capacity))
    let grown = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    if let storage = unsafe storage {
      unsafe grown.moveInitialize(from: storage, count: count)
      unsafe storage.deallocate()
    }
    unsafe storage = grown
    self.capacity = UInt32(capacity)
  }
}
