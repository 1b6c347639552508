// SPDX-License-Identifier: Apache-2.0

/// Messages by trait and by defect, counted by number until all are counted.
struct MessageCounts: Sendable {
  var traits = BitCounts(MessageTrait.allCases.count)
  var defects = BitCounts(Defect.Kind.allCases.count)

  /// Adds the counts to a tally, and begins anew.
  mutating func flush(into tally: inout CorpusTally) {
    for (trait, count) in zip(MessageTrait.allCases, traits.counts) where count > 0 {
      tally.traits[trait, default: 0] += count
    }
    for (kind, count) in zip(Defect.Kind.allCases, defects.counts) where count > 0 {
      tally.defects[kind.rawValue, default: 0] += count
    }
    self = MessageCounts()
  }
}

/// How often each bit was set.
struct BitCounts: Sendable {
  private(set) var counts: [Int]

  init(_ count: Int) { counts = Array(repeating: 0, count: count) }

  mutating func add(_ bits: UInt64) {
    var rest = bits
    while rest != 0 {
      counts[rest.trailingZeroBitCount] += 1
      rest &= rest - 1
    }
  }
}

/// The row of a table that was added to last. Messages of one mailbox, year or type come one after the other, so most need
/// no look into the table.
struct LastRow: Sendable {
  private var key: String?
  private var sizes = SizeTally()

  mutating func add(_ more: SizeTally, _ key: String, to rows: inout [String: SizeTally]) {
    if key != self.key {
      flush(into: &rows)
      self.key = key
    }
    sizes.merge(more)
  }

  /// Adds what was counted to its table, and begins anew.
  mutating func flush(into rows: inout [String: SizeTally]) {
    if let key { CorpusTally.add(sizes, to: &rows, key) }
    self = LastRow()
  }
}
