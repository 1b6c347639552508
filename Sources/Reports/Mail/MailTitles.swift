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
