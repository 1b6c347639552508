// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// An address of a From, To or similar field (RFC 5322 section 3.4).
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// The display name; nil where there is none.
  public let name: String?
  /// What stands before the last `@`, quotes removed.
  public let localPart: String
  /// What stands behind it, in lower case; empty where there is no `@`.
  public let domain: String

  /// `local-part@domain`, in the form in which it stands in commands and fields.
  public var address: String {
    let isAtom = !localPart.isEmpty && localPart.utf8.allSatisfy { Self.isAtomOctet($0) }
    let local = isAtom ? localPart : "\"\(Self.quoted(localPart))\""
    return domain.isEmpty ? local : "\(local)@\(domain)"
  }

  /// The address, behind the name if there is one.
  public var description: String { name.map { "\($0) <\(address)>" } ?? address }

  private static func isAtomOctet(_ octet: UInt8) -> Bool {
    Octet.isLetterOrDigit(octet) || octet >= 0x80
      || "!#$%&'*+-/=?^_`{|}~.".utf8.contains(octet)
  }

  private static func quoted(_ text: String) -> String {
    String(text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] })
  }

  /// Reads the value of an address field:
  ///
  ///     address-list = address *("," address)                          ; RFC 5322 section 3.4
  ///     address      = mailbox / group
  ///     mailbox      = [display-name] "<" [obs-route] addr-spec ">" / addr-spec
  ///     group        = display-name ":" [address-list] ";"
  ///
  /// QUIRK: what has no `@` is kept as a local part, for local mail has such addresses; a comment behind an address without a name
  /// is its name, as mail had it before RFC 822.
  static func list(_ value: Span<UInt8>, _ charsets: any CharsetConverter) -> [EmailAddress] {
    var parser = AddressParser(Array(value))
    var addresses: [EmailAddress] = []
    while let found = parser.next() {
      let name = HeaderText.decode(found.name.span, charsets)
      addresses.append(
        EmailAddress(
          name: name.isEmpty ? nil : name,
          localPart: String(decoding: found.local, as: UTF8.self),
          domain: String(decoding: found.domain.map(Octet.lowercased), as: UTF8.self)))
    }
    return addresses
  }
}

/// Reads one mailbox after the other from the value of an address field.
struct AddressParser {
  /// A mailbox as it is written.
  struct Found {
    var name: [UInt8] = []
    var local: [UInt8] = []
    var domain: [UInt8] = []
  }

  private let octets: [UInt8]
  private var index = 0

  init(_ octets: [UInt8]) { self.octets = octets }

  /// The next mailbox; nil at the end.
  mutating func next() -> Found? {
    while index < octets.count {
      if let found = mailbox() { return found }
    }
    return nil
  }

  /// Reads to behind the next comma or semicolon outside of quotes, comments and brackets, or behind a group's colon.
  private mutating func mailbox() -> Found? {
    var words: [UInt8] = []
    var comment: [UInt8] = []
    var address: [UInt8]?
    var at: Int?
    while index < octets.count {
      let octet = octets[index]
      switch octet {
      case Octet.comma, Octet.semicolon:
        index += 1
        return found(words, comment, address, at)
      case Octet.colon where address == nil:
        // What came before was the name of a group.
        index += 1
        return nil
      case Octet.quote: words += quotedString()
      case Octet.leftParenthesis: comment = commentText()
      case Octet.lessThan where address == nil: address = angleAddress()
      case Octet.leftBracket: words += literal()
      case Octet.at:
        if address == nil { at = words.count }
        words.append(octet)
        index += 1
      case Octet.cr, Octet.lf: index += 1
      default:
        words.append(octet)
        index += 1
      }
    }
    return found(words, comment, address, at)
  }

  private func found(
    _ words: [UInt8], _ comment: [UInt8], _ address: [UInt8]?, _ at: Int?
  ) -> Found? {
    if let address {
      let at = address.lastIndex(of: Octet.at)
      guard !address.isEmpty else { return nil }
      return Found(
        name: Self.trimmed(words), local: Array(address[..<(at ?? address.count)]),
        domain: at.map { Array(address[($0 + 1)...]) } ?? [])
    }
    let plain = Self.trimmed(words)
    guard !plain.isEmpty else { return nil }
    guard let at else { return Found(name: comment, local: plain) }
    return Found(
      name: comment, local: Self.trimmed(Array(words[..<at])),
      domain: Self.trimmed(Array(words[(at + 1)...])))
  }

  /// From `<` to behind `>`; of a route (RFC 5322 section 4.4) only the address is kept.
  private mutating func angleAddress() -> [UInt8] {
    index += 1
    var content: [UInt8] = []
    while index < octets.count, octets[index] != Octet.greaterThan {
      switch octets[index] {
      case Octet.quote: content += quotedString()
      case Octet.leftParenthesis: _ = commentText()
      case Octet.leftBracket: content += literal()
      case Octet.colon:
        content.removeAll()
        index += 1
      case let octet:
        if !Octet.isWhitespace(octet) { content.append(octet) }
        index += 1
      }
    }
    index += 1
    return content
  }

  /// The content of the quoted string that begins here.
  private mutating func quotedString() -> [UInt8] {
    content(until: Octet.quote)
  }

  /// A domain literal with its brackets.
  private mutating func literal() -> [UInt8] {
    [Octet.leftBracket] + content(until: Octet.rightBracket) + [Octet.rightBracket]
  }

  private mutating func content(until end: UInt8) -> [UInt8] {
    index += 1
    var content: [UInt8] = []
    while index < octets.count, octets[index] != end {
      if octets[index] == Octet.backslash { index += 1 }
      guard index < octets.count else { break }
      if octets[index] != Octet.cr, octets[index] != Octet.lf { content.append(octets[index]) }
      index += 1
    }
    index += 1
    return content
  }

  /// The content of the comment that begins here, those in it included.
  private mutating func commentText() -> [UInt8] {
    var depth = 0
    var content: [UInt8] = []
    while index < octets.count {
      let octet = octets[index]
      index += 1
      switch octet {
      case Octet.leftParenthesis:
        depth += 1
        if depth == 1 { continue }
      case Octet.rightParenthesis:
        depth -= 1
        if depth == 0 { return Self.trimmed(content) }
      case Octet.backslash where index < octets.count:
        content.append(octets[index])
        index += 1
        continue
      default: break
      }
      content.append(octet)
    }
    return Self.trimmed(content)
  }

  private static func trimmed(_ octets: [UInt8]) -> [UInt8] {
    var rest = octets[...]
    while let first = rest.first, Octet.isWhitespace(first) { rest.removeFirst() }
    while let last = rest.last, Octet.isWhitespace(last) { rest.removeLast() }
    return Array(rest)
  }
}
