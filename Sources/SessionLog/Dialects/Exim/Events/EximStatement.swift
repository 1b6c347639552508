// SPDX-License-Identifier: Apache-2.0

/// What one line of Exim's log says. Ranges are relative to the first octet of the line's text,
/// behind the message id; a range that is empty was not in the line, unless a mark says otherwise.
struct EximStatement: Equatable, Sendable {
  var kind = Kind.unknown
  /// The line has a message id.
  var hasID = false
  var host = EximHost()
  var tls = EximTLS()
  /// `P=` of an arrival.
  var protocolName = TextRange.empty
  /// The reverse-path: behind `<=`, in `F=<…>`, or behind `from`. Empty may be the null path.
  var sender = TextRange.empty
  /// The forward-path that a line is about, or the address of a delivery as Exim logs it.
  var recipient = TextRange.empty
  /// What follows `for`: forward-paths with blanks between them.
  var recipients = TextRange.empty
  /// The text, reason, reply or function that the line ends with.
  var detail = TextRange.empty
  /// SMTP commands with commas between them (`C=` of a session without MAIL).
  var commands = TextRange.empty
  /// What a refusal, or the reply of a remote server, is about.
  var verb = SessionEvent.Verb.other
  /// `S=`
  var octets: UInt64?
  /// `M8S=`: 0, 7 or 8.
  var body: UInt8?
  var marks: Marks = []

  /// What a line is about.
  enum Kind: UInt8, CaseIterable, Sendable {
    /// No pattern takes it.
    case unknown
    // MARK: Connections
    case connected, quit, closedByUs, closedByEOF, terminated, lost, disconnected, lostInData
    case commandTimeOut, dataTimeOut, noMail, incomplete, refusedConnection
    // MARK: TLS, inbound and outbound
    case handshakeFailed, tlsReadFailed, tlsBroken, tlsUnavailable, tlsClientLeft, certificateError
    case unencrypted, daneFailed
    // MARK: Messages
    case arrived, completed
    // MARK: Refusals
    case refused, discarded, syntaxError, protocolError, synchronisationError, dropped
    case authenticationFailed, senderVerification, perRecipient
    // MARK: Deliveries
    case delivered, deferred, failed, hostFailed
    // MARK: What no session rests on
    /// A remark about the peer of a session.
    case peerRemark
    case remark
  }

  struct Marks: OptionSet, Equatable, Sendable {
    let rawValue: UInt16
    /// There is a reverse-path: an empty one is the null path.
    static let sender = Marks(rawValue: 1)
    /// The refusal is for the time being (4yz).
    static let temporary = Marks(rawValue: 2)
    /// `K`: the message came, or went, by BDAT.
    static let chunked = Marks(rawValue: 4)
    /// `PRDR`
    static let perRecipient = Marks(rawValue: 8)
    /// `->`, `*>`: one more recipient of the same transaction.
    static let additional = Marks(rawValue: 16)
    /// `from [ip]` in place of `H=`; the peer's name was not looked up.
    static let unnamed = Marks(rawValue: 32)
    /// In a mail transaction: MAIL was accepted before.
    static let inTransaction = Marks(rawValue: 64)
    /// A recipient that has a parent in angle brackets, which is the path as it was given.
    static let parent = Marks(rawValue: 128)
    /// `(=` in place of `<=`: the client was told that the message was refused.
    static let fake = Marks(rawValue: 256)
    /// The line is in both the main log and the reject log.
    static let rejected = Marks(rawValue: 512)
    /// `T=` or `U=` of a delivery without a host, or of a submission: no session of SMTP.
    static let local = Marks(rawValue: 1024)
    /// A line of this kind shows TLS, if its session uses it.
    static let statesTLS = Marks(rawValue: 4096)
    /// The session uses TLS, and the line does not say which.
    static let usesTLS = Marks(rawValue: 8192)
    /// `commands` begins with `...`: there were others before.
    static let cut = Marks(rawValue: 2048)
    /// A delivery failed since the TLS handshake did.
    static let handshakeFailed = Marks(rawValue: 1 << 14)
  }
}

extension EximStatement {
  /// The session is past the place where TLS begins, if it uses TLS.
  var isBehindGreeting: Bool {
    switch verb {
    case .connect, .ehlo, .helo, .startTLS: false
    default: true
    }
  }
}

/// What a line says of TLS: `X=`, `CV=`, `DN=`.
struct EximTLS: Equatable, Sendable {
  enum Verification: UInt8, Sendable { case notLogged, no, yes, dane }

  /// Version, suite and bits, as logged; empty where TLS was not used or the line does not say.
  var suite = TextRange.empty
  var verification = Verification.notLogged
  /// The subject of the peer's certificate.
  var subject = TextRange.empty
}
