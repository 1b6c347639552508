// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// One kind of refusal: which command got which reply, and for which reason.
package struct RefusalKey: Hashable, Sendable {
  package var verb: SessionEvent.Verb
  /// 0 where it is not logged.
  package var code: UInt16
  /// First digit of the code; known also where the log states no more than whether the refusal is for good.
  package var replyClass: UInt16
  package var enhanced: EnhancedStatusCode?
  /// The code was not logged but follows from the text.
  package var implied: Bool
  package var reason: Refusal?

  package init(
    verb: SessionEvent.Verb, code: UInt16, replyClass: UInt16? = nil,
    enhanced: EnhancedStatusCode?, implied: Bool, reason: Refusal?
  ) {
    self.verb = verb
    self.code = code
    self.replyClass = replyClass ?? code / 100
    self.enhanced = enhanced
    self.implied = implied
    self.reason = reason
  }

  /// All of the key in one number, so that equal numbers mean equal keys.
  private var packed: UInt64 {
    var bits = UInt64(verb.rawValue)
    // A class alone is a number that no code is.
    bits = bits << 16 | UInt64(code == 0 ? replyClass : code)
    bits = bits << 1 | (implied ? 1 : 0)
    bits = bits << 7 | (reason.map { UInt64($0.rawValue) + 1 } ?? 0)
    guard let enhanced else { return bits << 23 }
    bits = bits << 3 | UInt64(enhanced.statusClass)
    bits = bits << 10 | UInt64(enhanced.subject)
    return bits << 10 | UInt64(enhanced.detail)
  }

  package var hash: UInt64 { OctetHash.mixed(packed) }

  /// The code, or `5yz` where the log states its class alone; nil where it states neither.
  package var codeText: String? {
    if code > 0 { return String(code) }
    return replyClass > 0 ? "\(replyClass)yz" : nil
  }
}

extension RefusalKey: Comparable {
  /// In the order of the dialogue, then by reply.
  package static func < (a: RefusalKey, b: RefusalKey) -> Bool { a.packed < b.packed }
}

