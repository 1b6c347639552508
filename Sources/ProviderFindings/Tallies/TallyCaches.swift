// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// What the names mean that come up in session after session.
struct TallyCaches: Sendable {
  var suites = SuiteCache()
  var keywords = KeywordCache()
}

/// The known keywords of one reply to EHLO.
struct KeywordSet: Equatable, Sendable {
  private(set) var bits: UInt32 = 0

  mutating func insert(_ keyword: KnownKeyword) { bits |= 1 << UInt32(keyword.rawValue) }
  mutating func remove(_ keyword: KnownKeyword) { bits &= ~(1 << UInt32(keyword.rawValue)) }
  func contains(_ keyword: KnownKeyword) -> Bool { bits & 1 << UInt32(keyword.rawValue) != 0 }
}

/// Remembers what replies to EHLO offer: servers send the same ten lines every time.
struct KeywordCache: Sendable {
  private static let slots = 256

  private struct Entry: Sendable {
    var hash: UInt64 = 0
    var known = KeywordSet()
    var hasOthers = false
  }

  private var replies = [Entry](repeating: Entry(), count: KeywordCache.slots)

  /// The known keywords of a reply, in any case, and whether it has others. `lines` are ranges of
  /// `text`.
  mutating func keywords(
    of lines: Span<TextRange>, in text: Span<UInt8>
  ) -> (known: KeywordSet, hasOthers: Bool) {
    guard let hash = Self.hash(lines, text) else { return Self.read(lines, text) }
    let slot = Int(truncatingIfNeeded: hash) & (Self.slots - 1)
    if replies[slot].hash != hash {
      let (known, hasOthers) = Self.read(lines, text)
      replies[slot] = Entry(hash: hash, known: known, hasOthers: hasOthers)
    }
    return (replies[slot].known, replies[slot].hasOthers)
  }

  /// Hash of the lines and where each ends; nil if they do not stand one behind the other, as those
  /// of one reply do.
  private static func hash(_ lines: Span<TextRange>, _ text: Span<UInt8>) -> UInt64? {
    guard lines.count > 0 else { return nil }
    let start = Int(lines[0].start)
    var end = start
    var hash: UInt64 = 0
    for index in lines.indices {
      guard Int(lines[index].start) == end else { return nil }
      end = lines[index].end
      hash = OctetHash.step(hash, UInt64(lines[index].count))
    }
    return OctetHash.step(hash, OctetHash.fast(text.extracting(start..<end)))
  }

  private static func read(
    _ lines: Span<TextRange>, _ text: Span<UInt8>
  ) -> (known: KeywordSet, hasOthers: Bool) {
    var known = KeywordSet()
    var hasOthers = false
    for index in lines.indices {
      let line = EHLOLine(text.extracting(lines[index].indices))
      if let keyword = line.known {
        known.insert(keyword)
      } else if !line.keyword.isEmpty {
        hasOthers = true
      }
    }
    return (known, hasOthers)
  }
}
