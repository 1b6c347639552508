// SPDX-License-Identifier: Apache-2.0

/// Value of a Content-Type field (RFC 2045 section 5).
public struct ContentType: Hashable, Sendable {
  private let name: ContentTypeName
  /// Parameters in the order of the field.
  public let parameters: [Parameter]

  /// Type in lower case, as `text`.
  public var type: String { name.type }
  /// Subtype in lower case, as `plain`.
  public var subtype: String { name.subtype }
  /// Type and subtype, as `text/plain`.
  public var essence: String { name.essence }

  /// What an entity without Content-Type is (RFC 2045 section 5.2).
  public static let textPlain = ContentType(name: ContentTypeName("text", "plain"), parameters: [])
  /// What a part of a multipart/digest without Content-Type is (RFC 2046 section 5.1.5).
  public static let messageRFC822 = ContentType(
    name: ContentTypeName("message", "rfc822"), parameters: [])

  /// The parameter of that name (in lower case), nil if there is none.
  public func parameter(_ name: String) -> Parameter? {
    parameters.first { $0.name == name }
  }

  /// Whether the content is text, whose lines end in CRLF on the wire (RFC 2046 section 4.1.1).
  public var isText: Bool { name.family == .text }

  /// Whether the content is text in an encoding of 16 or 32 bits.
  var isWideText: Bool {
    guard isText, let charset = parameter("charset")?.text.lowercased() else { return false }
    return charset.hasPrefix("utf-16") || charset.hasPrefix("utf-32")
      || charset.hasPrefix("iso-10646-ucs") || charset.hasPrefix("ucs-")
  }

  var isMultipart: Bool { name.family == .multipart }

  var isApplication: Bool { name.family == .application }

  /// The protocol of multipart/signed and multipart/encrypted in lower case (RFC 1847 section 2).
  var scheme: String? { parameter("protocol")?.text.lowercased() }

  /// Whether the body is a message with a header section of its own: message/rfc822 (RFC 2046 section 5.2.1),
  /// message/global (RFC 6532 section 3.7) and the older message/news. Other message types are leaves.
  var isMessage: Bool {
    name.family == .message && (subtype == "rfc822" || subtype == "global" || subtype == "news")
  }

  /// The boundary of a multipart. White space at its end is not a part of it (RFC 2046 section 5.1.1).
  var boundary: [UInt8]? {
    guard var value = parameter("boundary")?.value else { return nil }
    while let last = value.last, Octet.isWhitespace(last) { value.removeLast() }
    return value
  }

  /// Reads a whole field (name, colon, value, line breaks).
  ///
  /// - Returns: nil where there is no `type "/" subtype`.
  public init?(field: Span<UInt8>) {
    let limit = ParseLimits.standard.parameters
    let value = HeaderText.octets(ofField: field)
    guard let type = ContentType.parse(value, parameterLimit: limit).contentType else { return nil }
    self = type
  }

  private init(name: ContentTypeName, parameters: [Parameter]) {
    self.name = name
    self.parameters = parameters
  }

  /// Reads a field's value, which may be folded:
  ///
  ///     content := "Content-Type" ":" type "/" subtype *(";" parameter)
  ///
  /// - Returns: the type, nil where there is no `type "/" subtype`; and what was wrong.
  static func parse(
    _ value: [UInt8], parameterLimit: Int
  ) -> (contentType: ContentType?, defects: [Defect.Kind]) {
    var cursor = ValueCursor(value)
    var isSpaced = cursor.skipWhitespaceAndComments()
    guard let name = cursor.takeCommonContentType() ?? takeName(&cursor, &isSpaced) else {
      return (nil, [.malformedContentType])
    }
    var defects: [Defect.Kind] = []
    cursor.skipWhitespaceAndComments()
    let lacksSemicolon = cursor.peek.map { $0 != Octet.semicolon } ?? false
    if lacksSemicolon { defects.append(.malformedParameter) }
    // Readers that do not get past it find no parts.
    let isComposite = name.family == .multipart || name.family == .message
    if isComposite, isSpaced || lacksSemicolon { defects.append(.malformedContentType) }
    let list = ParameterParser(cursor, limit: parameterLimit).parse()
    return (ContentType(name: name, parameters: list.parameters), defects + list.defects)
  }

  /// Reads type and subtype; says whether anything stands around the slash.
  private static func takeName(
    _ cursor: inout ValueCursor, _ isSpaced: inout Bool
  ) -> ContentTypeName? {
    let type = cursor.takeToken()
    if cursor.peek != Octet.slash { isSpaced = true }
    cursor.skipWhitespaceAndComments()
    guard !type.isEmpty, cursor.take(Octet.slash) else { return nil }
    if let next = cursor.peek, !ValueCursor.isTokenOctet(next) { isSpaced = true }
    cursor.skipWhitespaceAndComments()
    let subtype = cursor.takeToken()
    guard !subtype.isEmpty else { return nil }
    return ContentTypeName(
      String(decoding: type, as: UTF8.self), String(decoding: subtype, as: UTF8.self))
  }
}
