// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// Why a certificate chain did not verify: OpenSSL's number (X509_V_ERR_…). 0 stands for a
/// certificate that was rejected although no element of its chain was: its names do not fit, or the
/// log does not say why.
package struct VerifyError: Hashable, Comparable, Sendable {
  package var number: UInt16

  package init(number: UInt16) { self.number = number }

  package static func < (a: VerifyError, b: VerifyError) -> Bool { a.number < b.number }

  /// The reason in a few words.
  package var reason: String {
    switch number {
    case 0: "no reason logged, or no name matched"
    case 1: "reason not logged"
    case 2, 20: "issuer unknown"
    case 3: "revocation list missing"
    case 7: "signature wrong"
    case 9: "not yet valid"
    case 10: "expired"
    case 13, 14: "validity dates malformed"
    case 18: "self-signed"
    case 19: "self-signed certificate in chain"
    case 21: "chain incomplete"
    case 22, 25: "chain too long"
    case 23: "revoked"
    case 24, 79: "issuer is not a certification authority"
    case 26: "wrong purpose"
    case 27: "not trusted by policy"
    case 28: "rejected by policy"
    case 62: "name mismatch"
    case 63: "address of mail mismatch"
    case 64: "IP address mismatch"
    case 65: "no TLSA record matched"
    case 66, 67: "key too small"
    case 68: "digest too weak"
    default: "OpenSSL verify error \(number)"
    }
  }

  /// The result type of RFC 8460 section 4.3.1, as Postfix 3.10 assigns it.
  ///
  /// The RFC's prose would put an unknown issuer under `certificate-not-trusted`; Postfix, which most
  /// reports come from, says `validation-failure`.
  package var resultType: String {
    switch number {
    case 10, 14: "certificate-expired"
    case 27, 28, 65: "certificate-not-trusted"
    case 0, 62, 63, 64: "certificate-host-mismatch"
    default: "validation-failure"
    }
  }
}

extension VerifyError: FieldCoded {
  package static var blank: Self { VerifyError(number: 0) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.number(&number)
  }
}
