// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import ProviderFindings
import SessionLog

/// The keywords of one kind of reply to EHLO (before TLS, or after), each with its arguments, in
/// bounded memory and independent of the order of arrival: as in `BoundedCounts`, the keywords with
/// the smallest hashes are kept.
package struct KeywordSights: Equatable, Sendable {
  /// Keywords kept of one peer. Real servers offer a dozen.
  package static let limit = 40
  /// Octets kept of a keyword, and of its arguments.
  package static let keywordLimit = 40
  package static let argumentLimit = 120

  package struct Entry: Equatable, Sendable {
    fileprivate var hash: UInt64
    /// In upper case; invalid UTF-8 replaced.
    package var keyword: String
    /// As in the latest reply that had the keyword.
    package var arguments: String
    package var seen: Sightings
  }

  /// Replies to EHLO of this kind.
  package private(set) var replies = Sightings()
  private var kept: [Entry] = []
  /// Sightings of keywords that are not kept.
  package private(set) var othersCount = 0

  package init() {}

  /// The keywords in order of name.
  package var entries: [Entry] { kept.sorted { $0.keyword < $1.keyword } }

  /// Counts the lines of one reply. A keyword that stands in it twice counts once.
  mutating func add(_ lines: [TextRange], of session: Session) {
    guard !lines.isEmpty else { return }
    replies.add(session.start)
    let text = session.text.span
    var hashes: Set<UInt64> = []
    for range in lines {
      let line = text.extracting(range.indices)
      let read = EHLOLine(line)
      if read.keyword.isEmpty { continue }
      let keyword = Self.text(line.extracting(read.keyword), limit: Self.keywordLimit)
        .uppercased()
      let hash = OctetHash.plain(keyword.utf8)
      guard hashes.insert(hash).inserted else { continue }
      var seen = Sightings()
      seen.add(session.start)
      add(
        keyword, hash: hash,
        arguments: Self.text(line.extracting(read.arguments), limit: Self.argumentLimit), seen)
    }
  }

  package mutating func merge(_ other: KeywordSights) {
    replies.merge(other.replies)
    othersCount = othersCount.saturatingSum(other.othersCount)
    for entry in other.kept {
      add(entry.keyword, hash: entry.hash, arguments: entry.arguments, entry.seen)
    }
  }

  /// Puts in what a register states.
  package mutating func restore(
    replies: Sightings, entries: [(keyword: String, arguments: String, seen: Sightings)],
    othersCount: Int
  ) {
    self.replies.merge(replies)
    self.othersCount = self.othersCount.saturatingSum(max(0, othersCount))
    for entry in entries {
      add(
        entry.keyword, hash: OctetHash.plain(entry.keyword.utf8), arguments: entry.arguments,
        entry.seen)
    }
  }

  private mutating func add(
    _ keyword: String, hash: UInt64, arguments: String, _ seen: Sightings
  ) {
    let index = kept.firstIndex { $0.hash >= hash } ?? kept.count
    if index < kept.count, kept[index].hash == hash {
      let isLater =
        (seen.last?.microseconds ?? .min, arguments)
        > (kept[index].seen.last?.microseconds ?? .min, kept[index].arguments)
      if isLater { kept[index].arguments = arguments }
      kept[index].seen.merge(seen)
      return
    }
    guard index < Self.limit else {
      othersCount = othersCount.saturatingSum(seen.count)
      return
    }
    if kept.count == Self.limit, let dropped = kept.popLast() {
      othersCount = othersCount.saturatingSum(dropped.seen.count)
    }
    kept.insert(
      Entry(hash: hash, keyword: keyword, arguments: arguments, seen: seen), at: index)
  }

  private static func text(_ octets: Span<UInt8>, limit: Int) -> String {
    octets.extracting(first: limit).string
  }
}

extension KeywordSights: FieldCoded {
  package static var blank: KeywordSights { KeywordSights() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&replies)
    try archive.list(&kept, atMost: Self.limit)
    try archive.saturatingCount(&othersCount)
    if archive.isReading { kept.sort { $0.hash < $1.hash } }
    for (entry, next) in zip(kept, kept.dropFirst()) where entry.hash == next.hash {
      throw .impossible
    }
  }
}

extension KeywordSights.Entry: FieldCoded {
  package static var blank: KeywordSights.Entry {
    KeywordSights.Entry(hash: 0, keyword: "", arguments: "", seen: .blank)
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.text(&keyword)
    try archive.text(&arguments)
    try archive.value(&seen)
    // The hash follows from the keyword.
    hash = OctetHash.plain(keyword.utf8)
  }
}
