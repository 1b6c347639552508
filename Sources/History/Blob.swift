// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import GRDB

/// Octets as SQLite takes them.
enum Blob {
  static func value(_ octets: [UInt8]) -> DatabaseValue { Data(octets).databaseValue }

  static func octets(_ row: Row, _ column: String) -> [UInt8] {
    let data: Data? = row[column]
    return data.map { [UInt8]($0) } ?? []
  }

  /// Hashes, eight octets each, in order.
  static func value(_ words: [UInt64]) -> DatabaseValue {
    var octets: [UInt8] = []
    octets.reserveCapacity(words.count * 8)
    for word in words {
      for shift in 0..<UInt64(8) { octets.append(UInt8(truncatingIfNeeded: word >> (8 * shift))) }
    }
    return value(octets)
  }

  static func words(_ row: Row, _ column: String) -> [UInt64] {
    let octets = octets(row, column)
    return (0..<octets.count / 8).map { place in
      var word: UInt64 = 0
      for index in 0..<8 { word |= UInt64(octets[place * 8 + index]) << (8 * UInt64(index)) }
      return word
    }
  }
}
