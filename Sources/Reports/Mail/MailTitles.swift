// SPDX-License-Identifier: Apache-2.0
package import MIME

extension Convertibility {
  /// What a report says for it.
  package var title: String {
    switch self {
    case .exact: "exactly"
    case .signed: "no: in multipart/signed"
    case .encrypted: "no: in multipart/encrypted"
    case .wholeBody: "no: the whole body of a message"
    case .noMIMEVersion: "no: no MIME-Version"
    case .ambiguous: "no: readers disagree about the header"
    case .quotedPrintable: "quoted-printable: only with a larger recipe"
    case .uuencode: "no: uuencode"
    case .malformed: "no: malformed base64"
    case .irregular: "no: irregular lines"
    case .wideText: "no: UTF-16 or UTF-32 text"
    case .loneLineBreaks: "no: text with lone CR or LF"
    case .empty: "empty"
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
    case .nonASCIIHeader: "non-ASCII header section (SMTPUTF8)"
    case .nonASCIIAddress: "non-ASCII address field"
    case .dkim: "DKIM-Signature"
    case .arc: "ARC"
    case .noMIMEVersion: "no MIME-Version"
    case .base64: "with base64"
    case .quotedPrintable: "with quoted-printable"
    case .ambiguous: "readers disagree"
    case .defective: "with a defect"
    }
  }
}
