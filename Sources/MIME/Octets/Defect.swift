// SPDX-License-Identifier: Apache-2.0

/// Something in a message that breaks a rule, or that readers are known to understand differently. A defect never
/// stops the scanner.
public struct Defect: Hashable, Sendable {
  /// Which rule.
  #if hasAttribute(nonexhaustive)
    @nonexhaustive
  #endif
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// A line of a header section that is neither a field nor a continuation (RFC 5322 section 2.2). It is skipped;
    /// some readers begin the body here.
    case strayHeaderLine
    /// White space between a field's name and its colon (RFC 5322 section 4.5.8, obsolete); some readers drop the field.
    case spaceBeforeColon
    /// The header section ends at a delimiter or at the end of the message, without an empty line.
    case headerSectionNotClosed
    /// A field that may occur once occurs again; readers differ in which one counts. The first counts here.
    case duplicateContentType
    /// See `duplicateContentType`.
    case duplicateTransferEncoding
    /// See `duplicateContentType`.
    case duplicateMIMEVersion
    /// Content fields without a MIME-Version field (RFC 2045 section 4).
    case missingMIMEVersion
    /// A Content-Type value that RFC 2045 section 5.1 has no reading for; taken as text/plain (section 5.2).
    case malformedContentType
    /// Text after a parameter or between parameters that fits no rule of RFC 2045 section 5.1.
    case malformedParameter
    /// A parameter given twice; the first counts.
    case duplicateParameter
    /// A transfer encoding outside RFC 2045 section 6.1; the body is taken as it stands.
    case unknownTransferEncoding
    /// uuencode as a transfer encoding, which was never registered; some readers decode it, others show it as it stands.
    case unregisteredTransferEncoding
    /// A transfer encoding with comments, semicolons or more words, or with white space behind it where the body must be
    /// decoded, or an empty one; some readers do not recognise it.
    case decoratedTransferEncoding
    /// A multipart or message that claims to be encoded (RFC 2045 section 6.4 forbids it). It is read as it stands.
    case encodedComposite
    /// A multipart without boundary parameter; taken as one opaque leaf.
    case missingBoundary
    /// A boundary that is too long, ends in a blank, or is outside the characters of RFC 2046 section 5.1.1.
    case irregularBoundary
    /// A boundary without characters; some readers find no parts then.
    case emptyBoundary
    /// A boundary that is folded within its quotes; some readers keep the line break, and find no parts then.
    case foldedBoundary
    /// A boundary with quoted pairs, with comments or other text beside it, with control or non-ASCII characters, with a blank
    /// at its end, in angle brackets, or with an encoded word in it (RFC 2047): readers make different ones out of it.
    case decoratedBoundary
    /// A boundary in the extended form of RFC 2231 (in pieces, or with a character set); some readers do not know it.
    case extendedBoundary
    /// A multipart in which no delimiter was found.
    case noDelimiter
    /// A multipart that ends without its close-delimiter.
    case unclosedMultipart
    /// A multipart that closes before any body part has begun (RFC 2046 section 5.1.1 wants one at least).
    case noBodyPart
    /// A delimiter of the multipart that stands behind its close-delimiter; some readers find parts there.
    case delimiterAfterClose
    /// A line that begins with a boundary but goes on (RFC 2046 section 5.1.1 lets a reader end the part there; nearly
    /// none does, and neither does this scanner).
    case delimiterPrefix
    /// A delimiter line behind which no body part begins: the next line is a delimiter line, too, or the end of the message.
    case emptyBodyPart
    /// The boundary of an enclosing multipart is used again inside it.
    case repeatedBoundary
    /// The delimiter of a multipart is the close-delimiter of one around it, or the other way round.
    case closingBoundary
    /// A byte order mark before a header section. It is passed over here; some readers find no field in its line, and others no
    /// header section.
    case byteOrderMark
    /// More entities in one another than `ParseLimits.depth`.
    case depthLimit
    /// More entities than `ParseLimits.parts`.
    case partLimit
    /// A header section longer than `ParseLimits.headerOctets`.
    case headerLimit
    /// A Content-Type or Content-Transfer-Encoding field longer than `ParseLimits.fieldOctets`.
    case fieldLimit
    /// More parameters than `ParseLimits.parameters`.
    case parameterLimit
    /// NUL in a Content-Type or Content-Transfer-Encoding field, where some readers end the value.
    case nulInHeader
    /// CR without LF in a header section (RFC 5322 section 2.2 forbids it) or behind a boundary. In a header section it is an
    /// ordinary octet here; some readers end the line there, and find other fields.
    case loneCarriageReturn
    /// Base64 with octets outside its alphabet (RFC 2045 section 6.8: ignored, "probably an error").
    case base64ForeignOctets
    /// Base64 that ends within a group of four.
    case base64Truncated
    /// Base64 that goes on after its padding; what follows is not decoded.
    case base64AfterPadding
    /// Base64 with `=` where no padding belongs: more than the last group of four lacks.
    case base64SurplusPadding
    /// Base64 whose unused last bits are not zero.
    case base64TrailingBits
    /// Quoted-printable with `=` before neither two hexadecimal digits nor a line end.
    case quotedPrintableEscape
    /// Quoted-printable with a line of more than 76 octets (RFC 2045 section 6.7 rule 5).
    case quotedPrintableLongLine
    /// Quoted-printable with white space at the end of a line, deleted by RFC 2045 section 6.7 rule 3; some readers
    /// keep it.
    case quotedPrintableTrailingBlank
    /// A uuencoded body without `begin`, or with a line that is not what its length says.
    case uuencodeMalformed
  }

  /// Which rule.
  public let kind: Kind
  /// Offset of the place in the message, in octets.
  public let place: Int

  /// A defect of one kind at a place.
  public init(_ kind: Kind, at place: Int) {
    self.kind = kind
    self.place = place
  }
}
