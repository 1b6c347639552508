// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// A counter for each case of an enumeration, in a fixed place and without allocation.
///
/// `size` is the number of cases. Counters stop at 2^32 − 1 rather than wrap or trap, which keeps
/// adding and merging associative.
package struct Counts<Key, let size: Int>: Sendable
where Key: RawRepresentable & CaseIterable & Sendable, Key.RawValue == UInt8 {
  private var values = InlineArray<size, UInt32>(repeating: 0)

  package init() {}

  package subscript(key: Key) -> Int { Int(values[Int(key.rawValue)]) }

  /// Counts one more.
  @inline(__always)
  package mutating func add(_ key: Key) {
    let place = Int(key.rawValue)
    if values[place] < .max { values[place] &+= 1 }
  }

  /// Sum of all counters.
  package var total: Int {
    var sum = 0
    for index in values.indices { sum += Int(values[index]) }
    return sum
  }

  package mutating func add(_ key: Key, _ count: Int) {
    values[Int(key.rawValue)].addSaturating(UInt32(clamping: count))
  }

  package mutating func merge(_ other: Self) {
    for index in values.indices { values[index].addSaturating(other.values[index]) }
  }
}

extension Counts: Equatable {
  package static func == (a: Self, b: Self) -> Bool {
    for index in a.values.indices where a.values[index] != b.values[index] { return false }
    return true
  }
}

extension Counts: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for index in values.indices { try archive.number(&values[index]) }
  }
}
