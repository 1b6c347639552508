// SPDX-License-Identifier: Apache-2.0
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
    a.start == b.start ? a.id < b.id : a.start < b.start
  }
}

/// Something about a session that a finding can rest on and that deserves an example.
package struct NotableFact: Hashable, Comparable, Sendable {
  package let code: UInt8

  private init(_ code: UInt8) { self.code = code }

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
  package static let binaryOffered = NotableFact(15)
  package static let greetingMismatch = NotableFact(18)
  package static let certificateMissing = NotableFact(19)
  package static let foreignExchanger = NotableFact(20)
  package static let plaintext = NotableFact(21)

  package static func offence(_ offence: Offence) -> NotableFact {
    NotableFact(128 | offence.rawValue)
  }

  package static func < (a: NotableFact, b: NotableFact) -> Bool { a.code < b.code }
}

/// For each notable fact the earliest sessions that show it: the same ones in whatever order the
/// sessions came.
package struct Evidence: Equatable, Sendable {
  /// Sessions kept for one fact: enough to look at, few enough to keep for each provider.
  package static let limit = 3

  private struct Entry: Equatable, Comparable, Sendable {
    var fact: NotableFact
    var mark: SessionMark

    static func < (a: Entry, b: Entry) -> Bool {
      a.fact == b.fact ? a.mark < b.mark : a.fact < b.fact
    }
  }

  /// In ascending order, at most `limit` for each fact.
  private var entries: [Entry] = []

  package init() {}

  /// The earliest sessions that show `fact`, in order of time.
  package subscript(fact: NotableFact) -> [SessionMark] {
    entries.filter { $0.fact == fact }.map(\.mark)
  }

  package mutating func add(_ fact: NotableFact, _ mark: SessionMark) {
    var index = entries.startIndex
    while index < entries.endIndex, entries[index].fact < fact { index += 1 }
    let first = index
    while index < entries.endIndex, entries[index].fact == fact {
      if entries[index].mark == mark { return }
      if mark < entries[index].mark { break }
      index += 1
    }
    guard index - first < Self.limit else { return }
    var end = index
    while end < entries.endIndex, entries[end].fact == fact { end += 1 }
    if end - first == Self.limit {
      entries.remove(at: end - 1)
    }
    entries.insert(Entry(fact: fact, mark: mark), at: index)
  }

  package mutating func merge(_ other: Evidence) {
    for entry in other.entries { add(entry.fact, entry.mark) }
  }
}
