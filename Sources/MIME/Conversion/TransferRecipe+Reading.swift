// SPDX-License-Identifier: Apache-2.0

extension TransferRecipe {
  /// Reads the value of a field. White space has no meaning in it.
  ///
  ///     recipe    = version ";" origin *( ";" parameter )
  ///     version   = "1"
  ///     origin    = "none" / "7bit" / "8bit" / "binary" / "base64" / "quoted-printable"
  ///     parameter = "width=" number / "final=" number / "end=" ( "crlf" / "lf" ) / "text"
  ///               / "style=" word / "octets=" number / "crc32c=" 8hexdigit / "lines=lf" / "field=" 1*fchar
  ///     fchar     = ALPHA / DIGIT / "-" / ":" / ( "%" 2HEXDIG )
  ///
  /// A parameter that is unknown, that stands twice, or that does not go with the origin makes the whole unreadable: a recipe
  /// is followed as it is, or not at all.
  static func parse(_ value: some Sequence<UInt8>) throws(RecipeMismatch.Kind) -> TransferRecipe {
    let octets = value.filter { !Octet.isWhitespace($0) }
    let words = octets.split(separator: Octet.semicolon, omittingEmptySubsequences: false)
    guard let first = words.first, words.count >= 2 else { throw .malformed }
    guard Array(first) == Array("\(version)".utf8) else {
      throw first.allSatisfy({ (0x30...0x39).contains($0) }) && !first.isEmpty
        ? .unknownVersion : .malformed
    }
    var recipe = TransferRecipe(origin: try origin(text(words[1])))
    var reader = ParameterReader()
    for word in words[2...] { try reader.take(word, into: &recipe) }
    try reader.finish(&recipe)
    return recipe
  }

  private static func origin(_ token: String) throws(RecipeMismatch.Kind) -> Origin {
    switch token {
    case "none": return .absent
    case "base64": return .base64
    case "quoted-printable": return .quotedPrintable
    default:
      guard let domain = TransferDomain(rawValue: token) else { throw .malformed }
      return .identity(domain)
    }
  }

  private static func text(_ octets: some Sequence<UInt8>) -> String {
    String(decoding: Array(octets), as: UTF8.self)
  }

  /// Reads the parameters, each at most once.
  private struct ParameterReader {
    private var seen: Set<String> = []
    private var octetCount: Int?
    private var checksum: UInt32?

    mutating func take(
      _ word: ArraySlice<UInt8>, into recipe: inout TransferRecipe
    ) throws(RecipeMismatch.Kind) {
      let parts = word.split(
        separator: Octet.equals, maxSplits: 1, omittingEmptySubsequences: false)
      let name = TransferRecipe.text(parts[0])
      let value = parts.count == 2 ? parts[1] : nil
      guard seen.insert(name).inserted else { throw .malformed }
      switch (name, value) {
      case ("width", let value?) where recipe.origin == .base64:
        recipe.width = try Self.number(value, limit: widthLimit)
      case ("final", let value?) where recipe.origin == .base64:
        recipe.finalLineEnds = try Self.number(value, limit: finalLineEndLimit)
      case ("end", let value?) where recipe.origin == .base64:
        recipe.lineEnd = try Self.lineEnd(value)
      case ("style", let value?) where recipe.origin == .quotedPrintable:
        guard let style = QuotedPrintableStyle(word: TransferRecipe.text(value)) else {
          throw .malformed
        }
        recipe.style = style
      case ("text", nil): recipe.isText = true
      case ("octets", let value?): octetCount = try Self.number(value, limit: Int.max)
      case ("crc32c", let value?): checksum = try Self.checksum(value)
      case ("lines", let value?):
        guard try Self.lineEnd(value) == .lf else { throw .malformed }
        recipe.restoresLineFeeds = true
      case ("field", let value?): recipe.field = try Self.decoded(value)
      default: throw .malformed
      }
    }

    func finish(_ recipe: inout TransferRecipe) throws(RecipeMismatch.Kind) {
      switch (octetCount, checksum) {
      case (let count?, let value?): recipe.content = OctetChecksum(count: count, value: value)
      case (nil, nil):
        // Without content octets the body was not converted, so it was not encoded either.
        switch recipe.origin {
        case .base64, .quotedPrintable: throw .malformed
        case .absent, .identity: if recipe.isText { throw .malformed }
        }
      default: throw .malformed
      }
      if let field = recipe.field { try Self.check(field, of: recipe) }
    }

    /// Whether the field is one Content-Transfer-Encoding field that states what the recipe says.
    private static func check(
      _ field: [UInt8], of recipe: TransferRecipe
    ) throws(RecipeMismatch.Kind) {
      guard let colon = field.firstIndex(of: Octet.colon), let encoding = recipe.encoding else {
        throw .malformed
      }
      guard FieldName(field.span, 0..<colon) == .contentTransferEncoding else { throw .malformed }
      guard let (stated, _) = ContentTransferEncoding.parse(Array(field[(colon + 1)...])),
        stated == encoding
      else { throw .malformed }
      for index in field.indices where field[index] == Octet.lf {
        // Each line end within is CRLF and folds the field, so that it adds no field of its own.
        guard index > 0, field[index - 1] == Octet.cr, index + 1 < field.count,
          Octet.isBlank(field[index + 1])
        else { throw .malformed }
      }
    }

    private static func number(
      _ digits: ArraySlice<UInt8>, limit: Int
    ) throws(RecipeMismatch.Kind) -> Int {
      guard (1...15).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(TransferRecipe.text(digits)), number <= limit
      else { throw .malformed }
      return number
    }

    private static func checksum(_ digits: ArraySlice<UInt8>) throws(RecipeMismatch.Kind) -> UInt32
    {
      guard digits.count == 8, digits.allSatisfy({ Octet.hexadecimalValue($0) != nil }),
        let value = UInt32(TransferRecipe.text(digits), radix: 16)
      else { throw .malformed }
      return value
    }

    private static func lineEnd(
      _ value: ArraySlice<UInt8>
    ) throws(RecipeMismatch.Kind) -> LineEnd {
      switch TransferRecipe.text(value) {
      case "crlf": return .crlf
      case "lf": return .lf
      default: throw .malformed
      }
    }

    private static func decoded(
      _ value: ArraySlice<UInt8>
    ) throws(RecipeMismatch.Kind) -> [UInt8] {
      var octets: [UInt8] = []
      var index = value.startIndex
      while index < value.endIndex {
        let octet = value[index]
        guard octet == Octet.percent else {
          octets.append(octet)
          index += 1
          continue
        }
        guard index + 2 < value.endIndex, let high = Octet.hexadecimalValue(value[index + 1]),
          let low = Octet.hexadecimalValue(value[index + 2])
        else { throw .malformed }
        octets.append(high << 4 | low)
        index += 3
      }
      guard !octets.isEmpty else { throw .malformed }
      return octets
    }
  }
}
