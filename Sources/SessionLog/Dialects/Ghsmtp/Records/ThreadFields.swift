// SPDX-License-Identifier: Apache-2.0

/// Thread ids that were met lately, as octets and as numbers: most records are of a thread that
/// wrote another one a moment before.
///
/// Unsafe code: loads up to 32 octets from a field's beginning and up to 8 before it; owns its
/// table, whose places are chosen by as many bits of a hash as it has room for.
@safe struct ThreadFields: ~Copyable {
  private struct Entry {
    /// The field in two words, as far as `mask` goes: its padding, its digits and the blank behind
    /// them. Without any of it, what no masked word can be.
    var octets: (UInt64, UInt64) = (1, 0)
    var mask: (UInt64, UInt64) = (0, 0)
    var thread: UInt64 = 0
    /// Octets of the field without the blank behind it.
    var count = 0
  }

  private static let bits = 8
  private let entries: UnsafeMutablePointer<Entry>

  init() {
    unsafe entries = .allocate(capacity: 1 << Self.bits)
    unsafe entries.initialize(repeating: Entry(), count: 1 << Self.bits)
  }

  deinit { unsafe entries.deallocate() }

  /// Reads the field that begins at `field`: the thread, and the octets before the blank that
  /// ends the field; nil if there is none.
  @inline(__always)
  func read(_ field: UnsafeRawPointer) -> (thread: UInt64, count: Int)? {
    let first = unsafe OctetWord.load(field, 0)
    let second = unsafe OctetWord.load(field, 8)
    // Of a kernel's thread id, the first five octets tell one from another; of a pthread handle,
    // which has more than eight digits, those behind.
    let isLong = first & 0xf0f0_f0f0_f0f0_f0f0 == 0x3030_3030_3030_3030
    let mixed = (isLong ? second &<< 8 : first &<< 24) &* 0x9e37_79b9_7f4a_7c15
    let place = Int(truncatingIfNeeded: mixed &>> UInt64(64 - Self.bits))
    let entry = unsafe entries[place]
    if ((first & entry.mask.0) ^ entry.octets.0) | ((second & entry.mask.1) ^ entry.octets.1) == 0 {
      return (entry.thread, entry.count)
    }
    return unsafe readAnew(field, place)
  }

  /// `*7SP 1*20DIGIT SP`
  @inline(never)
  private func readAnew(
    _ field: UnsafeRawPointer, _ place: Int
  ) -> (thread: UInt64, count: Int)? {
    let digits = unsafe UInt64(OctetMask.digits32(field))
    let blanks = digits.trailingZeroBitCount
    let padding = unsafe OctetWord.load(field, 0) ^ 0x2020_2020_2020_2020
    guard blanks <= 7, padding & ((1 &<< UInt64(8 &* blanks)) &- 1) == 0 else { return nil }
    let length = (~(digits &>> UInt64(blanks))).trailingZeroBitCount
    let end = blanks &+ length
    guard length <= 20, unsafe field.load(fromByteOffset: end, as: UInt8.self) == 0x20 else {
      return nil
    }
    let thread = unsafe Self.number(field + end, digits: length)
    // A field that is too long for two words is read anew each time.
    if end < 16 {
      let mask: (UInt64, UInt64) =
        end < 8
        ? (~0 &>> UInt64(56 &- 8 &* end), 0) : (~0, ~0 &>> UInt64(120 &- 8 &* end))
      let octets = unsafe (OctetWord.load(field, 0) & mask.0, OctetWord.load(field, 8) & mask.1)
      unsafe entries[place] = Entry(octets: octets, mask: mask, thread: thread, count: end)
    }
    return (thread, end)
  }

  /// The number whose `digits` digits end before `end`.
  @inline(__always)
  private static func number(_ end: UnsafeRawPointer, digits: Int) -> UInt64 {
    var value = unsafe lastDigits(end - 8, min(digits, 8))
    if digits > 8 {
      value &+= unsafe lastDigits(end - 16, min(digits &- 8, 8)) &* 100_000_000
      if digits > 16 {
        value &+= unsafe lastDigits(end - 24, digits &- 16) &* 10_000_000_000_000_000
      }
    }
    return value
  }

  /// The number that the last `digits` of eight octets show.
  @inline(__always)
  private static func lastDigits(_ octets: UnsafeRawPointer, _ digits: Int) -> UInt64 {
    unsafe OctetWord.decimal(OctetWord.load(octets, 0) & (~0 &<< UInt64(64 &- 8 &* digits)))
  }
}
