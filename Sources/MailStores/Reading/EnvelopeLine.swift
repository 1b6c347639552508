// SPDX-License-Identifier: Apache-2.0

/// What stands behind `From ` in the line that begins a message of an mbox.
struct EnvelopeLine {
  /// Whether it ends with a date as asctime writes it, with a zone before or behind the year perhaps:
  ///
  ///     date = day-name SP month SP day SP hour ":" minute [ ":" second ] [ SP zone ] SP year [ SP zone ]
  let isDated: Bool
  /// Whether there is nothing, or only a hyphen in place of the sender.
  let isBare: Bool

  /// Words of a date, at most.
  private static let longestDate = 7
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Reads the rest of a line, its line break perhaps included.
  init(_ rest: Span<UInt8>) {
    var words: [[UInt8]] = [[]]
    for index in rest.indices {
      switch rest[index] {
      case 0x20, 0x09, 0x0D, 0x0A: if words.last?.isEmpty == false { words.append([]) }
      case let octet: words[words.count - 1].append(octet)
      }
    }
    if words.last?.isEmpty == true { words.removeLast() }
    isBare = words.isEmpty || words == [[0x2D]]
    isDated = words.indices.suffix(Self.longestDate).contains { Self.isDate(words[$0...]) }
  }

  private static func isDate(_ words: ArraySlice<[UInt8]>) -> Bool {
    let date = Array(words)
    guard (5...longestDate).contains(date.count), days.contains(text(date[0])),
      months.contains(text(date[1])), isNumber(date[2], 1...2), isTime(date[3])
    else { return false }
    // The year is the fifth word, or the sixth behind a zone; one more zone may follow.
    return isNumber(date[4], 4...4) && date.count < longestDate
      || date.count > 5 && isNumber(date[5], 4...4)
  }

  private static func text(_ word: [UInt8]) -> String {
    String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
  }

  private static func isNumber(_ word: some Collection<UInt8>, _ digits: ClosedRange<Int>) -> Bool {
    digits.contains(word.count) && word.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func isTime(_ word: [UInt8]) -> Bool {
    let parts = word.split(separator: 0x3A, omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts.allSatisfy { isNumber($0, 1...2) }
  }
}
