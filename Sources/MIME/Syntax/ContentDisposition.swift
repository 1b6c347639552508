// SPDX-License-Identifier: Apache-2.0

/// Value of a Content-Disposition field (RFC 2183): whether a part is shown with the message or is an attachment, and its
/// file name.
public struct ContentDisposition: Hashable, Sendable {
  /// `inline`, `attachment` or another word, in lower case. Unknown words are to be read as `attachment` (section 2.8).
  public let disposition: String
  /// Parameters in the order of the field.
  public let parameters: [Parameter]

  /// Reads a whole field (name, colon, value, line breaks):
  ///
  ///     disposition := "Content-Disposition" ":" disposition-type *(";" disposition-parm)
  ///
  /// - Returns: nil where there is no disposition-type.
  public init?(field: Span<UInt8>) {
    var cursor = ValueCursor(HeaderText.octets(ofField: field))
    cursor.skipWhitespaceAndComments()
    let word = cursor.takeToken()
    guard !word.isEmpty else { return nil }
    disposition = String(decoding: word, as: UTF8.self)
    let limit = ParseLimits.standard.parameters
    parameters = ParameterParser(cursor, limit: limit).parse().parameters
  }

  /// The parameter of that name (in lower case), nil if there is none.
  public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

  /// The file name as the sender gave it, for showing. It may be a path, or name a file that exists: section 2.3 says
  /// what to look out for before it is used.
  ///
  /// QUIRK: encoded words, which RFC 2047 section 5 forbids within quotes, are decoded: many senders write them.
  public var fileName: String? {
    parameter("filename")?.text(BasicCharsets())
  }
}
