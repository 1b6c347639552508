// SPDX-License-Identifier: Apache-2.0

/// Reads a log message from left to right. Trailing CR, LF and, where asked, blanks are not part
/// of what it reads: outbound replies are logged with their CR.
///
/// Every step either succeeds and moves on, or leaves the cursor where it was. Ranges that it
/// returns are relative to the first octet of the message.
struct MessageCursor: ~Escapable {
  let octets: Span<UInt8>
  /// Offset of the next octet.
  var position = 0
  /// Offset behind the last octet to read.
  var end: Int

  @inline(__always)
  @_lifetime(copy octets)
  init(_ octets: Span<UInt8>) {
    self.octets = octets
    end = octets.count
    if end > 0, octets[end &- 1] <= UInt8(ascii: "\r") { dropLineEnds() }
  }

  private mutating func dropLineEnds() {
    while end > 0, octets[end - 1] == UInt8(ascii: "\r") || octets[end - 1] == UInt8(ascii: "\n") {
      end -= 1
    }
  }

  var isAtEnd: Bool { position >= end }

  /// The next octet, if there is one.
  @inline(__always)
  var next: UInt8? { position < end ? octets[position] : nil }

  /// Everything that is read, from the first octet of the message.
  var whole: TextRange { TextRange(start: 0, count: end) }

  /// Whether `literal` comes next.
  @inline(__always)
  func sees(_ literal: StaticString) -> Bool {
    octets.holds(literal, at: position, before: end)
  }

  /// Moves behind `literal` if it comes next.
  @inline(__always)
  mutating func skip(_ literal: StaticString) -> Bool {
    guard octets.holds(literal, at: position, before: end) else { return false }
    position &+= literal.utf8CodeUnitCount
    return true
  }

  /// Moves behind blanks.
  mutating func skipBlanks() {
    while position < end, octets[position] == UInt8(ascii: " ") { position += 1 }
  }

  /// Whether the rest is exactly `literal`.
  @inline(__always)
  func isExactly(_ literal: StaticString) -> Bool {
    end &- position == literal.utf8CodeUnitCount && sees(literal)
  }

  /// Whether what is read ends with `literal`.
  @inline(__always)
  func endsWith(_ literal: StaticString) -> Bool {
    let start = end &- literal.utf8CodeUnitCount
    return start >= position && octets.holds(literal, at: start, before: end)
  }

  /// Cuts `literal` off the end if it stands there.
  @inline(__always)
  mutating func dropEnding(_ literal: StaticString) -> Bool {
    guard endsWith(literal) else { return false }
    end &-= literal.utf8CodeUnitCount
    return true
  }

  /// Cuts blanks off the end.
  mutating func dropTrailingBlanks() {
    while end > position, octets[end - 1] == UInt8(ascii: " ") { end -= 1 }
  }

  /// The rest of the message.
  @inline(__always)
  mutating func rest() -> TextRange {
    let range = TextRange(start: position, count: end &- position)
    position = end
    return range
  }

  /// What stands before the next `octet`, or the rest; the cursor stays in front of the octet.
  @inline(__always)
  mutating func take(until octet: UInt8) -> TextRange {
    let start = position
    position = octets.firstOffset(of: octet, from: start, before: end) ?? end
    return TextRange(start: start, count: position &- start)
  }

  /// What stands before the next `literal`, the cursor moving behind it; nil if there is none.
  mutating func take(through literal: StaticString) -> TextRange? {
    guard let found = octets.firstOffset(of: literal, from: position, before: end) else {
      return nil
    }
    let range = TextRange(start: position, count: found - position)
    position = found + literal.utf8CodeUnitCount
    return range
  }

  /// Whether `literal` stands anywhere in the rest.
  func contains(_ literal: StaticString) -> Bool {
    octets.firstOffset(of: literal, from: position, before: end) != nil
  }

  /// `1*DIGIT` that fits 64 bits.
  @inline(__always)
  mutating func number() -> UInt64? {
    let (head, count) = octets.digits(at: position, before: end)
    var value = head
    var at = position &+ count
    // As many digits as always fit.
    let short = min(end, position &+ 19)
    while at < short {
      let digit = octets[at] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value &* 10 &+ UInt64(digit)
      at &+= 1
    }
    while at >= short, at < end {
      let digit = octets[at] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      let (product, tooBig) = value.multipliedReportingOverflow(by: 10)
      let (sum, over) = product.addingReportingOverflow(UInt64(digit))
      guard !tooBig, !over else { return nil }
      value = sum
      at &+= 1
    }
    guard at > position else { return nil }
    position = at
    return value
  }

  /// `1*DIGIT` that fits 16 bits.
  @inline(__always)
  mutating func smallNumber() -> UInt16? {
    let start = position
    guard let value = number() else { return nil }
    guard let small = UInt16(exactly: value) else {
      position = start
      return nil
    }
    return small
  }

  /// One run without blanks, not empty, that reaches to the end.
  mutating func onlyWord() -> TextRange? {
    let start = position
    let word = take(until: UInt8(ascii: " "))
    guard isAtEnd, !word.isEmpty else {
      position = start
      return nil
    }
    return word
  }
}
