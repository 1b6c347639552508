// SPDX-License-Identifier: Apache-2.0

/// The hash that tables of names use: 64 bits, the same on every machine and in every run, so that
/// what a full table keeps (the smallest hashes) does not change from one night to the next.
/// It resists no attacker; what one can gain by a collision is a wrong label in a report.
package enum OctetHash {
  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Spreads the bits of a number over all 64 bits; a bijection (the finaliser of SplitMix64).
  package static func mixed(_ number: UInt64) -> UInt64 {
    var x = number &+ multiplier
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }

  /// One step: takes in the next eight octets as a little-endian number.
  package static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let x = (state ^ word) &* multiplier
    return x ^ (x >> 32)
  }

  /// Hash of octets in memory.
  package static func fast(_ octets: Span<UInt8>) -> UInt64 {
    var state = seed(octets.count)
    let rest = OctetWords.fold(octets, into: &state) { step($0, $1) }
    return finished(state, rest, octets.count)
  }

  /// Hash of any run of octets, octet by octet: the definition, and the oracle of `fast`.
  package static func plain(_ octets: some Collection<UInt8>) -> UInt64 {
    var state = seed(octets.count)
    let rest = OctetWords.foldPlainly(octets, into: &state) { step($0, $1) }
    return finished(state, rest, octets.count)
  }

  /// The start for text of `count` octets.
  private static func seed(_ count: Int) -> UInt64 {
    0x51_7CC1_B727_220A &+ UInt64(truncatingIfNeeded: count) &* 0xD6E8_FEB8_6659_FD93
  }

  private static func finished(_ state: UInt64, _ rest: UInt64, _ count: Int) -> UInt64 {
    mixed(count % 8 == 0 ? state : step(state, rest))
  }
}
