// SPDX-License-Identifier: Apache-2.0

/// The form in which the body of a leaf stands in a message. Between two forms stand the *content octets*: what the
/// sender meant, text with CRLF.
enum BodyForm: Hashable, Sendable {
  /// The content octets.
  case octets
  /// Text: the content octets with this line end in place of CRLF.
  case text(LineEnd)
  /// Base64 in a layout.
  case base64(Base64Layout)
  /// Quoted-printable, its lines ended so.
  case quotedPrintable(QuotedPrintableStyle, LineEnd)

  typealias LineEnd = Base64Layout.LineEnd
}
