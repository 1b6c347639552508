// SPDX-License-Identifier: Apache-2.0

/// Finds the domain of a From field.
enum SenderDomain {
  /// The domain of the first mailbox in a field's value, in lower case and without a dot at its end; nil if there is none.
  ///
  ///     mailbox    := [display-name] angle-addr / addr-spec            ; RFC 5322 section 3.4
  ///     angle-addr := "<" [obs-route] addr-spec ">"                    ; section 4.4
  ///     addr-spec  := local-part "@" domain                            ; section 3.4.1
  ///
  /// QUIRK: where an unquoted display name holds an address, as spam has it, the one in angle brackets counts; of several `@`
  /// in a row the last one, as mail servers read it.
  /// Quotes and parentheses that are not closed hide the address from the grammar; then they are passed over.
  static func of(_ value: [UInt8]) -> String? {
    if let domain = read(value) { return domain }
    let marks = [Octet.quote, Octet.leftParenthesis, Octet.rightParenthesis]
    guard value.contains(where: { marks.contains($0) }) else { return nil }
    return read(value.filter { !marks.contains($0) })
  }

  private static func read(_ value: [UInt8]) -> String? {
    var cursor = ValueCursor(value)
    var found: [UInt8]?
    while true {
      cursor.skipWhitespaceAndComments()
      guard let octet = cursor.peek else { break }
      switch octet {
      case Octet.quote: _ = cursor.takeQuotedString()
      case Octet.lessThan:
        if let domain = angleDomain(&cursor) { return text(domain) }
      case Octet.at: found = domain(&cursor) ?? found
      case Octet.comma, Octet.semicolon:
        // The first mailbox has ended, if that was one.
        if let found { return text(found) }
        cursor.skip()
      case Octet.colon:
        // What came before was the name of a group.
        found = nil
        cursor.skip()
      default:
        cursor.skip()
        cursor.skipLettersAndDigits()
      }
    }
    return found.flatMap { text($0) }
  }

  /// Reads from `<` to behind `>`.
  private static func angleDomain(_ cursor: inout ValueCursor) -> [UInt8]? {
    cursor.skip()
    var found: [UInt8]?
    while true {
      cursor.skipWhitespaceAndComments()
      guard let octet = cursor.peek else { return found }
      switch octet {
      case Octet.greaterThan:
        cursor.skip()
        return found
      case Octet.quote: _ = cursor.takeQuotedString()
      case Octet.at: found = domain(&cursor) ?? found
      case Octet.colon:
        // An obsolete route: what came before are relays.
        found = nil
        cursor.skip()
      default: cursor.skip()
      }
    }
  }

  /// Reads the domain behind `@`; nil where none begins.
  private static func domain(_ cursor: inout ValueCursor) -> [UInt8]? {
    cursor.skip()
    cursor.skipWhitespaceAndComments()
    let isLiteral = cursor.peek == Octet.leftBracket
    var octets: [UInt8] = []
    while let octet = cursor.peek, isDomainOctet(octet) || isLiteral && octet == Octet.colon {
      octets.append(Octet.lowercased(octet))
      cursor.skip()
    }
    while octets.last == Octet.dot { octets.removeLast() }
    return octets.isEmpty ? nil : octets
  }

  private static func text(_ domain: [UInt8]) -> String? {
    String(decoding: domain, as: UTF8.self)
  }

  private static func isDomainOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x5B, 0x5D, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x80...0xFF: true
    default: false
    }
  }
}
