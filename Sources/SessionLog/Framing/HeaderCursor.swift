// SPDX-License-Identifier: Apache-2.0

/// A place in a line, and the elements of prefixes and headers that can be read from there.
///
/// A reading that does not succeed may leave the cursor anywhere: who wants to try something else keeps a copy.
struct HeaderCursor {
  var place: Int
  var end: Int

  @inline(__always)
  static func isDigit(_ octet: UInt8) -> Bool { octet &- 0x30 < 10 }

  var isAtEnd: Bool { place >= end }

  mutating func skip(_ character: Unicode.Scalar, in text: Span<UInt8>) -> Bool {
    guard place < end, text[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  /// Skips all of `words`, or nothing.
  mutating func skip(words: StaticString, in text: Span<UInt8>) -> Bool {
    guard text.holds(words, at: place, before: end) else { return false }
    place += words.utf8CodeUnitCount
    return true
  }

  mutating func skipBlanks(atMost limit: Int, in text: Span<UInt8>) {
    var left = limit
    while left > 0, skip(" ", in: text) { left -= 1 }
  }

  func peekDigit(in text: Span<UInt8>) -> Bool { place < end && Self.isDigit(text[place]) }

  /// As many digits as there are, which must be in `range`.
  mutating func digits(_ range: ClosedRange<Int>, in text: Span<UInt8>) -> Bool {
    let begin = place
    while peekDigit(in: text) { place += 1 }
    return range.contains(place - begin)
  }

  /// Exactly `count` digits.
  mutating func number(_ count: Int, in text: Span<UInt8>) -> Int? {
    guard end - place >= count else { return nil }
    var value = 0
    for index in place..<place + count {
      guard Self.isDigit(text[index]) else { return nil }
      value = value * 10 + Int(text[index] - 0x30)
    }
    place += count
    return value
  }

  /// As many digits as there are, `limit` at most.
  mutating func number(atMost limit: Int, in text: Span<UInt8>) -> Int? {
    var ahead = self
    guard ahead.digits(1...limit, in: text) else { return nil }
    return number(ahead.place - place, in: text)
  }

  /// Octets up to the next blank.
  mutating func word(in text: Span<UInt8>) -> TextRange? {
    let begin = place
    while place < end, text[place] > 0x20 { place += 1 }
    return place > begin ? TextRange(start: begin, count: place - begin) : nil
  }

  /// An offset from UTC in minutes: `( "+" / "-" ) 2DIGIT 2DIGIT`
  mutating func zone(in text: Span<UInt8>) -> Int16? {
    let negative = skip("-", in: text)
    guard negative || skip("+", in: text), let hours = number(2, in: text),
      let minutes = number(2, in: text), hours < 24, minutes < 60
    else { return nil }
    return Int16(negative ? -(hours * 60 + minutes) : hours * 60 + minutes)
  }
}
