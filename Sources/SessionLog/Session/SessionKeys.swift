// SPDX-License-Identifier: Apache-2.0

/// The keys of all sessions seen so far: a set of 64-bit hashes for millions of sessions.
///
/// Divided by the high bits of the keys into parts that grow one at a time, so that growing never
/// needs the memory of the set twice.
package struct SessionKeys: Sendable {
  private var parts: [KeySet]
  private let shift: UInt64

  /// Makes an empty set of 2^`bits` parts.
  package init(bits: Int = 8) {
    precondition((0...16).contains(bits), "1 to 65,536 parts")
    parts = [KeySet](repeating: KeySet(), count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  package var count: Int { parts.reduce(0) { $0 + $1.count } }
  /// Octets of memory in use.
  package var octets: Int { parts.reduce(0) { $0 + $1.octets } }

  package func contains(_ key: UInt64) -> Bool { parts[part(key)].contains(key) }

  /// Inserts a key; false when it was there.
  package mutating func insert(_ key: UInt64) -> Bool { parts[part(key)].insert(key) }

  private func part(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key >> shift) }
}
