// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Counts by key in bounded memory, independent of the order of arrival.
///
/// Of the keys seen, those with the `limit` smallest hashes are kept, each with its full count; what
/// belongs to the others is in `othersCount`. A key among the smallest of all is among the smallest of
/// every part, so a kept count is always whole: tallies of parts merge to the tally of the whole.
/// As long as there are no more than `limit` keys, everything is exact. A 64-bit hash is taken
/// for the key, as everywhere in the tables of this module.
package struct BoundedCounts<Key: Equatable & Sendable, let limit: Int>: Equatable, Sendable {
  package struct Entry: Equatable, Sendable {
    var hash: UInt64
    package var key: Key
    package var count: Int
    /// The earliest session that was counted here.
    package var first: SessionMark
  }

  /// In order of hash: no order for people; sort by what is shown.
  package private(set) var entries: [Entry] = []
  /// Sum of the counts of all keys that are not kept.
  package private(set) var othersCount = 0

  package init() {}

  package var isEmpty: Bool { entries.isEmpty && othersCount == 0 }
  package var total: Int { entries.reduce(othersCount) { $0 + $1.count } }

  /// Counts `key`, which is only made when it is not kept yet.
  package mutating func add(
    hash: UInt64, count: Int = 1, mark: SessionMark, key: () -> Key
  ) {
    let index = position(of: hash)
    if index < entries.count, entries[index].hash == hash {
      entries[index].count += count
      if mark < entries[index].first { entries[index].first = mark }
      return
    }
    guard index < limit else {
      othersCount += count
      return
    }
    if entries.count == limit, let dropped = entries.popLast() { othersCount += dropped.count }
    entries.insert(Entry(hash: hash, key: key(), count: count, first: mark), at: index)
  }

  package mutating func merge(_ other: Self) {
    othersCount += other.othersCount
    for entry in other.entries {
      add(hash: entry.hash, count: entry.count, mark: entry.first) { entry.key }
    }
  }

  /// Index of the first entry whose hash is not below `hash`.
  private func position(of hash: UInt64) -> Int {
    entries.partitioningIndex { $0.hash >= hash }
  }
}

extension BoundedCounts where Key: Comparable {
  /// The entries by count, largest first, then by key: the order for people.
  package var ranked: [Entry] {
    entries.sorted { $0.count == $1.count ? $0.key < $1.key : $0.count > $1.count }
  }
}

extension BoundedCounts: FieldCoded where Key: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.list(&entries, atMost: limit)
    try archive.count(&othersCount)
    for index in entries.indices.dropFirst() where entries[index - 1].hash >= entries[index].hash {
      throw .impossible
    }
  }
}

extension BoundedCounts.Entry: FieldCoded where Key: FieldCoded {
  package static var blank: Self { Self(hash: 0, key: .blank, count: 0, first: .blank) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.word(&hash)
    try archive.value(&key)
    try archive.count(&count)
    try archive.value(&first)
  }
}
