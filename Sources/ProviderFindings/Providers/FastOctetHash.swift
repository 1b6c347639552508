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
    if offset < count {
      var word: UInt64 = 0
      var shift: UInt64 = 0
      while offset < count {
        word |= UInt64(octets[offset]) << shift
        shift &+= 8
        offset &+= 1
      }
      state = step(state, word)
    }
    return mixed(state)
  }
}
