// SPDX-License-Identifier: Apache-2.0

/// Eight octets at a time, the first one lowest.
///
/// Unsafe code: loads eight octets from any address; the caller's buffer must have them.
enum OctetWord {
  @inline(__always)
  static func load(_ pointer: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: pointer.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The number that eight digits show, the first one in the lowest octet; NUL counts as 0.
  @inline(__always)
  static func decimal(_ octets: UInt64) -> UInt64 {
    let ones = octets & 0x0f0f_0f0f_0f0f_0f0f
    let tens = ((ones &* (1 &+ 10 &<< 8)) &>> 8) & 0x00ff_00ff_00ff_00ff
    let hundreds = ((tens &* (1 &+ 100 &<< 16)) &>> 16) & 0x0000_ffff_0000_ffff
    return (hundreds &* (1 &+ 10_000 &<< 32)) &>> 32
  }
}
