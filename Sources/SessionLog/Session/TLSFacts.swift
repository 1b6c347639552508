// SPDX-License-Identifier: Apache-2.0

/// What is known of a session's transport security.
package struct TLSFacts: Equatable, Sendable {
  package enum State: UInt8, CaseIterable, Sendable {
    case plaintext, encrypted, verified, failed
    /// The records do not say: they begin behind the place where TLS would have begun, or end in a
    /// handshake.
    case notLogged
  }
  package enum Method: UInt8, CaseIterable, Sendable {
    case pkix, daneTA, daneEE
    /// By a TLSA record whose usage the log does not state.
    case dane
  }
  package enum Certificate: UInt8, CaseIterable, Sendable { case none, offeredBad, good }

  package var state = State.plaintext
  package var method: Method?
  package var certificate: Certificate?
  /// Suite version as logged (`SSL_CIPHER_get_version`), cipher suite name.
  package var version = TextRange.empty
  package var cipher = TextRange.empty
  package var bits: UInt16 = 0
  /// OpenSSL's text of a failed handshake.
  package var error = TextRange.empty
  /// OpenSSL's verify error (X509_V_ERR number) of the chain, 0 if none; and its text.
  package var verifyError: UInt16 = 0
  package var verifyErrorText = TextRange.empty
  /// The log says that the peer was not verified, and not whether it offered a certificate.
  package var saysUnverified = false
  /// STARTTLS was asked for.
  package var attempted = false
  /// After a failed handshake, mail went on in the clear in this very session.
  package var continuedInPlaintext = false

  package init() {}

  /// Whether the peer was verified. Not logged where no record says so, nor what kept it from being
  /// verified.
  package var isVerified: Stated {
    switch state {
    case .verified: .yes
    case .plaintext, .failed: .no
    case .notLogged: .notLogged
    case .encrypted:
      certificate == nil && verifyError == 0 && !saysUnverified ? .notLogged : .no
    }
  }
}
