// SPDX-License-Identifier: Apache-2.0

/// Finds the style in which a quoted-printable body was written: what can be seen of it narrows the choice, and encoding the
/// content again proves it.
struct StyleSearch: Sendable {
  /// The encoded body with CRLF, up to a limit.
  private var encoded = OctetBuffer()
  private var content = OctetBuffer()
  private var isTooLong = false

  /// Encoded octets kept at most. Longer bodies are rare, and stay as they are.
  private static let octetLimit = 1 << 20

  /// Octets encoded at most in the search, so that a body whose style shows itself only at its end costs no more than that.
  private static let workLimit = 16 << 20

  mutating func addEncoded(_ octets: Span<UInt8>) {
    if encoded.octets.count + octets.count > Self.octetLimit { isTooLong = true }
    if !isTooLong { encoded.write(octets) }
  }

  mutating func addContent(_ octets: Span<UInt8>) { if !isTooLong { content.write(octets) } }

  /// The style; nil where none of the known ones gives the body back.
  func style() -> QuotedPrintableStyle? {
    if isTooLong { return nil }
    let seen = Observations(encoded.octets)
    var work = 0
    for style in seen.candidates() where work < Self.workLimit {
      if writes(style, &work) { return style }
    }
    return nil
  }

  /// Whether the style gives the encoded body; counts the octets that it took to know.
  private func writes(_ style: QuotedPrintableStyle, _ work: inout Int) -> Bool {
    var encoder = QuotedPrintableEncoder(style: style)
    var comparison = Comparison(expected: encoded.octets)
    var start = 0
    while start < content.octets.count, comparison.isEqual {
      let end = min(content.octets.count, start + 1024)
      encoder.encode(content.octets.span.extracting(start..<end), into: &comparison)
      work += end - start
      start = end
    }
    guard comparison.isEqual else { return false }
    encoder.finish(into: &comparison)
    return comparison.isEqual && comparison.isComplete
  }

  /// Compares octets as they come.
  private struct Comparison: OctetSink {
    let expected: [UInt8]
    private var place = 0
    private(set) var isEqual = true

    init(expected: [UInt8]) { self.expected = expected }

    var isComplete: Bool { place == expected.count }

    mutating func write(_ octets: Span<UInt8>) {
      guard isEqual, octets.count <= expected.count - place else { return isEqual = false }
      for index in octets.indices where octets[index] != expected[place + index] {
        return isEqual = false
      }
      place += octets.count
    }
  }

  /// What a body shows of its style.
  private struct Observations {
    private var hasHardBreak = false
    /// Characters before the `=` of the longest line that was broken behind a blank, of the longest that was broken
    /// elsewhere, and of the longest that was not broken.
    private var longestWords = 0
    private var longestSoft = 0
    private var longestHard = 0
    private var hasLowerCase = false
    private var isEncoded = QuotedPrintableStyle.OctetSet()
    private var isPlain = QuotedPrintableStyle.OctetSet()

    init(_ encoded: [UInt8]) {
      var column = 0
      var index = 0
      while index < encoded.count {
        let octet = encoded[index]
        if octet == Octet.equals, index + 2 < encoded.count {
          if encoded[index + 1] == Octet.cr {
            if index > 0, Octet.isBlank(encoded[index - 1]) {
              longestWords = max(longestWords, column)
            } else {
              longestSoft = max(longestSoft, column)
            }
            column = 0
          } else {
            noteEncoded(encoded[index + 1], encoded[index + 2])
            column += 3
          }
          index += 3
        } else if octet == Octet.cr, index + 1 < encoded.count, encoded[index + 1] == Octet.lf {
          hasHardBreak = true
          longestHard = max(longestHard, column)
          column = 0
          index += 2
        } else {
          isPlain.insert(min(octet, 127))
          column += 1
          index += 1
        }
      }
      longestHard = max(longestHard, column)
    }

    private mutating func noteEncoded(_ first: UInt8, _ second: UInt8) {
      if first >= 0x61 || second >= 0x61 { hasLowerCase = true }
      guard let high = Octet.hexadecimalValue(first), let low = Octet.hexadecimalValue(second),
        high < 8
      else { return }
      isEncoded.insert(high << 4 | low)
    }

    /// Styles that the body may have, likely ones first.
    func candidates() -> [QuotedPrintableStyle] {
      var style = QuotedPrintableStyle()
      style.usesLowerCase = hasLowerCase
      for octet in isEncoded.octets where !isPlain.contains(octet) {
        let isPrintable = octet > 0x20 && octet < 0x7F && octet != Octet.equals
        if isPrintable || Octet.isBlank(octet) { style.encodesBesides.insert(octet) }
      }
      var list: [QuotedPrintableStyle] = []
      for (limit, hardLimit, wordLimit) in limits where Self.areLengths(limit, hardLimit, wordLimit)
      {
        for isText in hasHardBreak ? [true] : [true, false] {
          for dots in QuotedPrintableStyle.Dots.allCases.reversed() {
            for guardsFrom in [true, false] {
              style.limit = limit
              style.hardLimit = hardLimit
              style.wordLimit = wordLimit
              style.isText = isText
              style.dots = dots
              style.guardsFrom = guardsFrom
              list.append(style)
            }
          }
        }
      }
      return list
    }

    /// Likely limits, in the order of the style's.
    private var limits: [(Int, Int, Int)] {
      let broken = max(longestWords, longestSoft)
      guard broken > 0 else { return [(75, max(75, longestHard), 0)] }
      var list: [(Int, Int, Int)] = []
      for limit in broken...(broken + 2) {
        for hardLimit in [limit, limit + 1, 76, longestHard]
        where hardLimit >= max(limit, longestHard) {
          list.append((limit, hardLimit, 0))
        }
      }
      guard longestWords > 0 else { return list }
      let softLimits = longestSoft > 0 ? Array(longestSoft...(longestSoft + 2)) : [75, 76]
      for wordLimit in longestWords...(longestWords + 3) {
        for hardLimit in [wordLimit - 1, wordLimit, wordLimit + 1, 76] {
          for limit in softLimits { list.append((limit, hardLimit, wordLimit)) }
        }
      }
      return list
    }

    private static func areLengths(_ limit: Int, _ hardLimit: Int, _ wordLimit: Int) -> Bool {
      let lengths = QuotedPrintableStyle.lineLengths
      return lengths.contains(limit) && lengths.contains(hardLimit)
        && (wordLimit == 0 || lengths.contains(wordLimit))
    }
  }
}
