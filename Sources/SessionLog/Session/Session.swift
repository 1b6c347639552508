// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// One SMTP session, inbound or outbound, with the facts that its log records state.
///
/// All texts lie in one arena, `text`, so that a session that is used again and again allocates
/// nothing. Unless it says otherwise, a `TextRange` of a session is a range of its arena.
package struct Session: Sendable {
  package enum Direction: UInt8, CaseIterable, Sendable { case inbound, outbound }

  // MARK: Identity and time
  package var direction = Direction.inbound
  /// Content-based identity: a hash of the session's first record, the same in every copy.
  package var id = SessionID(0)
  package var start = LogTimestamp(microseconds: 0)
  package var end = LogTimestamp(microseconds: 0)
  /// Offset from UTC in minutes where the log itself states one.
  package var zoneOffsetMinutes: Int16?
  /// Where the year of the times comes from.
  package var yearSource = YearSource.line
  /// Index of the input, and ordinal of the first record in it: the order of output.
  package var input = 0
  package var firstOrdinal: UInt64 = 0
  package var recordCount: UInt32 = 0

  // MARK: How sure
  /// Other sessions were open under the same thread id: some records may be another session's.
  package var ambiguous = false
  /// Texts or entries were left out because the session passed `SessionLimits`.
  package var truncated = false
  /// Exact copies of error records that were left out (the MTA wrote them twice).
  package var duplicateRecords: UInt32 = 0

  /// The log shows the session from the middle on: its beginning is in a file that was not read, or
  /// nowhere. What it does not show, TLS above all, is unknown then.
  package var lacksBeginning = false

  // MARK: Halves of a session that were logged to different files
  /// The thread id of the records, mixed with their process where the log's stream names it.
  var thread: UInt64 = 0
  /// The session may be the rest of one that another input begins; its records are kept.
  var mayFollow = false
  /// What is needed to go on with the session, where its input ended before it did.
  var continuation: OpenSession?

  // MARK: Keys to know copies by
  /// At least one INFO record: not from a WARNING, ERROR or FATAL file alone.
  package var hasInfo = false
  /// The hashes of the W-or-worse, E-or-worse and F records, xored: what a session that was put
  /// together from the WARNING, ERROR or FATAL file alone has too. 0 without such records.
  package var warningKey: UInt64 = 0
  package var errorKey: UInt64 = 0
  package var fatalKey: UInt64 = 0

  // MARK: Peer
  /// Confirmed name (FCrDNS) of an inbound peer; host name that was tried, outbound.
  package var peerName = TextRange.empty
  /// IP address without brackets or `IPv6:`.
  package var peerAddress = TextRange.empty
  /// Name the peer gave itself: EHLO or HELO argument inbound; banner or EHLO reply outbound.
  package var helo = TextRange.empty
  /// Whether the peer greeted with EHLO (inbound) or answered EHLO (outbound).
  package var extended = false
  package var greeted = false
  /// The log says that the greeting name matches no confirmed name of the peer.
  package var greetingMismatch = false
  /// The log says that the greeting name has no address in the DNS.
  package var greetingUnresolvable = false
  /// Outbound: the recipient's domain for which this host was tried.
  package var recipientDomain = TextRange.empty
  /// Names for which the peer's certificate was verified.
  package var verifiedName = TextRange.empty
  package var facts = DomainFacts()

  // MARK: What happened
  package var tls = TLSFacts()
  package var ending = SessionEnd.stillOpen
  /// Outbound: the client's own words why it left this server before a mail transaction; empty where
  /// it did not.
  package var gaveUp = TextRange.empty
  /// The peer (inbound) or the client (outbound) said QUIT.
  package var saidQuit = false
  /// The server's build logged no commands: that there is no QUIT says nothing.
  package var isQuitUntold = false
  package var transactions: [Transaction] = []
  package var forwardPaths: [ForwardPath] = []
  package var parameters: [TextRange] = []
  package var refusals: [RefusalFact] = []
  package var offences: [Offence] = []
  /// EHLO keyword lines of the peer before and after TLS (outbound), keyword and arguments.
  package var offeredBeforeTLS: [TextRange] = []
  package var offeredAfterTLS: [TextRange] = []
  /// Names asked for by SNI that we hold no certificate for.
  package var missingCertificates: [TextRange] = []
  package var latencies = PhaseLatencies()

  /// The octets that every range is about: those before `textEnd`. Behind are left-overs of an
  /// earlier session.
  package var text: [UInt8] = []
  var textEnd = 0

  /// The session's records and their octets, where they are kept for a transcript.
  package var records: [KeptRecord] = []
  package var recordText: [UInt8] = []

  package init() {}

  /// Messages that were accepted for delivery.
  package var messagesDelivered: Int { transactions.count { $0.delivered } }
  /// Octets of the messages that were accepted for delivery; nil where the log does not state those
  /// of each.
  package var octetsDelivered: UInt64? {
    var sum: UInt64 = 0
    for transaction in transactions where transaction.delivered {
      guard let octets = transaction.octets else { return nil }
      sum.addSaturating(octets)
    }
    return sum
  }

  /// It counts as in the clear, and its records do not tell: they begin behind the place where TLS
  /// would have begun, or end in a handshake.
  package var isInPlaintextByLackOfRecords: Bool {
    guard case .plaintext = tls.state else { return false }
    return lacksBeginning || tls.attempted
  }

  /// The octets of one of the session's ranges, as a String with invalid UTF-8 replaced.
  package func string(_ range: TextRange) -> String {
    String(decoding: text[range.indices], as: UTF8.self)
  }
}

