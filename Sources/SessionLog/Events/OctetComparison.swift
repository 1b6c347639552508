// SPDX-License-Identifier: Apache-2.0

// Fast stage of the message patterns: comparing with a literal and finding an octet, eight octets
// at a time. Every position is checked against the span before anything is loaded. The tests hold
// both against plain loops.

extension Span<UInt8> {
  /// Whether `literal` (ASCII or UTF-8) stands at `offset` and ends at or before `end`.
  @inline(__always)
  func holds(_ literal: StaticString, at offset: Int, before end: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard offset >= 0, end <= count, end - offset >= length else { return false }
    return unsafe withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress else { return length == 0 }
      let here = unsafe UnsafeRawPointer(base + offset)
      let there = unsafe UnsafeRawPointer(literal.utf8Start)
      var index = 0
      while length - index >= 8 {
        let a = unsafe here.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let b = unsafe there.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if a != b { return false }
        index += 8
      }
      while index < length {
        let a = unsafe here.load(fromByteOffset: index, as: UInt8.self)
        let b = unsafe there.load(fromByteOffset: index, as: UInt8.self)
        if a != b { return false }
        index += 1
      }
      return true
    }
  }

  /// Offset of the first `literal` in `from..<end`, or nil. An empty literal stands everywhere.
  func firstOffset(of literal: StaticString, from: Int, before end: Int) -> Int? {
    guard literal.utf8CodeUnitCount > 0 else { return from }
    let first = unsafe literal.utf8Start.pointee
    var at = from
    while let found = firstOffset(of: first, from: at, before: end) {
      if holds(literal, at: found, before: end) { return found }
      at = found + 1
    }
    return nil
  }

  /// Offset of the first `octet` in `from..<end`, or nil.
  @inline(__always)
  func firstOffset(of octet: UInt8, from: Int, before end: Int) -> Int? {
    guard from >= 0, end <= count else { return nil }
    let pattern = UInt64(octet) &* 0x0101_0101_0101_0101
    return unsafe withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress else { return nil }
      let start = unsafe UnsafeRawPointer(base)
      var index = from
      while end - index >= 8 {
        let word = unsafe start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let difference = UInt64(littleEndian: word) ^ pattern
        // The lowest set high bit marks the first octet that equals; higher ones may be carries.
        let zeros = (difference &- 0x0101_0101_0101_0101) & ~difference & 0x8080_8080_8080_8080
        if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
        index += 8
      }
      while index < end {
        if unsafe start.load(fromByteOffset: index, as: UInt8.self) == octet { return index }
        index += 1
      }
      return nil
    }
  }
}
