// SPDX-License-Identifier: Apache-2.0

/// One parameter of a structured field, put together from its RFC 2231 pieces.
public struct Parameter: Hashable, Sendable {
  /// Name in lower case, without `*` and piece number.
  public let name: String
  /// Value: quotes, escapes and percent encoding removed.
  public let value: [UInt8]
  /// Character set of an RFC 2231 value; nil where none was given.
  public let charset: String?
  /// Whether a line break stands within the quotes of the value; it is not a part of it.
  public let isFolded: Bool
  /// Whether the value is not a plain token or quoted string: it has quoted pairs, comments or other text beside it, which
  /// some readers take for a part of it.
  public let isDecorated: Bool
  /// Whether the value is written in the extended form of RFC 2231 sections 3 and 4: in pieces, or percent-encoded.
  public let isExtended: Bool

  /// The value for showing, in the character set that it states. Encoded words, which RFC 2047 section 5 forbids within quotes, are
  /// decoded: many senders write them.
  public func text(_ charsets: any CharsetConverter) -> String {
    guard isExtended else { return HeaderText.decode(value.span, charsets) }
    return charsets.text(value.span, in: charset ?? "utf-8") ?? text
  }

  /// The value for showing: UTF-8, with replacement characters for what is not.
  public var text: String { String(decoding: value, as: UTF8.self) }
}

/// A structured field's parameters, and what was wrong with them.
struct ParameterList {
  var parameters: [Parameter] = []
  var defects: [Defect.Kind] = []
}
