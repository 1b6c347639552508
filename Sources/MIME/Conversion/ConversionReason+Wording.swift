// SPDX-License-Identifier: Apache-2.0

extension ConversionReason {
  /// A few words for people, as a report's tables have room for.
  public var title: String { wording.title }

  /// One sentence for people: what stands in the way.
  public var explanation: String { wording.explanation }

  /// Where the rule stands, or what it rests on.
  package var source: String { wording.source }

  /// The words for each reason, side by side so that they cannot part ways.
  private var wording: (title: String, explanation: String, source: String) {
    switch self {
    case .alreadyConverted:
      (
        "the message was converted already",
        "it holds a recipe: it was converted before, and must be restored first",
        "`TransferRecipe.md`"
      )
    case .limitReached:
      (
        "the message is beyond a limit",
        "a limit of the parser was reached, so not all of it is understood", "`ParseLimits`"
      )
    case .duplicateEncoding:
      (
        "the encoding is stated twice",
        "a header section has two transfer encodings; readers differ in which counts",
        "known readers differ, measured"
      )
    case .decoratedEncoding:
      (
        "the encoding is stated with more than its name",
        "a transfer encoding is empty, or has comments, blanks or words that some readers stumble over",
        "known readers differ, measured"
      )
    case .encodedComposite:
      (
        "a multipart or message is labelled as encoded",
        "a multipart or message claims to be encoded; some readers decode it, others do not",
        "RFC 2045 section 6.4"
      )
    case .ambiguousHeader:
      (
        "readers disagree about a header section",
        "readers find different fields in a header section", "known readers differ, measured"
      )
    case .ambiguousStructure:
      (
        "readers disagree about the parts", "readers find different parts",
        "known readers differ, measured"
      )
    case .dkimSignature:
      (
        "a DKIM signature",
        "it has a DKIM signature over its encoded form, which delivery in another form breaks",
        "RFC 6376 section 5.3"
      )
    case .arcSeal:
      (
        "an ARC seal",
        "it is sealed by ARC over its encoded form, which delivery in another form breaks",
        "RFC 8617 section 5.1"
      )
    case .mixedLineEnds:
      (
        "both CRLF and LF end lines",
        "both CRLF and lone LF end its lines, so that wire form cannot be made and undone",
        "RFC 3030 section 3"
      )
    case .binaryInLineStore:
      (
        "binary with line breaks in a store with LF",
        "a binary part with line breaks in a store with LF: nothing says whether they are line ends",
        "RFC 3030 section 3"
      )
    case .headerBeyondDomain:
      (
        "a header section is beyond the domain",
        "a header section holds what the domain does not allow, and cannot be encoded",
        "RFC 6532 section 3.5"
      )
    case .structureBeyondDomain:
      (
        "what stands around the parts is beyond the domain",
        "a preamble, epilogue or delimiter holds what the domain does not allow, and cannot be encoded",
        "RFC 2046 section 5.1.1"
      )
    case .headerNotClosed:
      (
        "a header section has no end",
        "a header section that would have to be changed ends without its empty line",
        "RFC 5322 section 2.1"
      )
    case .multipartSigned:
      (
        "in multipart/signed", "inside multipart/signed, whose octets nobody may change",
        "RFC 1847 section 2.1"
      )
    case .multipartEncrypted:
      (
        "in multipart/encrypted", "inside multipart/encrypted, whose octets nobody may change",
        "RFC 3156 section 3"
      )
    case .messagePartial:
      (
        "message/partial", "message/partial is 7bit with all that it holds",
        "RFC 2046 section 5.2.2"
      )
    case .externalBody:
      ("message/external-body", "message/external-body is 7bit", "RFC 2046 section 5.2.3")
    case .statusReport:
      (
        "a status report",
        "a message type that is not a message and 7bit only, as a delivery status",
        "RFC 3464 section 2.1, RFC 8098 section 3.1"
      )
    case .encodedMessage:
      (
        "an encoded message/global",
        "an encoded message/global: decoded, its parts would count anew", "RFC 6532 section 3.7"
      )
    case .wholeBody:
      (
        "the whole body of the message",
        "the whole body of a message: nothing marks its end, so a store may change it unseen",
        "stores that end a last line, observed"
      )
    case .unclosedMultipart:
      (
        "the last part of a multipart that is not closed",
        "its multipart has no close-delimiter, or the message ends in that line; readers differ about its last line end",
        "known readers differ, measured"
      )
    case .noMIMEVersion:
      ("no MIME-Version", "without MIME-Version its fields mean nothing", "RFC 2045 section 4")
    case .unknownEncoding:
      ("unknown encoding", "its transfer encoding is not known", "RFC 2045 section 6.4")
    case .uuencode:
      ("uuencode", "uuencode is not a transfer encoding of MIME", "RFC 2045 section 6.3")
    case .quotedPrintable:
      (
        "quoted-printable, unless asked for", "quoted-printable is left alone unless asked for",
        "one third of real parts come back, measured"
      )
    case .quotedPrintableStyle:
      (
        "quoted-printable that no encoder here writes",
        "no known way to write quoted-printable gives exactly these octets back",
        "one third of real parts come back, measured"
      )
    case .malformedQuotedPrintable:
      ("malformed quoted-printable", "quoted-printable against its rules", "RFC 2045 section 6.7")
    case .malformedBase64:
      (
        "malformed base64", "base64 with foreign octets, wrong padding or text behind it",
        "RFC 2045 section 6.8"
      )
    case .irregularBase64:
      (
        "base64 of irregular lines",
        "base64 whose lines follow no layout, so that it could not be restored",
        "RFC 2045 section 6.8"
      )
    case .wideText:
      (
        "UTF-16 or UTF-32 text", "text in UTF-16 or UTF-32 must not be sent unencoded",
        "RFC 3030 section 3"
      )
    case .loneLineBreaks:
      (
        "text with lone CR or LF", "text that decodes to lone CR or LF; unencoded text needs CRLF",
        "RFC 3030 section 3"
      )
    case .boundaryCollision:
      (
        "the content holds a delimiter", "decoded, a line of it would be taken for a delimiter",
        "RFC 2046 section 5.1.1"
      )
    case .fromLine:
      (
        "the content holds a 'From ' line",
        "decoded, a line of it begins with `From ` or `>From `, where an mbox is cut or changed",
        "RFC 4155 appendix A"
      )
    case .notText:
      ("not text", "not text, so that it stays encoded in 8bit", "RFC 2045 section 2.8")
    case .notEightBitData:
      (
        "lines too long for 8bit, or NUL",
        "lines over 998 octets or NUL, so that it stays encoded in 8bit", "RFC 2045 section 2.8"
      )
    case .emptyBody:
      ("an empty body", "an empty body: nothing to gain", "–")
    case .noGain:
      (
        "nothing to gain", "its recipe and the labels around it would take what it saves, or more",
        "octets counted, see below"
      )
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
      text +=
        "## \(title)\n\n| reason | in reports | what stands in the way | rule |\n|---|---|---|---|\n"
      for reason in allCases where reason.concernsMessage == isMessage {
        text +=
          "| `\(reason.rawValue)` | \(reason.title) | \(reason.explanation) | \(reason.source) |\n"
      }
      text += isMessage ? "\n" : ""
    }
    return text + gainText
  }

  private static let gainText = """

    ## When a conversion gains

    `no-gain` is decided from the inside outwards, in octets as stored. A part gains what its body gets shorter by, less what
    its header section gets longer by: the recipe, and the new Content-Transfer-Encoding field in place of the old one. A
    multipart or message gains what the parts in it gain together, less its own recipe and label, if it must get one; parts
    that gain nothing do not count. At the root of a message stored with LF, the CR that each line gets in wire form is taken
    off too. An entity that gains nothing stays as it is, with all that is in it. So a message never gets longer by a
    conversion that could have been left alone.

    What the target domain does not allow is converted whatever it costs, and a label that is changed for it costs the parts
    beside it nothing.

    """
}
