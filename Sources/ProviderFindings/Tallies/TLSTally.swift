// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// The version that a cipher suite's name belongs to, as OpenSSL's `SSL_CIPHER_get_version` gives
/// it. It is the version in which the *suite* appeared, not the negotiated protocol: `TLSv1.0`
/// and `SSLv3` are printed for connections of TLS 1.2 with an old suite too. Only `TLSv1.3` and
/// `TLSv1.2` say what was negotiated.
package enum SuiteVersion: UInt8, CaseIterable, Sendable {
  case sslv3, tls10, tls11, tls12, tls13, other

  package var name: String {
    switch self {
    case .sslv3: "SSLv3"
    case .tls10: "TLSv1.0"
    case .tls11: "TLSv1.1"
    case .tls12: "TLSv1.2"
    case .tls13: "TLSv1.3"
    case .other: "other"
    }
  }
}

extension SuiteVersion {
  /// Reads `TLSv1.2` and its like; `TLSv1` is OpenSSL's name of 1.0.
  package init(_ text: Span<UInt8>) {
    self =
      switch text.upperCaseWord {
      case Self.words[0] where text.count == 5: .sslv3
      case Self.words[1] where text.count == 7, Self.words[5] where text.count == 5: .tls10
      case Self.words[2] where text.count == 7: .tls11
      case Self.words[3] where text.count == 7: .tls12
      case Self.words[4] where text.count == 7: .tls13
      default: .other
      }
  }

  private static let words = ["SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2", "TLSv1.3", "TLSv1"].map {
    Array($0.utf8).span.upperCaseWord
  }
}

/// Whether recorded traffic stays secret when the server's key leaks later.
package enum ForwardSecrecy: UInt8, CaseIterable, Sendable { case yes, no, unknown }

/// Secret bits of the cipher.
package enum KeyStrength: UInt8, CaseIterable, Sendable {
  case below112, below128, below256, from256

  package init(bits: UInt16) {
    self =
      switch bits {
      case ..<112: .below112
      case ..<128: .below128
      case ..<256: .below256
      default: .from256
      }
  }
}

/// Name of a cipher suite, error or reply: text as logged, invalid UTF-8 replaced.
package typealias LoggedName = String

/// Transport security in the sessions with one provider. Counts are sessions unless they say
/// otherwise.
package struct TLSTally: Equatable, Sendable {
  package var states = Counts<TLSFacts.State, 5>()
  /// Messages delivered in sessions of each state. A failed handshake's are in the clear.
  package var messages = Counts<TLSFacts.State, 5>()
  /// How the verified peers were verified.
  package var methods = Counts<TLSFacts.Method, 4>()
  /// The peer's certificate, where the log states.
  package var certificates = Counts<TLSFacts.Certificate, 3>()
  /// Encrypted sessions of which the log does not state whether the peer was verified.
  package var verificationUntold = 0
  package var versions = Counts<SuiteVersion, 6>()
  package var forwardSecrecy = Counts<ForwardSecrecy, 3>()
  package var strengths = Counts<KeyStrength, 4>()
  /// Sessions with a cipher that is broken or forbidden, whatever its key length.
  package var weak = 0
  /// Sessions in which STARTTLS was asked for.
  package var attempted = 0
  /// Sessions in which mail went on in the clear after the handshake had failed.
  package var continuedInPlaintext = 0
  /// Of those the sessions in which a message was delivered.
  package var deliveredAfterFailure = 0
  package var ciphers = BoundedCounts<LoggedName, 24>()
  /// Certificates that did not verify, by OpenSSL's error number (X509_V_ERR) and its text.
  package var verifyErrors = BoundedCounts<VerifyError, 24>()
  /// Failed handshakes by the reason in OpenSSL's error text.
  package var handshakeErrors = BoundedCounts<LoggedName, 16>()
  /// Start of the latest session of its kind.
  package var lastEncrypted: LogTimestamp?
  package var firstPlaintext: LogTimestamp?
  package var lastNotLogged: LogTimestamp?
  package var lastPlaintext: LogTimestamp?

  package init() {}

  /// Sessions that were encrypted, verified or not.
  package var encrypted: Int { states[.encrypted] + states[.verified] }

  /// Encrypted sessions of which the log states whether the peer was verified.
  package var verificationTold: Int { encrypted - verificationUntold }

  package mutating func merge(_ other: TLSTally) {
    states.merge(other.states)
    messages.merge(other.messages)
    methods.merge(other.methods)
    certificates.merge(other.certificates)
    verificationUntold += other.verificationUntold
    versions.merge(other.versions)
    forwardSecrecy.merge(other.forwardSecrecy)
    strengths.merge(other.strengths)
    weak += other.weak
    attempted += other.attempted
    continuedInPlaintext += other.continuedInPlaintext
    deliveredAfterFailure += other.deliveredAfterFailure
    ciphers.merge(other.ciphers)
    verifyErrors.merge(other.verifyErrors)
    handshakeErrors.merge(other.handshakeErrors)
    lastEncrypted = latest(lastEncrypted, other.lastEncrypted)
    lastNotLogged = latest(lastNotLogged, other.lastNotLogged)
    firstPlaintext = earliest(firstPlaintext, other.firstPlaintext)
    lastPlaintext = latest(lastPlaintext, other.lastPlaintext)
  }
}

/// The later of two times, where there is one.
func latest(_ a: LogTimestamp?, _ b: LogTimestamp?) -> LogTimestamp? {
  guard let a, let b else { return a ?? b }
  return a.microseconds < b.microseconds ? b : a
}

/// The earlier of two times, where there is one.
func earliest(_ a: LogTimestamp?, _ b: LogTimestamp?) -> LogTimestamp? {
  guard let a, let b else { return a ?? b }
  return b.microseconds < a.microseconds ? b : a
}

extension TLSTally: FieldCoded {
  package static var blank: Self { Self() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&states)
    try archive.value(&messages)
    try archive.value(&methods)
    try archive.value(&certificates)
    try archive.count(&verificationUntold)
    try archive.value(&versions)
    try archive.value(&forwardSecrecy)
    try archive.value(&strengths)
    try archive.count(&weak)
    try archive.count(&attempted)
    try archive.count(&continuedInPlaintext)
    try archive.count(&deliveredAfterFailure)
    try archive.value(&ciphers)
    try archive.value(&verifyErrors)
    try archive.value(&handshakeErrors)
    try archive.value(&lastEncrypted)
    try archive.value(&firstPlaintext)
    try archive.value(&lastPlaintext)
    try archive.value(&lastNotLogged)
  }
}
