// SPDX-License-Identifier: Apache-2.0

/// Why a certificate chain did not verify: OpenSSL's number (X509_V_ERR_…).
package struct VerifyError: Hashable, Comparable, Sendable {
  package var number: UInt16

  package init(number: UInt16) { self.number = number }

  package static func < (a: VerifyError, b: VerifyError) -> Bool { a.number < b.number }
}
