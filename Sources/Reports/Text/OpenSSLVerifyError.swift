// SPDX-License-Identifier: Apache-2.0

/// OpenSSL's verify errors by number, in the words of `X509_verify_cert_error_string`.
package enum OpenSSLVerifyError {
  package static func text(_ number: UInt16) -> String {
    switch number {
    // X509_V_OK: the chain is in order, and the log does not say what is not.
    case 0: "not verified, no reason logged"
    case 2: "unable to get issuer certificate"
    case 7: "certificate signature failure"
    case 9: "certificate is not yet valid"
    case 10: "certificate has expired"
    case 18: "self-signed certificate"
    case 19: "self-signed certificate in chain"
    case 20: "unable to get local issuer certificate"
    case 21: "unable to verify the first certificate"
    case 22: "certificate chain too long"
    case 23: "certificate revoked"
    case 24: "invalid CA certificate"
    case 26: "unsuitable certificate purpose"
    case 27: "certificate not trusted"
    case 28: "certificate rejected"
    case 62: "host name mismatch"
    case 65: "no matching DANE TLSA records"
    case 66: "certificate key too weak"
    case 67: "CA key too weak"
    case 68: "CA signature digest algorithm too weak"
    default: "verify error \(number)"
    }
  }
}
