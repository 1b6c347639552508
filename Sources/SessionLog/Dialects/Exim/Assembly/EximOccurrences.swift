// SPDX-License-Identifier: Apache-2.0

/// Tells equal lines apart: with times in whole seconds and no process, a peer that is refused twice leaves
/// two. The first of them keeps its hash; copies of the log give the same numbers.
struct EximOccurrences: Sendable {
  /// Lines that are remembered.
  private static let limit = 128

  private var recent: [(hash: UInt64, count: UInt64)] = []

  mutating func removeAll() { recent.removeAll(keepingCapacity: true) }

  /// The hash of a line, changed for the second one and later ones.
  mutating func identity(_ hash: UInt64) -> UInt64 {
    if let index = recent.lastIndex(where: { $0.hash == hash }) {
      recent[index].count += 1
      return hash ^ (recent[index].count &* 0x9E37_79B9_7F4A_7C15)
    }
    if recent.count == Self.limit { recent.removeFirst(Self.limit / 2) }
    recent.append((hash, 0))
    return hash
  }
}
