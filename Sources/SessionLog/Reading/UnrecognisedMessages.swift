// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Messages that no pattern takes, by source file and shape.
///
/// Holds a bounded number of shapes. Which ones are kept when there are more is decided by their
/// hash, not by their order: two logs tallied apart and merged give exactly what both give
/// together.
package struct UnrecognisedMessages: Equatable, Sendable {
  /// A place in the input: what is first is decided by input, then by record.
  package struct Place: Comparable, Sendable {
    package var input: Int
    /// Ordinal of the record in its input.
    package var record: UInt64
    /// Number of its line in the input, from 1.
    package var line: UInt64

    package init(input: Int, record: UInt64, line: UInt64) {
      self.input = input
      self.record = record
      self.line = line
    }

    package static func < (a: Place, b: Place) -> Bool {
      (a.input, a.record) < (b.input, b.record)
    }
  }

  /// One shape of one source file.
  package struct Entry: Equatable, Sendable {
    /// The program's source file, as the record's header names it.
    package var source: String
    package var shape: String
    /// Records of this shape.
    package var count: UInt64
    /// The first of them, cut after `exampleLimit` octets.
    package var example: String
    package var place: Place
  }

  /// Longest example in octets.
  package static let exampleLimit = 200

  /// Shapes that are kept at most.
  package let limit: Int
  /// Records of shapes that were not kept.
  package private(set) var overflow: UInt64 = 0
  /// In the order of `keys`.
  private var kept: [Entry] = []
  private var keys: [Key] = []

  /// Order by hash, then by text: total, and the same everywhere.
  private struct Key: Comparable, Sendable {
    var hash: UInt64
    var source: String
    var shape: String

    static func < (a: Key, b: Key) -> Bool {
      (a.hash, a.source, a.shape) < (b.hash, b.source, b.shape)
    }
  }

  package init(limit: Int = 1000) { self.limit = max(1, limit) }

  /// Records in all.
  package var total: UInt64 { kept.reduce(overflow) { $0 + $1.count } }

  /// By source file, then the most frequent first, then by shape.
  package var entries: [Entry] {
    kept.sorted { a, b in
      (a.source, b.count, a.shape) < (b.source, a.count, b.shape)
    }
  }

  /// Counts one message that `source` (a file name) logged.
  package mutating func add(_ message: Span<UInt8>, source: Span<UInt8>, at place: Place) {
    let shape = MessageShape(of: message).octets
    add(
      Entry(
        source: source.extracting(first: 64).string,
        shape: String(decoding: shape, as: UTF8.self),
        count: 1,
        example: message.extracting(first: Self.exampleLimit).string,
        place: place))
  }

  /// Adds what was tallied elsewhere.
  package mutating func add(_ other: UnrecognisedMessages) {
    overflow += other.overflow
    for entry in other.kept { add(entry) }
  }

  private mutating func add(_ entry: Entry) {
    let key = Key(
      hash: Self.hash(entry.source, entry.shape), source: entry.source, shape: entry.shape)
    let low = keys.partitioningIndex { $0 >= key }
    if low < keys.count, keys[low] == key {
      kept[low].count += entry.count
      if entry.place < kept[low].place {
        kept[low].place = entry.place
        kept[low].example = entry.example
      }
      return
    }
    guard low < limit else {
      overflow += entry.count
      return
    }
    keys.insert(key, at: low)
    kept.insert(entry, at: low)
    if kept.count > limit {
      keys.removeLast()
      overflow += kept.removeLast().count
    }
  }

  /// Over both texts, with a NUL between them.
  private static func hash(_ source: String, _ shape: String) -> UInt64 {
    var hash = FNV1a(source.utf8)
    hash.add(0)
    hash.add(shape.utf8)
    return hash.value
  }
}
