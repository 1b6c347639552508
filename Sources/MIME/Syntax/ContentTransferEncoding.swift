// SPDX-License-Identifier: Apache-2.0

/// Value of a Content-Transfer-Encoding field (RFC 2045 section 6).
public struct ContentTransferEncoding: Hashable, Sendable, CustomStringConvertible {
  /// The mechanisms that are treated differently, so that no text need be compared.
  private enum Mechanism: Sendable {
    case sevenBit, eightBit, binary, base64, quotedPrintable, uuencode, unknown
  }

  /// The mechanism's name in lower case, as `base64`.
  public let token: String
  private let mechanism: Mechanism

  /// Lines of ASCII, as they are (RFC 2045 section 2.7).
  public static let sevenBit = ContentTransferEncoding(token: "7bit", .sevenBit)
  /// Lines of any octets but NUL, as they are (RFC 2045 section 2.8).
  public static let eightBit = ContentTransferEncoding(token: "8bit", .eightBit)
  /// Any octets, as they are (RFC 2045 section 2.9).
  public static let binary = ContentTransferEncoding(token: "binary", .binary)
  /// RFC 2045 section 6.8.
  public static let base64 = ContentTransferEncoding(token: "base64", .base64)
  /// RFC 2045 section 6.7.
  public static let quotedPrintable = ContentTransferEncoding(
    token: "quoted-printable", .quotedPrintable)

  /// The token.
  public var description: String { token }

  /// Whether the body stands as it is: 7bit, 8bit and binary (RFC 2045 section 6.2).
  public var isIdentity: Bool {
    mechanism == .sevenBit || mechanism == .eightBit || mechanism == .binary
  }

  /// Whether the body must be decoded and this library can do it.
  public var isDecodable: Bool {
    mechanism == .base64 || mechanism == .quotedPrintable || isUUEncode
  }

  /// Whether it is uuencode under one of its spellings: never registered, older than MIME, still met.
  public var isUUEncode: Bool { mechanism == .uuencode }

  /// Reads a whole field (name, colon, value, line breaks).
  ///
  /// - Returns: nil where there is no mechanism.
  public init?(field: Span<UInt8>) {
    guard let value = ContentTransferEncoding.parse(HeaderText.octets(ofField: field)) else {
      return nil
    }
    self = value.encoding
  }

  private init(token: String, _ mechanism: Mechanism) {
    self.token = token
    self.mechanism = mechanism
  }

  /// Two encodings are the same if their tokens are.
  public static func == (left: ContentTransferEncoding, right: ContentTransferEncoding) -> Bool {
    guard left.mechanism == right.mechanism else { return false }
    let isOneToken = left.mechanism != .uuencode && left.mechanism != .unknown
    return isOneToken || left.token == right.token
  }

  /// Hashes the token.
  public func hash(into hasher: inout Hasher) { hasher.combine(token) }

  /// Reads a field's value:
  ///
  ///     encoding := "Content-Transfer-Encoding" ":" mechanism
  ///
  /// QUIRK: comments, semicolons and further words around the mechanism are passed over; readers differ in this, so
  /// `isDecorated` says when it was necessary. Of a body that must be decoded white space behind the token is enough for
  /// Python's reader not to know it. A semicolon with a parameter behind it makes a mechanism that no reader knows:
  /// `base64; x=y` is not decoded.
  ///
  /// - Returns: nil where there is no mechanism at all.
  static func parse(
    _ value: [UInt8]
  ) -> (encoding: ContentTransferEncoding, isDecorated: Bool)? {
    var cursor = ValueCursor(value)
    var isDecorated = cursor.skipWhitespaceAndComments()
    while cursor.take(Octet.semicolon) {
      isDecorated = true
      cursor.skipWhitespaceAndComments()
    }
    var token = cursor.takeWord()
    if cursor.skipWhitespaceAndComments() || !cursor.isAtEnd { isDecorated = true }
    while cursor.isAtEnd, token.last == Octet.semicolon {
      token.removeLast()
      isDecorated = true
    }
    guard !token.isEmpty else { return nil }
    let encoding = known(token)
    return (encoding, isDecorated || !encoding.isIdentity && !isPlain(value))
  }

  /// Whether a value is a token behind blanks and before a line end, and nothing else.
  private static func isPlain(_ value: [UInt8]) -> Bool {
    var end = value.count
    if end > 0, value[end - 1] == Octet.lf { end -= 1 }
    if end > 0, value[end - 1] == Octet.cr { end -= 1 }
    var index = 0
    while index < end, Octet.isBlank(value[index]) { index += 1 }
    while index < end, !Octet.isWhitespace(value[index]) { index += 1 }
    return index == end
  }

  private static func known(_ token: [UInt8]) -> ContentTransferEncoding {
    for index in table.indices where table[index].octets == token { return table[index].encoding }
    return ContentTransferEncoding(token: String(decoding: token, as: UTF8.self), .unknown)
  }

  /// The known mechanisms and their names.
  private static let table: [(octets: [UInt8], encoding: ContentTransferEncoding)] =
    ([.sevenBit, .eightBit, .binary, .base64, .quotedPrintable]
    + ["x-uuencode", "uuencode", "x-uue", "uue"].map {
      ContentTransferEncoding(token: $0, .uuencode)
    }).map { (Array($0.token.utf8), $0) }
}
