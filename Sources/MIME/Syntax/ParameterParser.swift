// SPDX-License-Identifier: Apache-2.0

/// Reads `*(";" parameter)` of a structured field (RFC 2045 section 5.1, RFC 2231 sections 3 and 4):
///
///     parameter := attribute "=" value
///     value     := token / quoted-string
///     attribute := 1*attribute-char [ "*" 1*DIGIT ] [ "*" ]      ; RFC 2231 section 7
struct ParameterParser {
  private var cursor: ValueCursor
  private let limit: Int
  private var list = ParameterList()
  private var pieces: [Piece] = []
  /// Whether the value at hand is folded within its quotes.
  private var isFolded = false
  /// Whether the value at hand is more than a token or a quoted string.
  private var isDecorated = false

  /// One piece of a value that RFC 2231 cuts into pieces.
  private struct Piece {
    var name: String
    var number: Int
    var isEncoded: Bool
    var value: [UInt8]
  }

  init(_ cursor: ValueCursor, limit: Int) {
    self.cursor = cursor
    self.limit = limit
  }

  /// Reads to the end of the value.
  consuming func parse() -> ParameterList {
    var count = 0
    while true {
      cursor.skipWhitespaceAndComments()
      if cursor.take(Octet.semicolon) { continue }
      if cursor.isAtEnd { break }
      count += 1
      if count > limit {
        list.defects.append(.parameterLimit)
        break
      }
      readParameter()
    }
    joinPieces()
    return list
  }

  private mutating func readParameter() {
    let attribute = cursor.takeAttribute()
    isDecorated = cursor.skipWhitespaceAndComments()
    guard !attribute.isEmpty, cursor.take(Octet.equals) else {
      list.defects.append(.malformedParameter)
      cursor.skip(past: Octet.semicolon)
      return
    }
    if cursor.skipWhitespaceAndComments() { isDecorated = true }
    let value: [UInt8]
    isFolded = false
    if cursor.peek == Octet.quote {
      var spelling = ValueCursor.QuotedSpelling()
      value = cursor.takeQuotedString(&spelling)
      isFolded = spelling.isFolded
      if spelling.isIrregular { isDecorated = true }
      if cursor.skipWhitespaceAndComments() { isDecorated = true }
      // QUIRK: several senders leave out the semicolon after a quoted value (RFC 2045 section 5.1 wants it).
      if let next = cursor.peek, next != Octet.semicolon {
        list.defects.append(.malformedParameter)
        isDecorated = true
      }
    } else {
      value = cursor.takeBareValue()
      // QUIRK: unquoted values with blanks and `tspecials`, common in boundaries with `=` and in file names.
      if value.contains(where: Octet.isWhitespace) { list.defects.append(.malformedParameter) }
      if cursor.peek == Octet.leftParenthesis || value.contains(where: ParameterParser.isDecoration)
      {
        isDecorated = true
      }
    }
    keep(attribute, value)
  }

  /// Whether an octet that stands in an unquoted value makes readers differ about where the value ends.
  private static func isDecoration(_ octet: UInt8) -> Bool {
    switch octet {
    case Octet.quote, Octet.backslash, Octet.leftParenthesis, Octet.rightParenthesis: true
    default: Octet.isWhitespace(octet)
    }
  }

  private mutating func keep(_ attribute: [UInt8], _ value: [UInt8]) {
    guard let star = attribute.firstIndex(of: Octet.asterisk) else {
      add(String(decoding: attribute, as: UTF8.self), value)
      return
    }
    let name = String(decoding: attribute[..<star], as: UTF8.self)
    var rest = attribute[(star + 1)...]
    var isEncoded = rest.isEmpty
    if rest.last == Octet.asterisk {
      isEncoded = true
      rest.removeLast()
    }
    let number = rest.isEmpty ? 0 : Int(String(decoding: rest, as: UTF8.self))
    guard let number, number >= 0 else {
      list.defects.append(.malformedParameter)
      return
    }
    pieces.append(Piece(name: name, number: number, isEncoded: isEncoded, value: value))
  }

  private mutating func add(
    _ name: String, _ value: [UInt8], charset: String? = nil, isExtended: Bool = false
  ) {
    let parameter = Parameter(
      name: name, value: value, charset: charset, isFolded: isFolded,
      isDecorated: isDecorated, isExtended: isExtended)
    guard let other = list.parameters.firstIndex(where: { $0.name == name }) else {
      list.parameters.append(parameter)
      return
    }
    if isExtended, !list.parameters[other].isExtended, !ParameterParser.decidesReading(name) {
      list.parameters[other] = parameter
    } else {
      list.defects.append(.duplicateParameter)
    }
  }

  /// Whether readers that take another one of two values see another message. Elsewhere a value in the extended form stands
  /// beside a plain one for readers that do not know it, and is the better one (RFC 6266 section 4.3, for HTTP).
  private static func decidesReading(_ name: String) -> Bool {
    name == "boundary" || name == "charset"
  }

  /// Puts the pieces of each name together in the order of their numbers, up to the first number that is missing.
  private mutating func joinPieces() {
    guard !pieces.isEmpty else { return }
    var names: [String] = []
    for piece in pieces where !names.contains(piece.name) { names.append(piece.name) }
    for name in names {
      let own = pieces.filter { $0.name == name }.sorted { $0.number < $1.number }
      var value: [UInt8] = []
      var charset: String?
      var expected = 0
      for piece in own {
        guard piece.number == expected else {
          list.defects.append(
            piece.number < expected ? .duplicateParameter : .malformedParameter)
          if piece.number < expected { continue }
          break
        }
        var octets = piece.value[...]
        if piece.isEncoded, expected == 0 { charset = ParameterParser.dropCharset(&octets) }
        value += piece.isEncoded ? ParameterParser.percentDecoded(octets) : Array(octets)
        expected += 1
      }
      add(name, value, charset: charset, isExtended: true)
    }
  }

  /// Takes `charset'language'` off the beginning of an encoded value (RFC 2231 section 4).
  private static func dropCharset(_ octets: inout ArraySlice<UInt8>) -> String? {
    guard let first = octets.firstIndex(of: Octet.apostrophe) else { return nil }
    guard let second = octets[(first + 1)...].firstIndex(of: Octet.apostrophe) else { return nil }
    let charset = String(decoding: octets[..<first], as: UTF8.self)
    octets = octets[(second + 1)...]
    return charset.isEmpty ? nil : charset.lowercased()
  }

  private static func percentDecoded(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = octets.startIndex
    while index < octets.endIndex {
      if octets[index] == Octet.percent, index + 2 < octets.endIndex,
        let high = Octet.hexadecimalValue(octets[index + 1]),
        let low = Octet.hexadecimalValue(octets[index + 2])
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(octets[index])
        index += 1
      }
    }
    return decoded
  }
}
