// SPDX-License-Identifier: Apache-2.0

/// One of the many ways to write the same octets in quoted-printable (RFC 2045 section 6.7 leaves much open).
struct QuotedPrintableStyle: Hashable, Sendable {
  /// What is done about a dot at the beginning of a line, which SMTP clients have been known to lose.
  enum Dots: Character, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case plain = "n"
    /// It is encoded where it is all of a line.
    case alone = "a"
    /// It is encoded wherever it begins a line, behind a soft line break too.
    case leading = "l"
  }

  /// Lengths of lines that a style may have: room for one encoded octet, and what SMTP takes.
  static let lineLengths = 4...998

  /// Whether CRLF in the content is a line end, or two octets like any others.
  var isText = true
  /// Characters before the `=` of a soft line break, at most.
  var limit = 75
  /// Characters of a line that ends in a line end, at most, if the line can be broken.
  var hardLimit = 75
  /// Characters before the `=` of a soft line break that stands behind a blank, at most; such a break is preferred. 0: blanks
  /// are like other octets.
  var wordLimit = 0
  var dots = Dots.leading
  /// Whether `From ` at the beginning of a line is encoded.
  var guardsFrom = true
  /// Whether hexadecimal digits are lower case.
  var usesLowerCase = false
  /// Octets of ASCII that are encoded though they need not be: bit by octet.
  var encodesBesides = OctetSet()
  /// Whether `-` at the beginning of a line is encoded, so that no line can be taken for a delimiter. Only for writing; no
  /// recipe says so.
  var guardsHyphens = false

  /// Set of ASCII octets.
  struct OctetSet: Hashable, Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    mutating func insert(_ octet: UInt8) {
      if octet < 64 { low |= 1 << UInt64(octet) } else { high |= 1 << UInt64(octet & 63) }
    }

    func contains(_ octet: UInt8) -> Bool {
      guard octet < 128 else { return false }
      return (octet < 64 ? low : high) >> UInt64(octet & 63) & 1 == 1
    }

    var octets: [UInt8] { (0..<128).filter { contains($0) } }
  }
}

extension QuotedPrintableStyle {
  /// As a word of a recipe: the three limits, letters for the rest, and the octets encoded besides in hexadecimal.
  ///
  ///     style = limit "." limit "." limit "." 1*ALPHA [ "." 1*( 2HEXDIG ) ]
  var word: String {
    var word = "\(limit).\(hardLimit).\(wordLimit).\(dots.rawValue)"
    if !isText { word += "o" }
    if guardsFrom { word += "f" }
    if usesLowerCase { word += "h" }
    let besides = encodesBesides.octets
    guard !besides.isEmpty else { return word }
    return word + "."
      + besides.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Reads a word of a recipe; nil where it is none.
  init?(word: String) {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard (4...5).contains(parts.count), let limit = Int(parts[0]), let hardLimit = Int(parts[1]),
      let wordLimit = Int(parts[2]), Self.lineLengths.contains(limit),
      Self.lineLengths.contains(hardLimit),
      wordLimit == 0 && hardLimit >= limit || Self.lineLengths.contains(wordLimit),
      let first = parts[3].first, let dots = Dots(rawValue: first)
    else { return nil }
    self.init()
    self.limit = limit
    self.hardLimit = hardLimit
    self.wordLimit = wordLimit
    self.dots = dots
    let letters = parts[3].dropFirst()
    isText = !letters.contains("o")
    guardsFrom = letters.contains("f")
    usesLowerCase = letters.contains("h")
    if parts.count == 5 {
      let digits = Array(parts[4].utf8)
      guard digits.count % 2 == 0 else { return nil }
      for place in stride(from: 0, to: digits.count, by: 2) {
        guard let high = Octet.hexadecimalValue(digits[place]), high < 8,
          let low = Octet.hexadecimalValue(digits[place + 1])
        else { return nil }
        encodesBesides.insert(high << 4 | low)
      }
    }
    // One spelling only, so that nothing in a recipe is passed over.
    guard self.word == word else { return nil }
  }
}
