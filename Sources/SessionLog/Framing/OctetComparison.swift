// SPDX-License-Identifier: Apache-2.0

// Fast stage of the message patterns: comparing with a literal and finding an octet, many
// octets at a time. Every position is checked against the span before anything is loaded.
// The tests hold both against plain loops.

extension Span<UInt8> {
  /// Whether `literal` (ASCII or UTF-8) stands at `offset` and ends at or before `end`.
  @inline(__always)
  func holds(_ literal: StaticString, at offset: Int, before end: Int) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard offset >= 0, end <= count, end &- offset >= length else { return false }
    return unsafe withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress else { return length == 0 }
      let here = unsafe UnsafeRawPointer(base + offset)
      let there = unsafe UnsafeRawPointer(literal.utf8Start)
      // The last load of each width may overlap the one before it.
      if length >= 8 {
        var place = 0
        while place &+ 8 < length {
          guard unsafe isEqual(here, there, place, as: UInt64.self) else { return false }
          place &+= 8
        }
        return unsafe isEqual(here, there, length &- 8, as: UInt64.self)
      }
      if length >= 4 {
        return unsafe isEqual(here, there, 0, as: UInt32.self)
          && isEqual(here, there, length &- 4, as: UInt32.self)
      }
      if length >= 2 {
        return unsafe isEqual(here, there, 0, as: UInt16.self)
          && isEqual(here, there, length &- 2, as: UInt16.self)
      }
      return unsafe length == 0 || isEqual(here, there, 0, as: UInt8.self)
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
  ///
  /// Most searches end within the first 32 octets, which are looked at together, and with them what
  /// lies behind the end as far as the span goes.
  func firstOffset(of octet: UInt8, from: Int, before end: Int) -> Int? {
    guard from >= 0, from < end, end <= count else { return nil }
    guard count >= 16 else { return firstOffsetInFew(of: octet, from: from, before: end) }
    return unsafe withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress else { return nil }
      let text = unsafe UnsafeRawPointer(base)
      if count < 32 {
        let last = count &- 16
        let places =
          unsafe OctetMask.equal16(text, to: octet)
          | OctetMask.equal16(text + last, to: octet) &<< UInt32(truncatingIfNeeded: last)
        let found = places &>> UInt32(truncatingIfNeeded: from)
        let place = from &+ found.trailingZeroBitCount
        return found != 0 && place < end ? place : nil
      }
      var index = from
      repeat {
        let window = Swift.min(index, count &- 32)
        let found =
          unsafe OctetMask.equal32(text + window, to: octet)
          &>> UInt32(truncatingIfNeeded: index &- window)
        if found != 0 {
          let place = index &+ found.trailingZeroBitCount
          return place < end ? place : nil
        }
        index = window &+ 32
      } while index < end
      return nil
    }
  }

  @inline(never)
  private func firstOffsetInFew(of octet: UInt8, from: Int, before end: Int) -> Int? {
    for place in from..<end where self[place] == octet { return place }
    return nil
  }

  /// Offset of the last `octet` in `from..<end`, or nil.
  func lastOffset(of octet: UInt8, from: Int, before end: Int) -> Int? {
    guard from >= 0, from < end, end <= count else { return nil }
    guard count >= 32 else { return lastOffsetInFew(of: octet, from: from, before: end) }
    return unsafe withUnsafeBufferPointer { octets in
      guard let base = octets.baseAddress else { return nil }
      let text = unsafe UnsafeRawPointer(base)
      var limit = end
      repeat {
        let window = Swift.max(limit &- 32, 0)
        let found =
          unsafe OctetMask.equal32(text + window, to: octet)
          &<< UInt32(truncatingIfNeeded: window &+ 32 &- limit)
        if found != 0 {
          let place = limit &- 1 &- found.leadingZeroBitCount
          return place >= from ? place : nil
        }
        limit = window
      } while limit > from
      return nil
    }
  }

  @inline(never)
  private func lastOffsetInFew(of octet: UInt8, from: Int, before end: Int) -> Int? {
    for place in (from..<end).reversed() where self[place] == octet { return place }
    return nil
  }

  /// Whether both hold the same octets.
  func equals(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    return unsafe withUnsafeBytes { a in
      unsafe other.withUnsafeBytes { b in
        var index = 0
        while a.count - index >= 8 {
          let one = unsafe a.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          let two = unsafe b.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          if one != two { return false }
          index += 8
        }
        while index < a.count {
          if unsafe a[index] != b[index] { return false }
          index += 1
        }
        return true
      }
    }
  }

  /// Whether `literal`, which has no upper-case letters, stands at the beginning, in any case.
  @inline(__always)
  func holdsIgnoringCase(_ literal: StaticString) -> Bool {
    let length = literal.utf8CodeUnitCount
    guard count >= length else { return false }
    return unsafe withUnsafeBufferPointer { octets in
      var index = 0
      while index < length {
        let octet = unsafe octets[index]
        let isUpper = octet >= UInt8(ascii: "A") && octet <= UInt8(ascii: "Z")
        let lower = isUpper ? octet | 0x20 : octet
        if unsafe lower != literal.utf8Start[index] { return false }
        index += 1
      }
      return true
    }
  }
}

extension Span<UInt8> {
  /// The first eight octets, the first one lowest; nil where there are fewer.
  @inline(__always)
  var firstWord: UInt64? {
    guard count >= 8 else { return nil }
    return unsafe withUnsafeBufferPointer { octets in
      unsafe octets.baseAddress.map { unsafe OctetWord.load(UnsafeRawPointer($0), 0) }
    }
  }

  /// The number that the digits at `offset` show, eight of them at most, and how many those are;
  /// none where fewer than eight octets are left before `end`.
  @inline(__always)
  func digits(at offset: Int, before end: Int) -> (value: UInt64, count: Int) {
    guard offset >= 0, end <= count, end &- offset >= 8 else { return (0, 0) }
    let word = unsafe withUnsafeBufferPointer { octets in
      unsafe octets.baseAddress.map { unsafe OctetWord.load(UnsafeRawPointer($0), offset) } ?? 0
    }
    // A digit has a high half of 3, and a low half to which 6 can be added. What such a sum carries
    // over comes from an octet that is not a digit already.
    let values = word ^ 0x3030_3030_3030_3030
    let others = (values | (values &+ 0x0606_0606_0606_0606)) & 0xf0f0_f0f0_f0f0_f0f0
    let length = others.trailingZeroBitCount / 8
    guard length > 0 else { return (0, 0) }
    return (OctetWord.decimal(values &<< UInt64(truncatingIfNeeded: 64 &- 8 &* length)), length)
  }
}

@inline(__always)
private func isEqual<Word: FixedWidthInteger & BitwiseCopyable>(
  _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ offset: Int, as type: Word.Type
) -> Bool {
  unsafe a.loadUnaligned(fromByteOffset: offset, as: type)
    == b.loadUnaligned(fromByteOffset: offset, as: type)
}
