// SPDX-License-Identifier: Apache-2.0

/// Finds the pattern of a message by its first octets, for the places in a log that no hint is
/// known for. Made once from the openings of the catalogue's patterns.
struct MessageDispatch: Sendable {
  static let shared = MessageDispatch(MessageCatalogue.patterns)

  /// One opening: its first eight octets at most, and what of a message to compare with them.
  fileprivate struct Entry {
    var octets: UInt64
    var mask: UInt64
    var pattern: UInt8
  }

  private let patterns: [any MessagePattern.Type]
  /// By first octet; longer openings first, then in the order of the catalogue.
  private var entries: [Entry] = []
  /// The entries of first octet `o` are `starts[o]..<starts[o + 1]`.
  private var starts: [Int] = []
  /// Patterns with an empty opening, tried last.
  private var general: [UInt8] = []

  init(_ patterns: [any MessagePattern.Type]) {
    self.patterns = patterns
    var byFirst: [[(length: Int, entry: Entry)]] = Array(repeating: [], count: 256)
    for (index, pattern) in patterns.enumerated() {
      guard let number = UInt8(exactly: index) else { break }
      for opening in pattern.openings {
        let text = Array(String(describing: opening).utf8)
        guard let first = text.first else {
          general.append(number)
          continue
        }
        byFirst[Int(first)].append((text.count, Entry(text, pattern: number)))
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

  /// The event of `message`, and the pattern that gives it as `hint`.
  func match(
    _ message: Span<UInt8>, from context: MessageContext, hint: inout UInt8
  ) -> SessionEvent? {
    if !message.isEmpty {
      let head = Self.head(of: message)
      let first = Int(message[0])
      for index in starts[first]..<starts[first + 1] {
        let entry = entries[index]
        guard head & entry.mask == entry.octets,
          let event = patterns[Int(entry.pattern)].match(message, from: context)
        else { continue }
        hint = entry.pattern
        return event
      }
    }
    for pattern in general {
      guard let event = patterns[Int(pattern)].match(message, from: context) else { continue }
      hint = pattern
      return event
    }
    return nil
  }

  /// The first eight octets, the first one lowest; zero behind the end.
  private static func head(of message: Span<UInt8>) -> UInt64 {
    var head: UInt64 = 0
    for index in 0..<min(message.count, 8) { head |= UInt64(message[index]) << (8 * UInt64(index)) }
    return head
  }
}

extension MessageDispatch.Entry {
  fileprivate init(_ opening: [UInt8], pattern: UInt8) {
    self.init(octets: 0, mask: 0, pattern: pattern)
    for (index, octet) in opening.prefix(8).enumerated() {
      octets |= UInt64(octet) << (8 * UInt64(index))
      mask |= 0xFF << (8 * UInt64(index))
    }
  }
}
