// SPDX-License-Identifier: Apache-2.0

extension OctetHash {
  /// `plain` for octets in memory, eight at a time.
  package static func fast(_ octets: Span<UInt8>) -> UInt64 {
    let bytes = unsafe octets.bytes
    let count = bytes.byteCount
    var state = seed(count)
    var offset = 0
    while offset &+ 8 <= count {
      // `offset + 8 <= count` holds, so all eight octets lie inside the span.
      let word = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self)
      state = step(state, UInt64(littleEndian: word))
      offset &+= 8
    }
    guard offset < count else { return mixed(state) }
    var word: UInt64 = 0
    if count >= 8 {
      // The last eight octets, all inside the span, without those that were taken in already.
      let last = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: count &- 8, as: UInt64.self)
      word = UInt64(littleEndian: last) &>> UInt64(truncatingIfNeeded: 8 &* (8 &- count &+ offset))
    } else {
      var shift: UInt64 = 0
      while offset < count {
        word |= UInt64(octets[offset]) &<< shift
        shift &+= 8
        offset &+= 1
      }
    }
    return mixed(step(state, word))
  }
}
