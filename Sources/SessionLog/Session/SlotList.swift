// SPDX-License-Identifier: Apache-2.0

/// A list in storage of its own, which is used again and again: one of the lists of a
/// session under assembly. Unlike an array it has one owner, so that nothing is counted or asked
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
  @inline(__always)
  var lastIndex: Int? { used == 0 ? nil : count &- 1 }
  @inline(__always)
  var last: Element? { used == 0 ? nil : self[count &- 1] }

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

  mutating func removeLast() {
    precondition(used > 0, "nothing to remove")
    used &-= 1
    if let storage = unsafe storage { unsafe (storage + count).deinitialize(count: 1) }
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

  /// The elements, as long as the list is not changed.
  var span: Span<Element> {
    @_lifetime(borrow self)
    get {
      let elements = unsafe Span<Element>(
        _unsafeElements: UnsafeBufferPointer(start: storage, count: count))
      return unsafe _overrideLifetime(elements, borrowing: self)
    }
  }

  /// Makes `array` hold the same elements.
  @inline(__always)
  func copy(into array: inout [Element]) {
    if array.count == count {
      if !isEmpty { replaceAll(of: &array) }
    } else {
      array.removeAll(keepingCapacity: true)
      unsafe array.append(contentsOf: UnsafeBufferPointer(start: storage, count: count))
    }
  }

  private func replaceAll(of array: inout [Element]) {
    unsafe array.withUnsafeMutableBufferPointer { target in
      for index in 0..<count { unsafe target[index] = self[index] }
    }
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

extension SlotList<UInt8> {
  /// Appends octets, mostly the length of a name or address: those are copied by a few moves that
  /// overlap, where a call would cost more than the copy.
  @inline(__always)
  mutating func append(_ octets: Span<UInt8>) {
    let length = octets.count
    let end = count &+ length
    if end > Int(capacity) { grow(toHold: max(512, end)) }
    unsafe octets.withUnsafeBytes { source in
      guard let from = source.baseAddress, let storage = unsafe storage else { return }
      let to = unsafe UnsafeMutableRawPointer(storage + count)
      if length > 64 {
        unsafe to.copyMemory(from: from, byteCount: length)
      } else if length >= 16 {
        unsafe Self.move16(from, to, 0)
        unsafe Self.move16(from, to, length &- 16)
        if length > 32 {
          unsafe Self.move16(from, to, 16)
          unsafe Self.move16(from, to, length &- 32)
        }
      } else if length >= 8 {
        unsafe Self.move8(from, to, 0)
        unsafe Self.move8(from, to, length &- 8)
      } else {
        for index in 0..<length {
          unsafe to.storeBytes(
            of: from.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index,
            as: UInt8.self)
        }
      }
    }
    used = UInt32(truncatingIfNeeded: end)
  }

  @inline(__always)
  private static func move16(
    _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ offset: Int
  ) {
    unsafe to.storeBytes(
      of: from.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self), toByteOffset: offset,
      as: SIMD16<UInt8>.self)
  }

  @inline(__always)
  private static func move8(
    _ from: UnsafeRawPointer, _ to: UnsafeMutableRawPointer, _ offset: Int
  ) {
    unsafe to.storeBytes(
      of: from.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset,
      as: UInt64.self)
  }
}
