// SPDX-License-Identifier: Apache-2.0

/// Value of a Content-Transfer-Encoding field (RFC 2045 section 6).
public struct ContentTransferEncoding: Hashable, Sendable, CustomStringConvertible {
  /// The mechanism's name in lower case, as `base64`.
  public let token: String

  /// Lines of ASCII, as they are (RFC 2045 section 2.7).
  public static let sevenBit = ContentTransferEncoding(token: "7bit")
  /// Lines of any octets but NUL, as they are (RFC 2045 section 2.8).
  public static let eightBit = ContentTransferEncoding(token: "8bit")
  /// Any octets, as they are (RFC 2045 section 2.9).
  public static let binary = ContentTransferEncoding(token: "binary")
  /// RFC 2045 section 6.8.
  public static let base64 = ContentTransferEncoding(token: "base64")
  /// RFC 2045 section 6.7.
  public static let quotedPrintable = ContentTransferEncoding(token: "quoted-printable")

  /// The token.
  public var description: String { token }

  /// Whether the body stands as it is: 7bit, 8bit and binary (RFC 2045 section 6.2).
  public var isIdentity: Bool { self == .sevenBit || self == .eightBit || self == .binary }

  /// Whether the body must be decoded and this library can do it.
  public var isDecodable: Bool {
    self == .base64 || self == .quotedPrintable || isUUEncode
  }

  /// Whether it is uuencode under one of its spellings: never registered, older than MIME, still met.
  public var isUUEncode: Bool {
    token == "x-uuencode" || token == "uuencode" || token == "x-uue" || token == "uue"
  }

  /// Reads a whole field (name, colon, value, line breaks).
  ///
  /// - Returns: nil where there is no mechanism.
  public init?(field: [UInt8]) {
    guard let value = ContentTransferEncoding.parse(HeaderText.octets(ofField: field)) else {
      return nil
    }
    self = value.encoding
  }

  private init(token: String) { self.token = token }

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
    var token = value.drop { Octet.isBlank($0) }
    if token.last == Octet.lf { token.removeLast() }
    if token.last == Octet.cr { token.removeLast() }
    return !token.contains { Octet.isWhitespace($0) }
  }

  private static func known(_ token: [UInt8]) -> ContentTransferEncoding {
    let name = String(decoding: token, as: UTF8.self)
    for encoding in [sevenBit, eightBit, binary, base64, quotedPrintable]
    where encoding.token == name { return encoding }
    return ContentTransferEncoding(token: name)
  }
}
