// SPDX-License-Identifier: Apache-2.0

/// Octets as little-endian words of eight, for hashes: the unsafe loads of all of them, and their safe twin.
enum OctetWords {
  /// Gives each whole word to `step`, in order.
  ///
  /// - Returns: the octets behind the last whole word, as a number; 0 where there are none.
  @inline(__always)
  static func fold(
    _ octets: Span<UInt8>, into state: inout UInt64, _ step: (UInt64, UInt64) -> UInt64
  ) -> UInt64 {
    let bytes = unsafe octets.bytes
    let count = bytes.byteCount
    var offset = 0
    while offset &+ 8 <= count {
      // `offset + 8 <= count` holds, so all eight octets lie inside the span.
      let word = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: offset, as: UInt64.self)
      state = step(state, UInt64(littleEndian: word))
      offset &+= 8
    }
    if offset == count { return 0 }
    if count >= 8 {
      // The last eight octets, all inside the span, without those that were taken in already.
      let last = unsafe bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: count &- 8, as: UInt64.self)
      return UInt64(littleEndian: last) &>> UInt64(truncatingIfNeeded: 8 &* (8 &- count &+ offset))
    }
    var word: UInt64 = 0
    var shift: UInt64 = 0
    while offset < count {
      word |= UInt64(octets[offset]) &<< shift
      shift &+= 8
      offset &+= 1
    }
    return word
  }

  /// The same, octet by octet: the definition.
  static func foldPlainly(
    _ octets: some Collection<UInt8>, into state: inout UInt64, _ step: (UInt64, UInt64) -> UInt64
  ) -> UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for octet in octets {
      word |= UInt64(octet) << shift
      shift += 8
      if shift == 64 {
        state = step(state, word)
        word = 0
        shift = 0
      }
    }
    return word
  }
}
