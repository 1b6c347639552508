// SPDX-License-Identifier: Apache-2.0

extension ConversionReason {
  /// One sentence for people: what stands in the way.
  public var explanation: String {
    switch self {
    case .alreadyConverted: "it holds a recipe: it was converted before, and must be restored first"
    case .limitReached: "a limit of the parser was reached, so not all of it is understood"
    case .duplicateEncoding:
      "a header section has two transfer encodings; readers differ in which counts"
    case .decoratedEncoding:
      "a transfer encoding has comments, blanks or words that some readers stumble over"
    case .encodedComposite:
      "a multipart or message claims to be encoded; some readers decode it, others do not"
    case .ambiguousHeader: "readers find different fields in a header section"
    case .ambiguousStructure: "readers find different parts"
    case .dkimSignature:
      "it has a DKIM signature over its encoded form, which delivery in another form breaks"
    case .arcSeal:
      "it is sealed by ARC over its encoded form, which delivery in another form breaks"
    case .mixedLineEnds:
      "both CRLF and lone LF end its lines, so that wire form cannot be made and undone"
    case .binaryInLineStore:
      "a binary part with line breaks in a store with LF: nothing tells if they are line ends"
    case .headerBeyondDomain:
      "a header section holds what the domain does not allow, and cannot be encoded"
    case .structureBeyondDomain:
      "a preamble, epilogue or delimiter holds what the domain does not allow, and cannot be encoded"
    case .headerNotClosed:
      "a header section that would have to be changed ends without its empty line"
    case .multipartSigned: "inside multipart/signed, whose octets nobody may change"
    case .multipartEncrypted: "inside multipart/encrypted, whose octets nobody may change"
    case .messagePartial: "message/partial is 7bit with all that it holds"
    case .externalBody: "message/external-body is 7bit"
    case .statusReport: "a message type that is no message and 7bit only, as a delivery status"
    case .encodedMessage: "an encoded message/global: decoded, its parts would count anew"
    case .wholeBody:
      "the whole body of a message: nothing marks its end, so a store may change it unseen"
    case .unclosedMultipart:
      "its multipart has no close-delimiter, so readers differ about its last line end"
    case .noMIMEVersion: "without MIME-Version its fields mean nothing"
    case .unknownEncoding: "its transfer encoding is not known"
    case .uuencode: "uuencode is no transfer encoding of MIME"
    case .quotedPrintable: "quoted-printable is left alone unless asked for"
    case .quotedPrintableStyle:
      "no known way to write quoted-printable gives exactly these octets back"
    case .malformedQuotedPrintable: "quoted-printable against its rules"
    case .malformedBase64: "base64 with foreign octets, wrong padding or text behind it"
    case .irregularBase64: "base64 whose lines follow no layout, so that it could not be restored"
    case .wideText: "text in UTF-16 or UTF-32 must not be sent unencoded"
    case .loneLineBreaks: "text that decodes to lone CR or LF; unencoded text needs CRLF"
    case .boundaryCollision: "decoded, a line of it would be taken for a delimiter"
    case .fromLine: "decoded, a line of it begins with `From `, which an mbox changes"
    case .notText: "not text, so that it stays encoded in 8bit"
    case .notEightBitData: "lines over 998 octets or NUL, so that it stays encoded in 8bit"
    case .emptyBody: "an empty body: nothing to gain"
    }
  }

  /// Where the rule stands, or what it rests on.
  public var source: String {
    switch self {
    case .alreadyConverted: "`TransferRecipe.md`"
    case .limitReached: "`ParseLimits`"
    case .duplicateEncoding, .decoratedEncoding, .ambiguousHeader, .ambiguousStructure:
      "known readers differ, measured"
    case .encodedComposite: "RFC 2045 section 6.4"
    case .dkimSignature: "RFC 6376 section 5.3"
    case .arcSeal: "RFC 8617 section 5.1"
    case .mixedLineEnds, .binaryInLineStore, .loneLineBreaks, .wideText: "RFC 3030 section 3"
    case .headerBeyondDomain: "RFC 6532 section 3.5"
    case .structureBeyondDomain: "RFC 2046 section 5.1.1"
    case .headerNotClosed: "RFC 5322 section 2.1"
    case .multipartSigned: "RFC 1847 section 2.1"
    case .multipartEncrypted: "RFC 3156 section 3"
    case .messagePartial: "RFC 2046 section 5.2.2"
    case .externalBody: "RFC 2046 section 5.2.3"
    case .statusReport: "RFC 3464 section 2.1, RFC 8098 section 3.1"
    case .encodedMessage: "RFC 6532 section 3.7"
    case .wholeBody: "stores that end a last line, observed"
    case .unclosedMultipart: "known readers differ, measured"
    case .noMIMEVersion: "RFC 2045 section 4"
    case .unknownEncoding: "RFC 2045 section 6.4"
    case .uuencode: "RFC 2045 section 6.3"
    case .quotedPrintable, .quotedPrintableStyle: "one third of real parts come back, measured"
    case .malformedQuotedPrintable: "RFC 2045 section 6.7"
    case .malformedBase64, .irregularBase64: "RFC 2045 section 6.8"
    case .boundaryCollision: "RFC 2046 section 5.1.1"
    case .fromLine: "RFC 4155 appendix A"
    case .notText, .notEightBitData: "RFC 2045 section 2.8"
    case .emptyBody: "–"
    }
  }

  /// Whether the reason stands against the whole message, in contrast to one part.
  public var concernsMessage: Bool { self < .multipartSigned }

  /// The table of all reasons, as `Documentation/ConversionReasons.md` holds it.
  package static var document: String {
    var text = """
      # Why a message or a part is not converted

      Generated from `ConversionReason`; `Scripts/record-goldens` writes it anew. The names are those in the output of
      `logscan mime convert` and stay the same from version to version.

      A reason of the first table leaves the whole message as it is; one of the second leaves one part, and the others are
      converted. When the part holds what the target domain does not allow at all, its reason counts for the message, for half
      a conversion would be none.


      """
    for (title, isMessage) in [("The whole message", true), ("One part", false)] {
      text += "## \(title)\n\n| reason | what stands in the way | rule |\n|---|---|---|\n"
      for reason in allCases where reason.concernsMessage == isMessage {
        text += "| `\(reason.rawValue)` | \(reason.explanation) | \(reason.source) |\n"
      }
      text += isMessage ? "\n" : ""
    }
    return text
  }
}
