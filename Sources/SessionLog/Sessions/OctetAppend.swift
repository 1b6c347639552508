// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Writes what a span holds at `place`, over what is there, and grows to a power of two when that
  /// is not room enough. An array that is written anew again and again is never emptied, which
  /// costs more than the copy.
  ///
  /// Fast stage: one copy in place of octet after octet. No more is read than the span has, and no
  /// more written than there is room for.
  mutating func write(_ octets: Span<UInt8>, at place: Int) {
    precondition(place >= 0, "no such place")
    let end = place + octets.count
    if end > count { grow(toHold: end) }
    unsafe withUnsafeMutableBytes { target in
      unsafe octets.withUnsafeBytes { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        precondition(target.count - place >= source.count, "no room")
        unsafe (to + place).copyMemory(from: from, byteCount: source.count)
      }
    }
  }

  private mutating func grow(toHold needed: Int) {
    let power = Int.bitWidth - (Swift.max(needed, 256) - 1).leadingZeroBitCount
    append(contentsOf: repeatElement(0, count: 1 << power - count))
  }

  /// Appends what a span holds.
  mutating func append(_ octets: Span<UInt8>) {
    unsafe octets.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
