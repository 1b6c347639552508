// SPDX-License-Identifier: Apache-2.0
package import MIME

extension Convertibility {
  /// What a report says for it.
  package var title: String {
    switch self {
    case .exact: "exactly"
    case .refused(let reason): "no: \(reason.title)"
    }
  }
}

extension ConversionReason {
  /// What a report says for it.
  package var title: String {
    switch self {
    case .alreadyConverted: "the message was converted already"
    case .limitReached: "the message is beyond a limit"
    case .duplicateEncoding: "the encoding is stated twice"
    case .decoratedEncoding: "the encoding is stated with more than its name"
    case .encodedComposite: "a multipart or message is labelled as encoded"
    case .ambiguousHeader: "readers disagree about a header section"
    case .ambiguousStructure: "readers disagree about the parts"
    case .dkimSignature: "DKIM signature"
    case .arcSeal: "ARC seal"
    case .mixedLineEnds: "both CRLF and LF end lines"
    case .binaryInLineStore: "binary with line breaks in a store with LF"
    case .headerBeyondDomain: "a header section is beyond the domain"
    case .structureBeyondDomain: "what stands around the parts is beyond the domain"
    case .headerNotClosed: "a header section has no end"
    case .multipartSigned: "in multipart/signed"
    case .multipartEncrypted: "in multipart/encrypted"
    case .messagePartial: "message/partial"
    case .externalBody: "message/external-body"
    case .statusReport: "status report"
    case .encodedMessage: "an encoded message"
    case .wholeBody: "the whole body of a message"
    case .unclosedMultipart: "the last part of a multipart that is not closed"
    case .noMIMEVersion: "no MIME-Version"
    case .unknownEncoding: "unknown encoding"
    case .uuencode: "uuencode"
    case .quotedPrintable: "quoted-printable, unless asked for"
    case .quotedPrintableStyle: "quoted-printable that no encoder here writes"
    case .malformedQuotedPrintable: "malformed quoted-printable"
    case .malformedBase64: "malformed base64"
    case .irregularBase64: "irregular lines"
    case .wideText: "UTF-16 or UTF-32 text"
    case .loneLineBreaks: "text with lone CR or LF"
    case .boundaryCollision: "the content holds a delimiter"
    case .fromLine: "the content holds a 'From ' line"
    case .notText: "no text"
    case .notEightBitData: "lines too long for 8bit, or NUL"
    case .emptyBody: "empty"
    }
  }
}

extension MessageTrait {
  /// What a report says for it.
  package var title: String {
    switch self {
    case .openPGPEncrypted: "OpenPGP encrypted"
    case .openPGPSigned: "OpenPGP signed"
    case .smimeEncrypted: "S/MIME encrypted"
    case .smimeSigned: "S/MIME signed"
    case .nonASCIIHeader: "UTF-8 header section (SMTPUTF8)"
    case .nonASCIIAddress: "UTF-8 address field"
    case .rawEightBitHeader: "8-bit header section, not UTF-8"
    case .dkim: "DKIM-Signature"
    case .arc: "ARC"
    case .noMIMEVersion: "no MIME-Version"
    case .base64: "with base64"
    case .quotedPrintable: "with quoted-printable"
    case .uuencode: "with uuencode"
    case .ambiguous: "readers disagree"
    case .defective: "with a defect"
    }
  }
}
