// SPDX-License-Identifier: Apache-2.0

/// Lines of a report that follow one another: the first of them in the spool, the last in memory.
struct RowBatch: Sendable {
  /// Where lines stand in the spool, in their order.
  private(set) var spooled: [Range<Int>] = []
  /// What follows them.
  var tail: [UInt8] = []

  var isEmpty: Bool { spooled.isEmpty && tail.isEmpty }

  /// The tail stands in the spool now.
  mutating func spool(at range: Range<Int>) {
    tail.removeAll(keepingCapacity: true)
    if let last = spooled.last, last.upperBound == range.lowerBound {
      spooled[spooled.count - 1] = last.lowerBound..<range.upperBound
    } else {
      spooled.append(range)
    }
  }

  /// Adds lines that follow; the tail must be in the spool if they begin there.
  mutating func append(_ next: RowBatch) {
    for range in next.spooled { spool(at: range) }
    tail += next.tail
  }
}
