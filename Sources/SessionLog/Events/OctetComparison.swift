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
      if length >= 8 {
        var index = 0
        while length - index > 8 {
          if unsafe differs(here, there, at: index, UInt64.self) { return false }
          index += 8
        }
        return unsafe !differs(here, there, at: length - 8, UInt64.self)
      }
      if length >= 4 {
        return unsafe !differs(here, there, at: 0, UInt32.self)
          && !differs(here, there, at: length - 4, UInt32.self)
      }
      for index in 0..<length where unsafe differs(here, there, at: index, UInt8.self) {
        return false
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
        let zeros = equalOctets(word, pattern)
        if zeros != 0 { return index + zeros.trailingZeroBitCount / 8 }
        index += 8
      }
      guard index < end else { return nil }
      if end >= 8 {
        // The last eight octets again; those before `index` are shifted out.
        let word = unsafe start.loadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
        let passed = UInt64(8 * (8 - (end - index)))
        let zeros = equalOctets(word, pattern) >> passed
        return zeros == 0 ? nil : index + zeros.trailingZeroBitCount / 8
      }
      while index < end {
        if unsafe start.load(fromByteOffset: index, as: UInt8.self) == octet { return index }
        index += 1
      }
      return nil
    }
  }
}

/// Whether two runs differ in the integer at `offset`.
@inline(__always)
private func differs<Word: FixedWidthInteger & BitwiseCopyable>(
  _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, at offset: Int, _ word: Word.Type
) -> Bool {
  unsafe a.loadUnaligned(fromByteOffset: offset, as: word)
    != b.loadUnaligned(fromByteOffset: offset, as: word)
}

/// The high bit of each octet in which `word`, as loaded, equals `pattern`; the lowest octet stands
/// first in memory. Without carries between octets, so that any of the bits may be dropped.
@inline(__always)
private func equalOctets(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
  let difference = UInt64(littleEndian: word) ^ pattern
  let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  return ~(((difference & low) &+ low) | difference | low)
}
