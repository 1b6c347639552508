// SPDX-License-Identifier: Apache-2.0

/// Hash of one record's octets: what copies of a log have in common, whatever file, prefix or
/// line end they have.
///
/// Fast stage: eight octets at a time, loaded without the compiler's bounds checks; the one check
/// that matters is made before. The tests hold it against `plain`.
enum RecordHash {
  /// Odd numbers with many bits set, from the digits of the golden ratio and of pi.
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let seed: UInt64 = 0x243F_6A88_85A3_08D3

  /// The hash of `octets`. Never 0.
  static func hash(_ octets: Span<UInt8>) -> UInt64 {
    var state = seed ^ UInt64(octets.count)
    var index = 0
    unsafe octets.withUnsafeBytes { bytes in
      while octets.count - index >= 8 {
        state = mixed(
          state,
          UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
        index += 8
      }
    }
    guard octets.count >= 8 else { return finished(state, tail(octets, from: index)) }
    // The last eight octets, without those that were taken already.
    let last = unsafe octets.withUnsafeBytes { bytes in
      UInt64(
        littleEndian: unsafe bytes.loadUnaligned(
          fromByteOffset: octets.count - 8, as: UInt64.self))
    }
    // A shift by 64 gives 0: nothing is left.
    return finished(state, last >> UInt64(64 - 8 * (octets.count - index)))
  }

  /// The same, octet by octet.
  static func plain(_ octets: Span<UInt8>) -> UInt64 {
    var state = seed ^ UInt64(octets.count)
    var index = 0
    while octets.count - index >= 8 {
      var word: UInt64 = 0
      for place in 0..<8 { word |= UInt64(octets[index + place]) << (8 * UInt64(place)) }
      state = mixed(state, word)
      index += 8
    }
    return finished(state, tail(octets, from: index))
  }

  private static func tail(_ octets: Span<UInt8>, from start: Int) -> UInt64 {
    var word: UInt64 = 0
    var index = octets.count
    while index > start {
      index -= 1
      word = word << 8 | UInt64(octets[index])
    }
    return word
  }

  /// The halves of a 128-bit product, xored: one multiplication mixes all bits of both.
  @inline(__always)
  private static func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word).multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }

  private static func finished(_ state: UInt64, _ tail: UInt64) -> UInt64 {
    let hash = mixed(mixed(state, tail), seed)
    return hash == 0 ? multiplier : hash
  }

  /// The hash of a record's first line, without the CR that some copies have at its end. Lines
  /// that follow (a stack trace, say) are not in every copy.
  static func hash(record: TextRange, in block: Span<UInt8>) -> UInt64 {
    let octets = block.extracting(record.indices)
    var end =
      octets.firstOffset(of: UInt8(ascii: "\n"), from: 0, before: octets.count)
      ?? octets.count
    if end > 0, octets[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return hash(octets.extracting(0..<end))
  }
}
