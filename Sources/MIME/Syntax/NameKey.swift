// SPDX-License-Identifier: Apache-2.0

/// A name of graphic characters as numbers, which are compared faster than octets.
struct NameKey: Equatable, Sendable {
  /// Octets that fit.
  static let limit = 32

  let count: Int
  /// Four times eight octets, each with the bit of lower case set: among graphic characters, that changes none into a letter,
  /// digit, hyphen or slash but capital letters.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  init(_ octets: Span<UInt8>, _ range: Range<Int>) {
    count = range.count
    words.0 = HeaderLineSearch.nameWord(octets, range.lowerBound, range.upperBound)
    if count > 8 {
      words.1 = HeaderLineSearch.nameWord(octets, range.lowerBound + 8, range.upperBound)
    }
    if count > 16 {
      words.2 = HeaderLineSearch.nameWord(octets, range.lowerBound + 16, range.upperBound)
    }
    if count > 24 {
      words.3 = HeaderLineSearch.nameWord(octets, range.lowerBound + 24, range.upperBound)
    }
  }

  static func == (left: NameKey, right: NameKey) -> Bool {
    left.words.0 == right.words.0 && left.count == right.count
      && left.words.1 == right.words.1 && left.words.2 == right.words.2
      && left.words.3 == right.words.3
  }
}
