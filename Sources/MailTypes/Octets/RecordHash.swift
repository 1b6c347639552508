// SPDX-License-Identifier: Apache-2.0

/// Hash of one record's octets: what copies of a log have in common, whatever file, prefix or
/// line end they have. The identity of a session is one, so that it stays as it is.
package enum RecordHash {
  /// Odd numbers with many bits set, from the digits of the golden ratio and of pi.
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let seed: UInt64 = 0x243F_6A88_85A3_08D3

  /// The hash of `octets`. Never 0.
  package static func hash(_ octets: Span<UInt8>) -> UInt64 {
    var state = seed ^ UInt64(octets.count)
    let rest = OctetWords.fold(octets, into: &state) { mixed($0, $1) }
    return finished(state, rest)
  }

  /// The same, octet by octet.
  package static func plain(_ octets: some Collection<UInt8>) -> UInt64 {
    var state = seed ^ UInt64(octets.count)
    let rest = OctetWords.foldPlainly(octets, into: &state) { mixed($0, $1) }
    return finished(state, rest)
  }

  /// The halves of a 128-bit product, xored: one multiplication mixes all bits of both.
  @inline(__always)
  private static func mixed(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let product = (state ^ word).multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }

  private static func finished(_ state: UInt64, _ rest: UInt64) -> UInt64 {
    let hash = mixed(mixed(state, rest), seed)
    return hash == 0 ? multiplier : hash
  }
}
