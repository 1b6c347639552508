// SPDX-License-Identifier: Apache-2.0

/// Reads what a `FieldWriter` wrote. Whatever the octets are, it gives values that can be, or an error.
package struct FieldReader: FieldArchive {
  private let octets: [UInt8]
  private var place = 0
  private var zeros: UInt64 = 0
  private var lastTime: Int64 = 0
  private var words: [UInt64] = []
  private var marks: [(time: Int64, identity: UInt64)] = []
  private var texts: [String] = []

  /// Moments lie within some 18,000 years of 1970, so that differences of them cannot overflow.
  private static let farthest: Int64 = 1 << 59

  package init(_ octets: [UInt8]) { self.octets = octets }

  package var isReading: Bool { true }

  /// Everything was read.
  package var isAtEnd: Bool { place == octets.count && zeros == 0 }

  package mutating func number(_ value: inout UInt64, upTo most: UInt64) throws(CodingDefect) {
    value = try read()
    if value > most { throw .impossible }
  }

  package mutating func time(_ value: inout Int64) throws(CodingDefect) {
    let number = try read()
    value = lastTime &+ (Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1))
    if !(-Self.farthest...Self.farthest).contains(value) { throw .impossible }
    lastTime = value
  }

  package mutating func word(_ value: inout UInt64) throws(CodingDefect) {
    if let known = try known(words.count) { return value = words[known] }
    value = try readWord()
    words.append(value)
  }

  package mutating func mark(
    _ time: inout Int64, _ identity: inout UInt64
  ) throws(CodingDefect) {
    if let known = try known(marks.count) { return (time, identity) = marks[known] }
    try self.time(&time)
    identity = try readWord()
    marks.append((time, identity))
  }

  package mutating func text(_ value: inout String) throws(CodingDefect) {
    if let known = try known(texts.count) { return value = texts[known] }
    guard let text = String(validating: try readOctets(), as: UTF8.self) else { throw .impossible }
    texts.append(text)
    value = text
  }

  package mutating func octets(_ value: inout [UInt8]) throws(CodingDefect) {
    value = Array(try readOctets())
  }

  /// The place of a thing that came before; nil for a new one.
  private mutating func known(_ count: Int) throws(CodingDefect) -> Int? {
    let distance = try read()
    if distance == 0 { return nil }
    guard distance <= UInt64(count) else { throw .impossible }
    return count - Int(distance)
  }

  private mutating func read() throws(CodingDefect) -> UInt64 {
    if zeros > 0 {
      zeros -= 1
      return 0
    }
    let number = try readNumber()
    if number == 0 { zeros = try readNumber() }
    return number
  }

  private mutating func readNumber() throws(CodingDefect) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard place < octets.count else { throw .truncated }
      let octet = octets[place]
      place += 1
      // The tenth octet has room for one bit.
      guard shift < 63 || octet <= 1 else { throw .impossible }
      number |= UInt64(octet & 0x7F) << shift
      if octet < 0x80 { return number }
      shift += 7
    }
  }

  private mutating func readWord() throws(CodingDefect) -> UInt64 {
    guard zeros == 0 else { throw .impossible }
    guard octets.count - place >= 8 else { throw .truncated }
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(octets[place + index]) << (8 * UInt64(index)) }
    place += 8
    return word
  }

  private mutating func readOctets() throws(CodingDefect) -> ArraySlice<UInt8> {
    let count = try read()
    if count == 0 { return [] }
    guard zeros == 0 else { throw .impossible }
    guard count <= UInt64(octets.count - place) else { throw .truncated }
    defer { place += Int(count) }
    return octets[place..<place + Int(count)]
  }
}
