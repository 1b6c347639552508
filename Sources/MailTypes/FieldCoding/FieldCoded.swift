// SPDX-License-Identifier: Apache-2.0

/// A value with one list of its fields, which writing and reading share: what is written is what is
/// read, in the same order, and a field that is forgotten is forgotten by both, which a test finds.
package protocol FieldCoded {
  /// The value that reading begins with.
  static var blank: Self { get }
  /// Walks all fields in their order. An archive that writes takes their values, one that reads
  /// replaces them.
  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect)
}

/// Takes the fields of values one after the other, or gives them back.
package protocol FieldArchive {
  /// Fields are given, not taken.
  var isReading: Bool { get }
  /// A number from 0 to `most`.
  mutating func number(_ value: inout UInt64, upTo most: UInt64) throws(CodingDefect)
  /// How many elements follow, at most `most`.
  mutating func length(_ value: inout Int, upTo most: Int) throws(CodingDefect)
  /// A moment in microseconds, before or after 1970.
  mutating func time(_ value: inout Int64) throws(CodingDefect)
  /// A hash, or something else without small values.
  mutating func word(_ value: inout UInt64) throws(CodingDefect)
  /// A moment and the identity of what began then.
  mutating func mark(_ time: inout Int64, _ identity: inout UInt64) throws(CodingDefect)
  /// A name, which may be one that came before.
  mutating func text(_ value: inout String) throws(CodingDefect)
  /// Any octets.
  mutating func octets(_ value: inout [UInt8]) throws(CodingDefect)
}

/// Why octets cannot be read as what they should be.
package enum CodingDefect: Error, Equatable, Sendable {
  /// They are nothing of this program's.
  case foreign
  /// They are of this program's, and something else than what is wanted.
  case otherKind(UInt8)
  /// A later version of this program wrote them.
  case unknownVersion(UInt64)
  /// They end too early.
  case truncated
  /// Their check sum does not fit.
  case damaged
  /// They hold a value that cannot be.
  case impossible
}

extension CodingDefect: CustomStringConvertible {
  /// The end of a sentence that begins with what was to be read.
  package var description: String {
    switch self {
    case .foreign: "was not written by logscan"
    case .otherKind: "was written by logscan, but holds something else"
    case .unknownVersion(let version):
      "has version \(version) of the format, which this version of logscan does not know"
    case .truncated: "ends too early"
    case .damaged: "is damaged: its check sum does not fit"
    case .impossible: "is damaged: it holds a value that cannot be"
    }
  }
}

extension FieldArchive {
  /// Counts stop here, so that sums of thousands of them cannot overflow.
  package static var mostCounted: UInt64 { 1 << 47 }

  package mutating func length(_ value: inout Int, upTo most: Int) throws(CodingDefect) {
    if !isReading, value > most { throw .impossible }
    var number = UInt64(clamping: value)
    try self.number(&number, upTo: UInt64(most))
    value = Int(number)
  }

  /// How many of something there are.
  package mutating func count(_ value: inout Int) throws(CodingDefect) {
    var number = min(UInt64(clamping: value), Self.mostCounted)
    try self.number(&number, upTo: Self.mostCounted)
    value = Int(number)
  }

  /// A count that stops at the greatest number, as the sums that it goes into do.
  package mutating func saturatingCount(_ value: inout Int) throws(CodingDefect) {
    var number = UInt64(clamping: value)
    try self.number(&number, upTo: UInt64(Int.max))
    value = Int(number)
  }

  /// A number of a fixed width.
  package mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ value: inout Number
  ) throws(CodingDefect) {
    var number = UInt64(value)
    try self.number(&number, upTo: UInt64(Number.max))
    value = Number(number)
  }

  package mutating func flag(_ value: inout Bool) throws(CodingDefect) {
    var number: UInt64 = value ? 1 : 0
    try self.number(&number, upTo: 1)
    value = number == 1
  }

  /// A moment that there may be none of.
  package mutating func time(_ value: inout Int64?) throws(CodingDefect) {
    var isThere = value != nil
    try flag(&isThere)
    guard isThere else { return value = nil }
    var time = value ?? 0
    try self.time(&time)
    value = time
  }

  /// One of an enumeration's cases.
  package mutating func choice<Choice>(_ value: inout Choice) throws(CodingDefect)
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == UInt8 {
    var number = UInt64(value.rawValue)
    try self.number(&number, upTo: UInt64(Choice.allCases.count - 1))
    guard let choice = Choice(rawValue: UInt8(number)) else { throw .impossible }
    value = choice
  }

  package mutating func value(_ value: inout some FieldCoded) throws(CodingDefect) {
    try value.code(&self)
  }

  /// A value that there may be none of.
  package mutating func value<Value: FieldCoded>(_ value: inout Value?) throws(CodingDefect) {
    var isThere = value != nil
    try flag(&isThere)
    guard isThere else { return value = nil }
    var some = value ?? .blank
    try some.code(&self)
    value = some
  }

  /// Values in their order, at most `most`.
  package mutating func list<Value: FieldCoded>(
    _ values: inout [Value], atMost most: Int
  ) throws(CodingDefect) {
    var count = values.count
    try length(&count, upTo: most)
    guard isReading else {
      for index in values.indices { try values[index].code(&self) }
      return
    }
    values = []
    for _ in 0..<count {
      var value = Value.blank
      try value.code(&self)
      values.append(value)
    }
  }
}

extension String: FieldCoded {
  package static var blank: String { "" }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.text(&self)
  }
}
