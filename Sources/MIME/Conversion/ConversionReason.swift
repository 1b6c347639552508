// SPDX-License-Identifier: Apache-2.0

/// Why a message, or a part of one, is not converted. The raw value is the name in output, which stays the same from
/// version to version.
#if hasAttribute(nonexhaustive)
  @nonexhaustive
#endif
public enum ConversionReason: String, CaseIterable, Comparable, Sendable {
  // The message as a whole.

  /// The message holds a recipe: it was converted before, and is restored before it is converted again.
  case alreadyConverted = "already-converted"
  /// A limit of the parser was reached, so that not all of the message is understood.
  case limitReached = "limit-reached"
  /// A transfer encoding stands twice in one header section; readers differ in which counts.
  case duplicateEncoding = "duplicate-encoding"
  /// A transfer encoding has comments or further words, which some readers do not get past.
  case decoratedEncoding = "decorated-encoding"
  /// A multipart or message claims to be base64 or quoted-printable (RFC 2045 section 6.4 forbids it); some readers decode
  /// it.
  case encodedComposite = "encoded-composite"
  /// Readers find different fields in a header section.
  case ambiguousHeader = "ambiguous-header"
  /// Readers find different parts.
  case ambiguousStructure = "ambiguous-structure"
  /// The message has a DKIM-Signature, which a delivered message would break (RFC 6376 section 5.3).
  case dkimSignature = "dkim-signature"
  /// The message is sealed by ARC, which a delivered message would break (RFC 8617 section 5.1).
  case arcSeal = "arc-seal"
  /// Both CRLF and lone LF end lines, so that wire form cannot be made and undone.
  case mixedLineEnds = "mixed-line-ends"
  /// A binary part in a store with LF holds line breaks: whether they are line ends, nothing says.
  case binaryInLineStore = "binary-in-line-store"
  /// A header section holds octets or lines that the domain does not allow, and header fields cannot be encoded.
  case headerBeyondDomain = "header-beyond-domain"
  /// A preamble, epilogue or delimiter line holds what the domain does not allow.
  case structureBeyondDomain = "structure-beyond-domain"
  /// A header section that would have to be changed ends without its empty line.
  case headerNotClosed = "header-not-closed"

  // A part.

  /// Inside multipart/signed, whose octets nobody may change (RFC 1847 section 2.1).
  case multipartSigned = "multipart-signed"
  /// Inside multipart/encrypted, which is opaque in the same way (RFC 3156 section 3).
  case multipartEncrypted = "multipart-encrypted"
  /// message/partial, which is 7bit with all that it holds (RFC 2046 section 5.2.2).
  case messagePartial = "message-partial"
  /// message/external-body, which is 7bit (RFC 2046 section 5.2.3).
  case externalBody = "external-body"
  /// message/delivery-status, disposition-notification and other message types that are not messages and 7bit only (RFC 3464
  /// section 2.1, RFC 8098 section 3.1).
  case statusReport = "status-report"
  /// An encoded message/global (RFC 6532 section 3.7): decoded, it would be a message whose parts count anew.
  case encodedMessage = "encoded-message"
  /// The body is the whole of a message: nothing marks its end, so a store that adds a line end would change it.
  case wholeBody = "whole-body"
  /// The multipart around it has no close-delimiter, or the message ends within that line, so that readers differ about the last
  /// line end.
  case unclosedMultipart = "unclosed-multipart"
  /// Without MIME-Version a transfer encoding means nothing (RFC 2045 section 4).
  case noMIMEVersion = "no-mime-version"
  /// A transfer encoding that is not known (RFC 2045 section 6.4).
  case unknownEncoding = "unknown-encoding"
  /// uuencode, which MIME never registered.
  case uuencode
  /// Quoted-printable, which is left alone unless asked for.
  case quotedPrintable = "quoted-printable"
  /// Quoted-printable that none of this library's encoders writes exactly so, or a long body whose first MiB does not show
  /// which of them does.
  case quotedPrintableStyle = "quoted-printable-style"
  /// Quoted-printable with escapes, line lengths or white space against RFC 2045 section 6.7.
  case malformedQuotedPrintable = "malformed-quoted-printable"
  /// Base64 with foreign octets, wrong padding or text behind it.
  case malformedBase64 = "malformed-base64"
  /// Base64 whose lines no layout describes.
  case irregularBase64 = "irregular-base64"
  /// Text in UTF-16 or UTF-32, which must not be sent unencoded (RFC 3030 section 3).
  case wideText = "wide-text"
  /// Text that decodes to lone CR or LF; unencoded text needs CRLF (RFC 3030 section 3).
  case loneLineBreaks = "lone-line-breaks"
  /// The decoded octets hold a line that begins like a delimiter of an enclosing multipart (RFC 2046 section 5.1.1).
  case boundaryCollision = "boundary-collision"
  /// The decoded text holds a line that begins with `From `, which an mbox would change.
  case fromLine = "from-line"
  /// Not text, so that it stays encoded in the domain 8bit.
  case notText = "not-text"
  /// The decoded text has lines over 998 octets or NUL, so that it stays encoded in the domain 8bit.
  case notEightBitData = "not-8bit-data"
  /// The body is empty: nothing to gain.
  case emptyBody = "empty-body"
  /// The recipes and labels that the conversion needs take as many octets as it saves, or more.
  case noGain = "no-gain"

  /// In the order of their definition.
  public static func < (left: ConversionReason, right: ConversionReason) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int { ConversionReason.allCases.firstIndex(of: self) ?? 0 }
}
