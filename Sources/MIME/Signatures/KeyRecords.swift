// SPDX-License-Identifier: Apache-2.0

/// Key records by name, read from a text as `dig` prints answers and zone files hold them (RFC 1035 section 5.1):
///
///     selector._domainkey.example.net. 3600 IN TXT "v=DKIM1; k=rsa; " "p=MIGf…"
///
/// Time to live and class may be missing, several strings are joined, parentheses go over lines, `;` outside of quotes
/// begins a comment, a name is complete with or without the dot at its end. Records of other types are passed over.
package struct KeyRecords: Sendable {
  /// A line that is not a record.
  package struct Problem: Hashable, Sendable {
    /// From 1.
    package let line: Int
    package let reason: Reason

    package enum Reason: String, Hashable, Sendable {
      case directive = "directives of zone files are not supported"
      case openQuote = "a quotation mark is missing"
      case openParenthesis = "a parenthesis is missing"
      case noRecord = "neither a record nor a comment"
    }
  }

  private var texts: [String: [UInt8]] = [:]
  /// What could not be read, in order.
  package private(set) var problems: [Problem] = []

  /// No records.
  package init() {}

  /// Reads a text. Of several records of one name the first counts (RFC 6376 section 3.6.2.2 leaves it open).
  package init(parsing text: some Collection<UInt8>) {
    var reader = ZoneReader(Array(text))
    while let entry = reader.next() {
      switch entry {
      case .text(let name, let octets):
        if texts[name] == nil { texts[name] = octets }
      case .otherType: continue
      case .problem(let problem): problems.append(problem)
      }
    }
  }

  /// Records.
  package var count: Int { texts.count }

  /// The record of a selector in a domain.
  package func record(selector: String, domain: String) -> [UInt8]? {
    texts["\(selector)._domainkey.\(domain)"]
  }
}

/// Reads the records of a zone file one by one.
private struct ZoneReader {
  enum Entry {
    case text(name: String, [UInt8])
    case otherType
    case problem(KeyRecords.Problem)
  }

  private struct Token {
    var octets: [UInt8] = []
    var isQuoted = false
  }

  private let octets: [UInt8]
  private var index = 0
  private var line = 1
  private var owner = ""

  init(_ octets: [UInt8]) { self.octets = octets }

  /// The next record that is not empty; nil at the end.
  mutating func next() -> Entry? {
    while index < octets.count {
      let start = line
      let repeatsOwner = Octet.isBlank(octets[index])
      let (tokens, reason) = readTokens()
      if let reason { return .problem(KeyRecords.Problem(line: start, reason: reason)) }
      guard !tokens.isEmpty else { continue }
      return entry(tokens, repeatsOwner: repeatsOwner)
        ?? .problem(KeyRecords.Problem(line: start, reason: .noRecord))
    }
    return nil
  }

  /// The tokens of a record, up to a line end outside of parentheses.
  private mutating func readTokens() -> ([Token], KeyRecords.Problem.Reason?) {
    var tokens: [Token] = []
    var depth = 0
    while index < octets.count {
      let octet = octets[index]
      switch octet {
      case Octet.lf:
        index += 1
        line += 1
        if depth == 0 { return (tokens, directive(tokens)) }
      case Octet.semicolon:
        while index < octets.count, octets[index] != Octet.lf { index += 1 }
      case Octet.leftParenthesis, Octet.rightParenthesis:
        depth = max(0, depth + (octet == Octet.leftParenthesis ? 1 : -1))
        index += 1
      case Octet.quote:
        index += 1
        guard let token = readQuoted() else { return ([], .openQuote) }
        tokens.append(token)
      default:
        if Octet.isWhitespace(octet) { index += 1 } else { tokens.append(readBare()) }
      }
    }
    return (tokens, depth > 0 ? .openParenthesis : directive(tokens))
  }

  private func directive(_ tokens: [Token]) -> KeyRecords.Problem.Reason? {
    guard let first = tokens.first, !first.isQuoted, first.octets.first == UInt8(ascii: "$") else {
      return nil
    }
    return .directive
  }

  /// A string in quotes, which ends on its line.
  private mutating func readQuoted() -> Token? {
    var token = Token(isQuoted: true)
    while index < octets.count, octets[index] != Octet.lf {
      if octets[index] == Octet.quote {
        index += 1
        return token
      }
      token.octets.append(readOctet())
    }
    return nil
  }

  private mutating func readBare() -> Token {
    var token = Token()
    while index < octets.count {
      let octet = octets[index]
      if Octet.isWhitespace(octet) || octet == Octet.semicolon || octet == Octet.quote
        || octet == Octet.leftParenthesis || octet == Octet.rightParenthesis
      {
        break
      }
      token.octets.append(readOctet())
    }
    return token
  }

  /// An octet as it is, or escaped: `\DDD` in decimal, `\X` for X.
  private mutating func readOctet() -> UInt8 {
    let octet = octets[index]
    index += 1
    guard octet == Octet.backslash, index < octets.count, octets[index] != Octet.lf else {
      return octet
    }
    let digits = octets[index...].prefix(3)
    if digits.count == 3, digits.allSatisfy({ $0 &- 0x30 < 10 }) {
      index += 3
      return UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }
    index += 1
    return octets[index - 1]
  }

  /// What the tokens of a record say:
  ///
  ///     record := [owner] [ttl] [class] type 1*string
  private mutating func entry(_ tokens: [Token], repeatsOwner: Bool) -> Entry? {
    var rest = tokens[...]
    if !repeatsOwner {
      guard let first = rest.popFirst(), !first.isQuoted else { return nil }
      owner = Self.lowercased(first.octets)
      if owner.hasSuffix(".") { owner.removeLast() }
    }
    while let token = rest.first, !token.isQuoted, Self.isTimeOrClass(token.octets) {
      rest.removeFirst()
    }
    guard let type = rest.popFirst(), !type.isQuoted, !rest.isEmpty, !owner.isEmpty else {
      return nil
    }
    guard Self.lowercased(type.octets) == "txt" else {
      return type.octets.allSatisfy { ValueCursor.isTokenOctet($0) } ? .otherType : nil
    }
    return .text(name: owner, rest.flatMap(\.octets))
  }

  private static func isTimeOrClass(_ octets: [UInt8]) -> Bool {
    if ["in", "ch", "hs"].contains(lowercased(octets)) { return true }
    guard let first = octets.first, first &- 0x30 < 10 else { return false }
    return octets.allSatisfy { $0 &- 0x30 < 10 || Octet.lowercased($0) &- 0x61 < 26 }
  }

  private static func lowercased(_ octets: [UInt8]) -> String {
    String(decoding: octets.map { Octet.lowercased($0) }, as: UTF8.self)
  }
}
