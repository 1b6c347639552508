// SPDX-License-Identifier: Apache-2.0

/// One of the many ways to write the same octets in quoted-printable (RFC 2045 section 6.7 leaves much open).
struct QuotedPrintableStyle: Hashable, Sendable {
  /// Whether CRLF in the content is a line end, or two octets like any others.
  var isText = true
  /// Whether `-` at the beginning of a line is encoded, so that no line can be taken for a delimiter.
  var guardsHyphens = false
}
