// SPDX-License-Identifier: Apache-2.0

/// Questions about octets of a log that are asked for many sessions, without making a String.
enum OctetText {
  static func string(_ text: Span<UInt8>) -> String {
    String(decoding: array(text), as: UTF8.self)
  }

  static func array(_ text: Span<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(text.count)
    for index in text.indices { octets.append(text[index]) }
    return octets
  }

  /// Whether `word` occurs in `text`. The empty word occurs everywhere.
  static func contains(_ text: Span<UInt8>, _ word: [UInt8]) -> Bool {
    var offset = 0
    while offset + word.count <= text.count {
      if stands(word, in: text, at: offset) { return true }
      offset += 1
    }
    return false
  }

  static func isASCII(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] >= 0x80 { return false }
    return true
  }

  private static func stands(_ word: [UInt8], in text: Span<UInt8>, at offset: Int) -> Bool {
    for index in word.indices where text[offset + index] != word[index] { return false }
    return true
  }

  /// Up to eight octets as a number, the first in the lowest place; letters in upper case.
  static func upperCaseWord(_ text: Span<UInt8>) -> UInt64 {
    var word: UInt64 = 0
    var shift: UInt64 = 0
    for index in 0..<min(8, text.count) {
      word |= UInt64(uppercased(text[index])) << shift
      shift += 8
    }
    return word
  }

  static func uppercased(_ octet: UInt8) -> UInt8 {
    octet >= UInt8(ascii: "a") && octet <= UInt8(ascii: "z") ? octet & 0xDF : octet
  }
}