/// Identity of a session: 64 bits, shown as 16 hexadecimal digits.
package struct SessionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var value: UInt64
  package init(_ value: UInt64) { self.value = value }

  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  package static func < (a: SessionID, b: SessionID) -> Bool { a.value < b.value }
}

/// Where the year of a record's time was taken from, best first.
package enum YearSource: UInt8, CaseIterable, Comparable, Sendable {
  case line, fileHeader, fileName, option, modificationTime
  /// The present time: the input is a pipe, which has no other.
  case clock
  case none

  package static func < (a: YearSource, b: YearSource) -> Bool { a.rawValue < b.rawValue }
}

/// What is known of a session's transport security.
package struct TLSFacts: Equatable, Sendable {
  package enum State: UInt8, CaseIterable, Sendable { case plaintext, encrypted, verified, failed }
  package enum Method: UInt8, CaseIterable, Sendable { case pkix, daneTA, daneEE }
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
  /// STARTTLS was asked for.
  package var attempted = false
  /// After a failed handshake, mail went on in the clear in this very session.
  package var continuedInPlaintext = false

  package init() {}

  /// Encrypted, and no record says whether the peer was verified, or what kept it from being so.
  package var isVerificationUntold: Bool {
    state == .encrypted && certificate == nil && verifyError == 0
  }
}

/// How a session ended (RFC 5321 sections 3.8, 4.1.1.10).
package enum SessionEnd: UInt8, CaseIterable, Sendable {
  case quit, quitWithoutWaiting, lostAfterMessage, lostIdle, lostInCommand
  case timedOut, refused, killed, stillOpen
  /// The server's build logged no QUIT: the session is over, the log does not tell how.
  case notLogged

  /// The stable name used in machine-readable output.
  package var name: String {
    switch self {
    case .quit: "quit"
    case .quitWithoutWaiting: "quit-without-waiting"
    case .lostAfterMessage: "lost-after-message"
    case .lostIdle: "lost-idle"
    case .lostInCommand: "lost-in-command"
    case .timedOut: "time-out"
    case .refused: "refused"
    case .killed: "killed"
    case .stillOpen: "still-open"
    case .notLogged: "not-logged"
    }
  }

  /// In one or two words, where room is short.
  package var shortName: String {
    switch self {
    case .quit: "quit"
    case .quitWithoutWaiting: "quit, ran"
    case .lostAfterMessage: "after msg"
    case .lostIdle: "idle"
    case .lostInCommand: "in command"
    case .timedOut: "time-out"
    case .refused: "refused"
    case .killed: "killed"
    case .stillOpen: "still open"
    case .notLogged: "not logged"
    }
  }
}

