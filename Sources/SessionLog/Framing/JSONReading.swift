// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Reads one object of JSON (RFC 8259) without keeping more of it than places: what an export of the
/// journal needs. Values inside values are passed over.
struct JSONReading {
  var place: Int
  let end: Int

  /// Reads an object's members; false where it is not one, or does not end.
  mutating func object(_ text: Span<UInt8>, into values: inout JournalObject.Values) -> Bool {
    guard skip("{", text) else { return false }
    while true {
      skipBlanks(text)
      guard let key = string(text) else { return false }
      skipBlanks(text)
      guard skip(":", text) else { return false }
      skipBlanks(text)
      let start = place
      guard value(text, depth: 0) else { return false }
      values.set(text.extracting(key.lowerBound + 1..<key.upperBound - 1), start..<place)
      skipBlanks(text)
      if skip(",", text) { continue }
      return skip("}", text)
    }
  }

  private mutating func skip(_ character: Unicode.Scalar, _ text: Span<UInt8>) -> Bool {
    guard place < end, text[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks(_ text: Span<UInt8>) {
    while place < end, text[place] == 0x20 || text[place] == 0x09 { place += 1 }
  }

  /// A string with its quotation marks.
  private mutating func string(_ text: Span<UInt8>) -> Range<Int>? {
    let start = place
    guard skip("\"", text) else { return nil }
    while let mark = text.firstOffset(of: UInt8(ascii: "\""), from: place, before: end) {
      // Behind an odd number of backslashes it is part of the string.
      var before = mark
      while before > place, text[before - 1] == UInt8(ascii: "\\") { before -= 1 }
      place = mark + 1
      if (mark - before) % 2 == 0 { return start..<place }
    }
    return nil
  }

  private mutating func value(_ text: Span<UInt8>, depth: Int) -> Bool {
    guard place < end, depth < 16 else { return false }
    switch text[place] {
    case UInt8(ascii: "\""): return string(text) != nil
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      let close: Unicode.Scalar = text[place] == UInt8(ascii: "[") ? "]" : "}"
      place += 1
      while place < end {
        skipBlanks(text)
        if skip(close, text) { return true }
        if skip(",", text) || skip(":", text) { continue }
        guard value(text, depth: depth + 1) else { return false }
      }
      return false
    default:
      let start = place
      while place < end, Self.isOfWord(text[place]) { place += 1 }
      return place > start
    }
  }

  private static func isOfWord(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
    default: false
    }
  }

  /// Appends what a string, or an array of octets, stands for; the range of it.
  static func decode(
    _ text: Span<UInt8>, _ value: Range<Int>?, into buffer: inout [UInt8]
  ) -> TextRange {
    let start = buffer.count
    if let value, value.count > 1 {
      if text[value.lowerBound] == UInt8(ascii: "[") {
        decodeOctets(text, value, into: &buffer)
      } else if text[value.lowerBound] == UInt8(ascii: "\"") {
        decodeString(text, value.lowerBound + 1..<value.upperBound - 1, into: &buffer)
      } else {
        buffer.append(text.extracting(value))
      }
    }
    return TextRange(start: start, count: buffer.count - start)
  }

  private static func decodeOctets(
    _ text: Span<UInt8>, _ value: Range<Int>, into buffer: inout [UInt8]
  ) {
    var cursor = HeaderCursor(place: value.lowerBound, end: value.upperBound)
    while !cursor.isAtEnd {
      if let octet = cursor.number(atMost: 3, in: text) {
        buffer.append(UInt8(truncatingIfNeeded: octet))
      } else {
        cursor.place += 1
      }
    }
  }

  private static func decodeString(
    _ text: Span<UInt8>, _ range: Range<Int>, into buffer: inout [UInt8]
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      let mark =
        text.firstOffset(of: UInt8(ascii: "\\"), from: place, before: range.upperBound)
        ?? range.upperBound
      buffer.append(text.extracting(place..<mark))
      guard mark + 1 < range.upperBound else { return }
      place = mark + 2
      switch text[mark + 1] {
      case UInt8(ascii: "n"): buffer.append(0x0A)
      case UInt8(ascii: "r"): buffer.append(0x0D)
      case UInt8(ascii: "t"): buffer.append(0x09)
      case UInt8(ascii: "b"): buffer.append(0x08)
      case UInt8(ascii: "f"): buffer.append(0x0C)
      case UInt8(ascii: "u"): place = decodeUnicode(text, mark, range.upperBound, into: &buffer)
      case let other: buffer.append(other)
      }
    }
  }

  /// `\uXXXX`, or a pair of surrogates; the place behind it.
  private static func decodeUnicode(
    _ text: Span<UInt8>, _ mark: Int, _ end: Int, into buffer: inout [UInt8]
  ) -> Int {
    guard let first = hexadecimal(text, mark + 2, end) else { return mark + 2 }
    var code = first
    var next = mark + 6
    if (0xD800..<0xDC00).contains(first), text.holds("\\u", at: next, before: end),
      let second = hexadecimal(text, next + 2, end), (0xDC00..<0xE000).contains(second)
    {
      code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      next += 6
    }
    let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
    buffer += Array(String(Character(scalar)).utf8)
    return next
  }

  private static func hexadecimal(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var value: UInt32 = 0
    for place in start..<start + 4 {
      let octet = text[place]
      let digit: UInt8
      switch octet {
      case 0x30...0x39: digit = octet - 0x30
      case 0x41...0x46: digit = octet - 0x41 + 10
      case 0x61...0x66: digit = octet - 0x61 + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
