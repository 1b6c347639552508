// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Writes what a span holds over the beginning of the array, and grows to a power of two when
  /// that is not room enough. An array that is written anew again and again is never emptied, which
  /// costs more than the copy.
  ///
  /// Fast stage: one copy in place of octet after octet. No more is read than the span has, and no
  /// more written than there is room for.
  mutating func write(_ octets: Span<UInt8>) {
    if octets.count > count { grow(toHold: octets.count) }
    unsafe withUnsafeMutableBytes { target in
      unsafe octets.withUnsafeBytes { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        precondition(target.count >= source.count, "no room")
        unsafe to.copyMemory(from: from, byteCount: source.count)
      }
    }
  }

  /// Appends what a span holds.
  mutating func append(_ octets: Span<UInt8>) {
    unsafe octets.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  private mutating func grow(toHold needed: Int) {
    let power = Int.bitWidth - (Swift.max(needed, 256) - 1).leadingZeroBitCount
    append(contentsOf: repeatElement(0, count: 1 << power - count))
  }
}
