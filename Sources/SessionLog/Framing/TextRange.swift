// SPDX-License-Identifier: Apache-2.0

/// A run of octets inside a buffer that the context names: a block of log text, or the arena of a
/// session. Holds no reference, so that events can be stored and moved for nothing.
package struct TextRange: Equatable, Hashable, Sendable {
  /// Offset of the first octet in the buffer.
  package var start: UInt32
  /// Number of octets.
  package var count: UInt32

  package init(start: Int, count: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: count)
  }

  package static let empty = TextRange(start: 0, count: 0)

  package var isEmpty: Bool { count == 0 }
  /// Offset just behind the last octet.
  package var end: Int { Int(start) + Int(count) }
  /// The range as indices.
  package var indices: Range<Int> { Int(start)..<end }

  /// The same range in a buffer in which everything stands `distance` octets further on.
  package func moved(by distance: Int) -> TextRange {
    TextRange(start: Int(start) + distance, count: Int(count))
  }
}
