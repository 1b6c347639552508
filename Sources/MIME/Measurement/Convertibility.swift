// SPDX-License-Identifier: Apache-2.0

/// Whether an encoded leaf can become binary and come back exactly, and if not, the first reason why. Measured without
/// decoding what need not be decoded: a boundary that occurs in the decoded octets is found at conversion only.
public enum Convertibility: String, Hashable, Sendable, CaseIterable {
  /// Regular base64 that nothing forbids to decode.
  case exact
  /// Inside multipart/signed, whose octets nobody may change (RFC 1847 section 2.1).
  case signed
  /// Inside multipart/encrypted (RFC 1847 section 2.2).
  case encrypted
  /// The whole body of a message: nothing marks its end, so stores that add a line end would change it.
  case wholeBody
  /// Without MIME-Version the transfer encoding means nothing (RFC 2045 section 4).
  case noMIMEVersion
  /// Readers disagree about the header section: fields twice, comments in the encoding, stray lines.
  case ambiguous
  /// Quoted-printable: many ways to write the same text, so it comes back only with a larger recipe.
  case quotedPrintable
  /// uuencode.
  case uuencode
  /// Base64 with foreign octets, wrong padding or text behind it.
  case malformed
  /// Base64 whose lines no layout describes.
  case irregular
  /// UTF-16 or UTF-32 text, which must not be binary text (RFC 3030 section 3).
  case wideText
  /// Text that decodes to lone CR or LF; binary text needs CRLF (RFC 3030 section 3).
  case loneLineBreaks
  /// An empty body: nothing to gain.
  case empty
}
