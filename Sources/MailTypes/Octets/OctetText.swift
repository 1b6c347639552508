// SPDX-License-Identifier: Apache-2.0

// Copies of borrowed octets, and questions that are asked of many without making a String.

extension [UInt8] {
  /// A copy of borrowed octets.
  package init(_ octets: Span<UInt8>) {
    self = []
    append(octets)
  }

  /// Appends borrowed octets as a block.
  package mutating func append(_ octets: Span<UInt8>) {
    unsafe octets.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension Span<UInt8> {
  /// The text in UTF-8; what is not valid is replaced by U+FFFD.
  package var string: String { String(decoding: [UInt8](self), as: UTF8.self) }

  /// Whether `word` occurs. The empty word occurs everywhere.
  package func contains(_ word: [UInt8]) -> Bool {
    var offset = 0
    while offset + word.count <= count {
      if holds(word, at: offset) { return true }
      offset += 1
    }
    return false
  }

  /// Whether all octets of `word` stand at `offset`.
  package func holds(_ word: [UInt8], at offset: Int) -> Bool {
    guard offset >= 0, offset + word.count <= count else { return false }
    for index in word.indices where self[offset + index] != word[index] { return false }
    return true
  }

  package var isASCII: Bool {
    for index in indices where self[index] >= 0x80 { return false }
    return true
  }

  /// Up to eight octets as a number, the first in the lowest place; letters in upper case.
  package var upperCaseWord: UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for index in 0..<Swift.min(8, count) {
      word |= UInt64(self[index].uppercased) << shift
      shift += 8
    }
    return word
  }
}

extension UInt8 {
  /// A letter of ASCII in upper case, and any other octet as it is.
  package var uppercased: UInt8 {
    self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") ? self & 0xDF : self
  }
}
