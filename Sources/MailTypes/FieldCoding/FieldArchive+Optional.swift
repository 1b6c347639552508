// SPDX-License-Identifier: Apache-2.0

/// Values that may be missing, and lists of what has no list of fields itself.
extension FieldArchive {
  /// One of an enumeration's cases, or none.
  package mutating func choice<Choice>(_ value: inout Choice?) throws(CodingDefect)
  where Choice: CaseIterable & RawRepresentable, Choice.RawValue == UInt8 {
    var number = value.map { UInt64($0.rawValue) + 1 } ?? 0
    try self.number(&number, upTo: UInt64(Choice.allCases.count))
    guard number > 0 else { return value = nil }
    guard let choice = Choice(rawValue: UInt8(number - 1)) else { throw .impossible }
    value = choice
  }

  /// A number that there may be none of.
  package mutating func number(_ value: inout UInt64?) throws(CodingDefect) {
    var isThere = value != nil
    try flag(&isThere)
    guard isThere else { return value = nil }
    var number = value ?? 0
    try self.number(&number, upTo: .max)
    value = number
  }

  /// A difference of either sign that there may be none of, as a small number where it is small.
  package mutating func difference(_ value: inout Int64?) throws(CodingDefect) {
    var number = value.map { UInt64(bitPattern: $0 << 1 ^ $0 >> 63) }
    try self.number(&number)
    value = number.map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
  }

  /// A hash that is mostly 0.
  package mutating func value(wordOrZero value: inout UInt64) throws(CodingDefect) {
    var isThere = value != 0
    try flag(&isThere)
    guard isThere else { return value = 0 }
    try word(&value)
  }

  /// A range of places in a list of at most `most`.
  package mutating func range(_ value: inout Range<Int>, upTo most: Int) throws(CodingDefect) {
    var (start, count) = (value.lowerBound, value.count)
    try length(&start, upTo: most)
    try length(&count, upTo: most)
    value = start..<start + count
  }

  /// Values in their order, at most `most`, each coded by `code`.
  package mutating func list<Value>(
    _ values: inout [Value], atMost most: Int, filling blank: Value,
    _ code: (inout Self, inout Value) throws(CodingDefect) -> Void
  ) throws(CodingDefect) {
    var count = values.count
    try length(&count, upTo: most)
    if isReading { values = [] }
    for index in 0..<count {
      if isReading { values.append(blank) }
      try code(&self, &values[index])
    }
  }
}
