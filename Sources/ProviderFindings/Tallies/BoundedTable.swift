// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// A row of a `BoundedTable`.
package protocol BoundedRow: Equatable, Sendable {
  /// The row's identity, and its place in the order in which rows are kept: lowest first. Asked for
  /// with each look-up, so it should be stored and not worked out.
  var rank: UInt64 { get }
  mutating func merge(_ other: Self)
}

/// Rows by rank in bounded memory, independent of the order of arrival.
///
/// The `limit` rows of lowest rank are kept whole; all others are dropped, for the owner to fold
/// into one. Since a row's rank is fixed by its name, a row that is among the lowest of all is among
/// the lowest of every part of the input, and so it was never dropped on the way. To drop rows
/// seldom and many at once, the table holds up to a quarter more until it is settled.
package struct BoundedTable<Row: BoundedRow>: Sendable {
  private static var few: Int { 256 }

  package let limit: Int
  package private(set) var rows: [Row] = []
  /// Rows that had to go and that the owner has not taken over yet.
  private var dropped: [Row] = []
  /// Rows of this rank and above are not kept.
  private var bound = UInt64.max
  /// Nothing came since rows were put in order.
  private var isSettled = false
  /// Open addressing, at most three quarters full: the high half of a row's hash, which rules out
  /// most other rows without a look at them, and in the low half its index plus 1. 0 is free.
  private var slots = [UInt64](repeating: 0, count: 64)

  package init(limit: Int) { self.limit = max(1, limit) }

  private var capacity: Int { limit + max(1, limit / 4) }

  /// Index of the row of `rank`; nil if there is none. Valid until rows are dropped.
  package func index(of rank: UInt64) -> Int? {
    let hash = OctetHash.mixed(rank)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if (slots[slot] ^ hash) >> 32 == 0 {
        let index = Int(slots[slot] & 0xFFFF_FFFF) - 1
        if rows[index].rank == rank { return index }
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Adds a row that is not there yet, and may drop others; nil where it cannot be kept itself.
  package mutating func insert(_ row: Row) -> Int? {
    let rank = row.rank
    guard rank < bound else { return nil }
    if rows.count >= capacity {
      settle()
      guard rank < bound else { return nil }
    }
    isSettled = false
    // At once, since memory that is not used yet costs nothing, and to grow costs a copy; but not for
    // the few rows of one day, of which there are many.
    if rows.count == Self.few { rows.reserveCapacity(capacity) }
    rows.append(row)
    if rows.count * 4 > slots.count * 3 { rebuildSlots() } else { enter(rows.count - 1) }
    return rows.count - 1
  }

  package mutating func update(_ index: Int, _ change: (inout Row) -> Void) { change(&rows[index]) }

  /// Drops what is above the limit, and puts the rows in order of rank.
  package mutating func settle() {
    if isSettled { return }
    defer { isSettled = true }
    let order = rows.indices.sorted { rows[$0].rank < rows[$1].rank }
    var count = min(limit, order.count)
    while count > 0, rows[order[count - 1]].rank >= bound { count -= 1 }
    for index in order.dropFirst(count) {
      dropped.append(rows[index])
      bound = min(bound, rows[index].rank)
    }
    rows = order.prefix(count).map { rows[$0] }
    rebuildSlots()
  }

  /// Removes rows.
  package mutating func keep(_ isKept: (Row) -> Bool) {
    rows.removeAll { !isKept($0) }
    rebuildSlots()
  }

  /// The rows that were dropped since the last call.
  package mutating func takeDropped() -> [Row] {
    if dropped.isEmpty { return [] }
    defer { dropped = [] }
    return dropped
  }

  package mutating func merge(_ other: BoundedTable) {
    bound = min(bound, other.bound)
    isSettled = false
    for row in other.rows {
      if let index = index(of: row.rank) {
        rows[index].merge(row)
      } else if insert(row) == nil {
        dropped.append(row)
      }
    }
    dropped += other.dropped
    settle()
  }

  private mutating func rebuildSlots() {
    var size = 64
    while size * 3 < rows.count * 5 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for index in rows.indices { enter(index) }
  }

  private mutating func enter(_ index: Int) {
    let hash = OctetHash.mixed(rows[index].rank)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = hash & ~0xFFFF_FFFF | UInt64(truncatingIfNeeded: index + 1)
  }
}

extension BoundedTable where Row: FieldCoded {
  /// Walks the fields of a settled table; of its limit the owner knows.
  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.list(&rows, atMost: limit)
    try archive.number(&bound)
    for index in rows.indices.dropFirst() where rows[index - 1].rank >= rows[index].rank {
      throw .impossible
    }
    if archive.isReading {
      rebuildSlots()
      isSettled = true
    }
  }
}
