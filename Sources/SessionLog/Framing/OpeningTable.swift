// SPDX-License-Identifier: Apache-2.0

/// Literal texts that messages begin with, and the pattern that each belongs to: found by the first
/// eight octets of a message.
struct OpeningTable: Sendable {
  /// One opening: its first eight octets at most, and what of a message to compare with them.
  private struct Entry {
    var octets: UInt64
    var mask: UInt64
    var pattern: UInt8
  }

  /// By first octet; longer openings first, then in the order of the patterns.
  private var entries: [Entry] = []
  /// The entries of first octet `o` are `starts[o]..<starts[o + 1]`.
  private var starts: [Int] = []
  /// Patterns with an empty opening, to be tried last.
  private(set) var general: [Int] = []

  /// The openings of each pattern, in the order of the catalogue.
  init(_ openings: [[StaticString]]) {
    precondition(openings.count < UInt8.max, "a pattern's number has one octet")
    var byFirst: [[(length: Int, entry: Entry)]] = Array(repeating: [], count: 256)
    for (number, literals) in openings.enumerated() {
      for literal in literals {
        let text = Array(String(describing: literal).utf8)
        guard let first = text.first else {
          general.append(number)
          continue
        }
        byFirst[Int(first)].append((text.count, Self.entry(text, UInt8(number))))
      }
    }
    for bucket in byFirst {
      starts.append(entries.count)
      // The sort is made stable by the place in the bucket.
      let sorted = bucket.enumerated().sorted { a, b in
        (b.element.length, a.offset) < (a.element.length, b.offset)
      }
      entries += sorted.map(\.element.entry)
    }
    starts.append(entries.count)
  }

  /// The places of the openings that begin with an octet.
  @inline(__always)
  func candidates(_ first: UInt8) -> Range<Int> { starts[Int(first)]..<starts[Int(first) &+ 1] }

  /// The pattern of the opening at a place, if a message with this head may begin with it.
  @inline(__always)
  func pattern(at place: Int, beginning head: UInt64) -> Int? {
    let entry = entries[place]
    return head & entry.mask == entry.octets ? Int(entry.pattern) : nil
  }

  /// The first eight octets of a message, the first one lowest; zero behind the end.
  static func head(of message: Span<UInt8>) -> UInt64 {
    if let word = message.firstWord { return word }
    var head: UInt64 = 0
    for index in message.indices { head |= UInt64(message[index]) << (8 * UInt64(index)) }
    return head
  }

  private static func entry(_ opening: [UInt8], _ pattern: UInt8) -> Entry {
    var entry = Entry(octets: 0, mask: 0, pattern: pattern)
    for (index, octet) in opening.prefix(8).enumerated() {
      entry.octets |= UInt64(octet) << (8 * UInt64(index))
      entry.mask |= 0xFF << (8 * UInt64(index))
    }
    return entry
  }
}
