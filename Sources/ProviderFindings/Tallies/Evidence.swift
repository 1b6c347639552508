// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// A session that shows something: enough to name it and to put it in order of time.
package struct SessionMark: Comparable, Hashable, Sendable {
  package var start: LogTimestamp
  package var id: SessionID

  package init(start: LogTimestamp, id: SessionID) {
    self.start = start
    self.id = id
  }

  package init(_ session: borrowing Session) {
    start = session.start
    id = session.id
  }

  package static func < (a: SessionMark, b: SessionMark) -> Bool {
    let (timeA, timeB) = (a.start.microseconds, b.start.microseconds)
    return timeA == timeB ? a.id.value < b.id.value : timeA < timeB
  }
}

/// Something about a session that a finding can rest on and that deserves an example.
package struct NotableFact: Hashable, Comparable, Sendable {
  /// Below 64.
  package let code: UInt8

  fileprivate init(_ code: UInt8) { self.code = code }

  fileprivate var bit: UInt64 { 1 << UInt64(code & 63) }

  package static let deliveredInPlaintext = NotableFact(0)
  package static let handshakeFailed = NotableFact(1)
  package static let continuedInPlaintext = NotableFact(2)
  package static let certificateUnverified = NotableFact(3)
  package static let weakCipher = NotableFact(4)
  package static let noForwardSecrecy = NotableFact(5)
  package static let outdatedSuite = NotableFact(6)
  package static let leftWithoutQuit = NotableFact(7)
  package static let quotedAccepted = NotableFact(8)
  package static let quotedRefused = NotableFact(9)
  package static let quotedMangled = NotableFact(10)
  package static let startTLSAbsent = NotableFact(11)
  package static let chunkingUsed = NotableFact(13)
  package static let chunkingUnused = NotableFact(14)
  package static let greetingMismatch = NotableFact(18)
  package static let certificateMissing = NotableFact(19)
  package static let plaintext = NotableFact(21)
  package static let eightBitUsed = NotableFact(22)
  package static let eightBitUnused = NotableFact(23)
  package static let binaryUsed = NotableFact(24)
  package static let binaryUnused = NotableFact(25)
  package static let unicodeAccepted = NotableFact(15)
  package static let unicodeRefused = NotableFact(16)
  package static let unicodeGivenUp = NotableFact(17)
  package static let smtputf8Used = NotableFact(26)
  package static let smtputf8Unused = NotableFact(27)
  package static let eightBitAbsent = NotableFact(28)
  package static let binaryAbsent = NotableFact(29)
  package static let smtputf8Absent = NotableFact(30)
  package static let chunkingAbsent = NotableFact(31)

  package static func offence(_ offence: Offence) -> NotableFact {
    NotableFact(32 + offence.rawValue)
  }

  package static func < (a: NotableFact, b: NotableFact) -> Bool { a.code < b.code }
}

/// For each notable fact the earliest sessions that show it: the same ones in whatever order the
/// sessions came.
package struct Evidence: Equatable, Sendable {
  /// Sessions kept for one fact: enough to look at, few enough to keep for each provider.
  package static let limit = 3

  /// By fact, then in ascending order; at most `limit` for each fact.
  private var marks: [SessionMark] = []
  /// A bit for each fact that has at least one mark, two marks, three marks: their counts say where
  /// the marks of a fact begin.
  private var masks = InlineArray<3, UInt64>(repeating: 0)
  /// No session that began later is among the three of a fact that has three: what most sessions of
  /// a busy provider come to, without a look at the marks.
  private var fullUntil = Int64.min
  /// A mark was kept since this was last set to false: the session is worth its transcript.
  var hasNews = false

  package init() {}

  /// The earliest sessions that show `fact`, in order of time.
  package subscript(fact: NotableFact) -> [SessionMark] { Array(marks[range(of: fact)]) }

  private func range(of fact: NotableFact) -> Range<Int> {
    let bit = fact.bit
    var start = 0
    var count = 0
    for index in masks.indices {
      start &+= (masks[index] & (bit &- 1)).nonzeroBitCount
      count &+= masks[index] & bit == 0 ? 0 : 1
    }
    return start..<start &+ count
  }

  package mutating func add(_ fact: NotableFact, _ mark: SessionMark) {
    if masks[2] & fact.bit != 0, mark.start.microseconds > fullUntil { return }
    let range = range(of: fact)
    if range.count == Self.limit, marks[range.upperBound - 1] <= mark { return }
    var index = range.lowerBound
    while index < range.upperBound, marks[index] <= mark {
      if marks[index] == mark { return }
      index += 1
    }
    if range.count == Self.limit {
      marks.remove(at: range.upperBound - 1)
    } else {
      masks[range.count] |= fact.bit
    }
    marks.insert(mark, at: index)
    hasNews = true
    if range.count == Self.limit - 1 {
      fullUntil = max(fullUntil, marks[range.upperBound].start.microseconds)
    }
  }

  package mutating func merge(_ other: Evidence) {
    guard !other.marks.isEmpty else { return }
    for bit in 0..<UInt8(UInt64.bitWidth) where other.masks[0] >> UInt64(bit) & 1 != 0 {
      let fact = NotableFact(bit)
      for index in other.range(of: fact) { add(fact, other.marks[index]) }
    }
  }

  package static func == (a: Evidence, b: Evidence) -> Bool {
    for index in a.masks.indices where a.masks[index] != b.masks[index] { return false }
    return a.marks == b.marks
  }
}

extension SessionMark: FieldCoded {
  package static var blank: SessionMark { SessionMark(start: .blank, id: SessionID(0)) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.mark(&start.microseconds, &id.value)
  }
}

extension Evidence: FieldCoded {
  package static var blank: Evidence { Evidence() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    // The masks follow from how many marks each fact has.
    var facts = masks[0]
    try archive.number(&facts)
    let known = self
    if archive.isReading { self = Evidence() }
    while facts != 0 {
      let fact = NotableFact(UInt8(truncatingIfNeeded: facts.trailingZeroBitCount))
      var marks = known[fact]
      try archive.list(&marks, atMost: Self.limit)
      if archive.isReading { for mark in marks { add(fact, mark) } }
      facts &= facts - 1
    }
  }
}