/// Refusals by kind, each with the text of its earliest occurrence.
package struct RefusalTally: Equatable, Sendable {
  /// Kinds kept apart for one provider; more are one number (see `BoundedCounts`).
  package static let limit = 48
  /// Octets of a reply's text that are kept as a sample.
  package static let sampleLimit = 160

  package struct Entry: Equatable, Sendable {
    package var key: RefusalKey
    package var count: Int
    /// Sessions with a refusal of this kind.
    package var sessions: Int
    /// Refusals among these of an address with a quoted local part.
    package var quoted: Int
    package var first: SessionMark
    /// Text of a refusal of this kind in the session `first`; the least one where it had several.
    package var sample: String

    /// The sample in one line, without the enhanced code that each line of a reply repeats. A text
    /// that was cut ends after a whole word.
    package var line: String {
      let lines = sample.split(whereSeparator: \.isNewline).map { line in
        guard let code = key.enhanced?.description, line.hasPrefix(code) else { return line }
        return line.dropFirst(code.count)
      }
      var words = lines.flatMap { $0.split(separator: " ") }
      if words.isEmpty { return withoutText }
      guard sample.utf8.count >= RefusalTally.sampleLimit, words.count > 1 else {
        return words.joined(separator: " ")
      }
      words.removeLast()
      return words.joined(separator: " ") + " …"
    }

    /// What the log shows without a text of its own.
    private var withoutText: String {
      switch key.verb {
      case .connect where key.implied: "talked before the greeting"
      case .auth where key.implied: "tried AUTH"
      default: "reason not logged"
      }
    }
  }

  private struct Kept: Sendable {
    var hash: UInt64
    var entry: Entry
    /// The session counted last, which may have another refusal of the kind.
    var latest: SessionMark
  }

  /// In order of hash.
  private var kept: [Kept] = []
  package private(set) var othersCount = 0
  /// All refusals, and the sessions that had one.
  package private(set) var total = 0
  package private(set) var sessions = 0

  package init() {}

  /// The kinds in order of their keys.
  package var entries: [Entry] { kept.map(\.entry).sorted { $0.key < $1.key } }

  /// Counts the refusals of one session.
  package mutating func add(_ session: Session, mark: SessionMark) {
    if session.refusals.isEmpty { return }
    sessions += 1
    let text = session.text.span
    for refusal in session.refusals {
      let key = RefusalKey(
        verb: refusal.verb, code: refusal.code, replyClass: refusal.replyClass,
        enhanced: refusal.enhanced, implied: refusal.implied, reason: refusal.reason)
      let octets = text.extracting(refusal.text.indices)
      let sampled = octets.extracting(first: Self.sampleLimit)
      let isQuoted =
        !refusal.path.isEmpty && QuotedAddress.isQuoted(text.extracting(refusal.path.indices))
      add(key, count: 1, sessions: 1, quoted: isQuoted ? 1 : 0, first: mark, latest: mark) {
        sampled.string
      }
    }
  }

  package mutating func merge(_ other: RefusalTally) {
    sessions += other.sessions
    othersCount += other.othersCount
    total += other.othersCount
    for other in other.kept {
      let entry = other.entry
      add(
        entry.key, count: entry.count, sessions: entry.sessions, quoted: entry.quoted,
        first: entry.first, latest: nil
      ) { entry.sample }
    }
  }

  /// `latest` is the session that is being counted, nil where whole tallies are merged.
  private mutating func add(
    _ key: RefusalKey, count: Int, sessions: Int, quoted: Int, first: SessionMark,
    latest: SessionMark?,
    sample: () -> String
  ) {
    total += count
    let hash = key.hash
    let index = kept.firstIndex { $0.hash >= hash } ?? kept.count
    if index < kept.count, kept[index].hash == hash {
      kept[index].entry.count += count
      kept[index].entry.quoted += quoted
      if kept[index].latest != latest { kept[index].entry.sessions += sessions }
      kept[index].latest = latest ?? kept[index].latest
      if kept[index].entry.first < first { return }
      let text = sample()
      if first < kept[index].entry.first || text < kept[index].entry.sample {
        kept[index].entry.first = first
        kept[index].entry.sample = text
      }
      return
    }
    guard index < Self.limit else {
      othersCount += count
      return
    }
    if kept.count == Self.limit, let dropped = kept.popLast() {
      othersCount += dropped.entry.count
    }
    let entry = Entry(
      key: key, count: count, sessions: sessions, quoted: quoted, first: first, sample: sample())
    kept.insert(Kept(hash: hash, entry: entry, latest: latest ?? first), at: index)
  }

  package static func == (a: RefusalTally, b: RefusalTally) -> Bool {
    a.total == b.total && a.sessions == b.sessions && a.othersCount == b.othersCount
      && a.kept.elementsEqual(b.kept) { $0.entry == $1.entry }
  }
}

extension RefusalKey: FieldCoded {
  package static var blank: RefusalKey {
    RefusalKey(verb: .other, code: 0, enhanced: nil, implied: false, reason: nil)
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.choice(&verb)
    try archive.number(&code)
    try archive.number(&replyClass)
    try archive.value(&enhanced)
    try archive.flag(&implied)
    var hasReason = reason != nil
    try archive.flag(&hasReason)
    guard hasReason else { return reason = nil }
    var some = reason ?? .relayDenied
    try archive.choice(&some)
    reason = some
  }
}

extension RefusalTally.Entry: FieldCoded {
  package static var blank: RefusalTally.Entry {
    RefusalTally.Entry(key: .blank, count: 0, sessions: 0, quoted: 0, first: .blank, sample: "")
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&key)
    try archive.count(&count)
    try archive.count(&sessions)
    try archive.count(&quoted)
    try archive.value(&first)
    try archive.text(&sample)
  }
}

extension RefusalTally: FieldCoded {
  package static var blank: RefusalTally { RefusalTally() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.count(&sessions)
    try archive.count(&othersCount)
    // The sum is that of the kinds, and their order that of their hashes, which follow from the keys.
    var entries = kept.map(\.entry)
    try archive.list(&entries, atMost: Self.limit)
    guard archive.isReading else { return }
    kept = []
    total = othersCount
    for entry in entries {
      total += entry.count
      kept.append(Kept(hash: entry.key.hash, entry: entry, latest: entry.first))
    }
    kept.sort { $0.hash < $1.hash }
    for (kind, next) in zip(kept, kept.dropFirst()) where kind.hash == next.hash {
      throw .impossible
    }
  }
}
