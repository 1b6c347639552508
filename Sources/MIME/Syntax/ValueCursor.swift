// SPDX-License-Identifier: Apache-2.0

/// Reads the value of a structured header field octet by octet: folding, comments, quoted strings and tokens
/// (RFC 5322 sections 3.2.2 and 3.2.4, RFC 2045 section 5.1). The value may still be folded.
struct ValueCursor {
  private let octets: [UInt8]
  private var index = 0

  init(_ octets: [UInt8]) { self.octets = octets }

  var isAtEnd: Bool { index >= octets.count }
  var peek: UInt8? { index < octets.count ? octets[index] : nil }

  /// Skips one octet if it is `octet`.
  mutating func take(_ octet: UInt8) -> Bool {
    guard peek == octet else { return false }
    index += 1
    return true
  }

  /// Skips one octet.
  mutating func skip() { index += 1 }

  /// Skips what means nothing by itself, to the next octet that may.
  mutating func skipLettersAndDigits() {
    while index < octets.count, Octet.isLetterOrDigit(octets[index]) { index += 1 }
  }

  /// Skips to behind the next `octet`, or to the end.
  mutating func skip(past octet: UInt8) {
    while index < octets.count, octets[index] != octet { index += 1 }
    index += 1
  }

  /// Skips `[CFWS]`: white space, line breaks, and comments, which nest. Says whether there was a comment.
  @discardableResult
  mutating func skipWhitespaceAndComments() -> Bool {
    var depth = 0
    var sawComment = false
    while let octet = peek {
      switch octet {
      case Octet.leftParenthesis:
        depth += 1
        sawComment = true
      case Octet.rightParenthesis where depth > 0: depth -= 1
      case Octet.backslash where depth > 0: index += 1
      default: if depth == 0, !Octet.isWhitespace(octet) { return sawComment }
      }
      index += 1
    }
    return sawComment
  }

  /// A token of RFC 2045 section 5.1, in lower case; empty where none begins here.
  mutating func takeToken() -> [UInt8] {
    takeWhile { ValueCursor.isTokenOctet($0) }
  }

  /// The common content type that begins here and ends with a token; nil, and nothing taken, where there is none.
  mutating func takeCommonContentType() -> ContentTypeName? {
    var end = index
    while end < octets.count, ValueCursor.isTokenOctet(octets[end]) || octets[end] == Octet.slash {
      end += 1
    }
    guard end > index, let name = ContentTypeName.common(octets.span, index..<end) else {
      return nil
    }
    index = end
    return name
  }

  /// A parameter's name, in lower case. Wider than `token`, since `*` belongs to it and unknown octets are kept.
  mutating func takeAttribute() -> [UInt8] {
    takeWhile { $0 != Octet.equals && $0 != Octet.semicolon && !Octet.isWhitespace($0) }
  }

  /// What stands before white space or a comment, in lower case.
  mutating func takeWord() -> [UInt8] {
    takeWhile { $0 != Octet.leftParenthesis && !Octet.isWhitespace($0) }
  }

  private mutating func takeWhile(_ belongs: (UInt8) -> Bool) -> [UInt8] {
    let start = index
    while index < octets.count, belongs(octets[index]) { index += 1 }
    var token = Array(octets[start..<min(index, octets.count)])
    for place in token.indices { token[place] = Octet.lowercased(token[place]) }
    return token
  }

  /// What a quoted string holds besides its content.
  struct QuotedSpelling {
    var isFolded = false
    /// There are quoted pairs, or the closing quote is missing.
    var isIrregular = false
  }

  /// The content of the quoted string that begins here: quotes, escapes and line breaks removed.
  mutating func takeQuotedString() -> [UInt8] {
    var spelling = QuotedSpelling()
    return takeQuotedString(&spelling)
  }

  /// The same; says how it was written.
  mutating func takeQuotedString(_ spelling: inout QuotedSpelling) -> [UInt8] {
    var content: [UInt8] = []
    index += 1
    while index < octets.count {
      let octet = octets[index]
      index += 1
      switch octet {
      case Octet.quote: return content
      case Octet.backslash where index < octets.count:
        spelling.isIrregular = true
        content.append(octets[index])
        index += 1
      case Octet.cr, Octet.lf: spelling.isFolded = true
      default: content.append(octet)
      }
    }
    spelling.isIrregular = true
    return content
  }

  /// An unquoted value: up to the next semicolon or comment, without the white space at its end.
  mutating func takeBareValue() -> [UInt8] {
    let start = index
    while index < octets.count, octets[index] != Octet.semicolon {
      if octets[index] == Octet.leftParenthesis, index > start,
        Octet.isWhitespace(octets[index - 1])
      {
        break
      }
      index += 1
    }
    var end = index
    while end > start, Octet.isWhitespace(octets[end - 1]) { end -= 1 }
    return Array(octets[start..<end])
  }

  /// Whether `octet` may stand in a token: any ASCII graphic character but the `tspecials`.
  static func isTokenOctet(_ octet: UInt8) -> Bool {
    guard octet > 0x20, octet < 0x7F else { return false }
    switch octet {
    case 0x28, 0x29, 0x3C, 0x3E, 0x40, 0x2C, 0x3B, 0x3A, 0x5C, 0x22, 0x2F, 0x5B, 0x5D, 0x3F, 0x3D:
      return false
    default: return true
    }
  }
}
