// SPDX-License-Identifier: Apache-2.0

/// Finds the style in which a quoted-printable body was written: what can be seen of it narrows the choice, and encoding the
/// content again proves it.
struct StyleSearch: Sendable {
  /// The encoded body with CRLF, and its content; of a long body, its beginning.
  private var encoded = OctetBuffer()
  private var content = OctetBuffer()
  /// Of a long body, once its beginning has shown a style: proves it, octet by octet.
  private var proof: StyleProof?
  private var hasFailed = false

  /// Encoded octets in which a body must show its style. What follows is compared as it passes.
  private static let octetLimit = 1 << 20
  /// Octets of content by which a style is chosen for a long body: that many have come when the limit is reached, however
  /// the body is cut into pieces, since three characters are at most one octet.
  private static let trial = octetLimit / 4

  /// Octets encoded at most in the search, so that a body whose style shows itself only at its end costs no more than that.
  private static let workLimit = 16 << 20

  /// Takes encoded octets; their content must follow.
  mutating func addEncoded(_ octets: Span<UInt8>) {
    if hasFailed { return }
    if proof == nil { encoded.write(octets) } else { proof?.expect(octets) }
  }

  mutating func addContent(_ octets: Span<UInt8>) {
    if hasFailed { return }
    guard proof == nil else {
      proof?.encode(octets)
      if proof?.isEqual == false { hasFailed = true }
      return
    }
    content.write(octets)
    if encoded.octets.count > Self.octetLimit { beginProof() }
  }

  private mutating func beginProof() {
    proof = proofOfBeginning()
    hasFailed = proof?.isEqual != true
    encoded = OctetBuffer()
    content = OctetBuffer()
  }

  private func proofOfBeginning() -> StyleProof? {
    let seen = Observations(encoded.octets.span.extracting(..<Self.octetLimit))
    let start = content.octets.span.extracting(..<min(Self.trial, content.octets.count))
    var work = 0
    for style in seen.candidates() where work < Self.workLimit {
      var trial = StyleProof(style, expecting: encoded)
      trial.encode(start)
      work += trial.work
      guard trial.isEqual else { continue }
      trial.encode(content.octets.span.extracting(start.count...))
      return trial
    }
    return nil
  }

  /// The style; nil where none of the known ones gives the body back.
  func style() -> QuotedPrintableStyle? {
    if hasFailed { return nil }
    if let proof { return proof.isComplete() ? proof.style : nil }
    let seen = Observations(encoded.octets.span)
    var work = 0
    for style in seen.candidates() where work < Self.workLimit {
      var proof = StyleProof(style, expecting: encoded)
      proof.encode(content.octets.span)
      work += proof.work
      if proof.isComplete() { return style }
    }
    return nil
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

    init(_ encoded: Span<UInt8>) {
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