/// One mail transaction (RFC 5321 section 3.3).
package struct Transaction: Equatable, Sendable {
  package enum Transfer: UInt8, CaseIterable, Sendable { case data, bdat }

  /// What stood between the angle brackets of MAIL FROM, verbatim; empty is the null path where the
  /// command is in the log.
  package var reversePath = TextRange.empty
  /// The log has the MAIL command. Without it the reverse-path is unknown: the log begins behind it, or
  /// the server's build logged no commands.
  package var isMailLogged = true
  /// The log tells the parameters of MAIL, so that one that is not there was not given.
  package var areParametersLogged = true
  /// Index ranges of the session's `forwardPaths` and `parameters`.
  package var forwardPaths: Range<Int> = 0..<0
  package var parameters: Range<Int> = 0..<0
  package var transfer: Transfer?
  package var chunks: UInt32 = 0
  /// Octets of the message: of the chunks, as declared (outbound DATA, where the log has nothing
  /// better), or as stored, whichever the log states last. Nil where it states none: a message by DATA
  /// to a server without SIZE, and what was never transferred.
  package var octets: UInt64?
  /// Octets of the chunks alone, as transferred.
  package var chunkOctets: UInt64 = 0
  /// The value of the SIZE parameter (RFC 1870).
  package var declaredSize: UInt64?
  /// The client was told that the message was accepted.
  package var delivered = false
  /// Inbound: the server stored the message. It may have refused it afterwards, so a stored
  /// message need not be a delivered one.
  package var stored = false
  /// The reverse-path itself was accepted (outbound: a 2yz reply).
  package var accepted = true
  package var body: BodyKind = .unstated
  package var smtputf8 = false
  /// Each recipient has an outcome of its own (PRDR).
  package var perRecipient = false
  /// Recipients that were refused after the message was transferred.
  package var refusedRecipients: UInt32 = 0
  package var start = LogTimestamp(microseconds: 0)

  package enum BodyKind: UInt8, CaseIterable, Sendable {
    case unstated, sevenBit, eightBitMIME, binaryMIME, other
  }

  package init() {}
}

/// One forward-path and whether it was accepted; text verbatim, without angle brackets.
package struct ForwardPath: Equatable, Sendable {
  package var path: TextRange
  package var accepted: Bool

  package init(path: TextRange, accepted: Bool) {
    self.path = path
    self.accepted = accepted
  }
}

/// One refusal: by the peer (outbound, code as received) or by us (inbound, code implied).
package struct RefusalFact: Equatable, Sendable {
  package var verb: SessionEvent.Verb
  package var code: UInt16
  package var enhanced: EnhancedStatusCode?
  package var implied: Bool
  package var text: TextRange
  /// The path the refused command carried, where it did (MAIL FROM, RCPT TO).
  package var path: TextRange
  package var reason: Refusal?
  /// Outbound: index of the transaction that the refused command belongs to, or -1.
  package var transaction: Int

  package init(
    verb: SessionEvent.Verb, code: UInt16, enhanced: EnhancedStatusCode?, implied: Bool,
    text: TextRange, path: TextRange = .empty, reason: Refusal? = nil, transaction: Int = -1
  ) {
    self.verb = verb
    self.code = code
    self.enhanced = enhanced
    self.implied = implied
    self.text = text
    self.path = path
    self.reason = reason
    self.transaction = transaction
  }
}

/// Microseconds that the phases of a session took; nil where the log does not show both ends.
package struct PhaseLatencies: Equatable, Sendable {
  /// Connection to greeting, greeting to TLS, handshake, transactions, whole session.
  package var connectToGreeting: Int64?
  package var handshake: Int64?
  package var greetingToMail: Int64?
  package var mailToEnd: Int64?
  package var total: Int64?

  package init() {}
}

/// The set of facts known of a peer's domain.
package struct DomainFacts: Equatable, Sendable {
  private var bits: UInt16 = 0

  package init() {}

  package mutating func insert(_ fact: SessionEvent.DomainFact) { bits |= 1 << fact.rawValue }
  package func contains(_ fact: SessionEvent.DomainFact) -> Bool { bits & 1 << fact.rawValue != 0 }
}
