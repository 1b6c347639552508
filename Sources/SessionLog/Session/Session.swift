// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// One SMTP session, inbound or outbound, with the facts that its log records state.
///
/// A dialect fills it in place, record by record, and lends it to a sink when it is over; then it is
/// emptied and used again. All texts lie in one arena, `text`, and all lists keep their storage, so that
/// in steady state nothing is allocated. Unless it says otherwise, a `TextRange` of a session is a range of its arena.
package struct Session: Sendable {
  package enum Direction: UInt8, CaseIterable, Sendable { case inbound, outbound }

  /// What a log delimits. Only what is a session counts as one.
  package enum Unit: UInt8, CaseIterable, Sendable {
    case session
    /// A delivery attempt, from a log that does not delimit connections: several can be parts of one
    /// session. Counted as deliveries, never as sessions.
    case delivery
  }

  /// The server whose log it is from.
  package enum Server: UInt8, CaseIterable, Sendable { case ghsmtp, postfix, exim }

  package var dialect = Server.ghsmtp
  package var unit = Unit.session

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
  /// Why records may be missing, or another session's. Negative facts of a session in doubt are not
  /// logged.
  package var doubt: Doubt = []
  /// The part of it that comes from without: not what the records themselves lack.
  var thrownDoubt: Doubt = []
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
  /// The thread id of the records as it was logged.
  var loggedThread: UInt64 = 0
  /// The session may be the rest of one that another input begins; its records are kept.
  var mayFollow = false
  /// The records make no session by themselves; they may belong to one that was cut.
  package var isFragment = false
  /// What is needed to go on with the session, where its input ended before it did.
  var continuation: (any SessionContinuation)?

  // MARK: Keys to know copies by
  /// At least one INFO record: not from a WARNING, ERROR or FATAL file alone.
  package var hasInfo = false
  /// The hashes of the W-or-worse, E-or-worse and F records, xored: what a session that was put
  /// together from the WARNING, ERROR or FATAL file alone has too. 0 without such records.
  package var warningKey: UInt64 = 0
  package var errorKey: UInt64 = 0
  package var fatalKey: UInt64 = 0
  /// The hashes of the records that the server writes to another file too (Exim's reject log), where that
  /// is done record by record: a session without INFO records is a copy if others have some of its records.
  var repeatedRecords: [UInt64] = []

  // MARK: Peer
  /// Confirmed name (FCrDNS) of an inbound peer; host name that was tried, outbound.
  package var peerName = TextRange.empty
  /// IP address without brackets or `IPv6:`.
  package var peerAddress = TextRange.empty
  /// Name the peer gave itself: EHLO or HELO argument inbound; banner or EHLO reply outbound.
  package var helo = TextRange.empty
  /// Whether the peer greeted with EHLO (inbound) or answered EHLO (outbound).
  package var extended = Stated.no
  package var greeted = Stated.no
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
  package var quit = Stated.no
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

  /// The octets that every range is about.
  package var text: [UInt8] = []

  /// The session's records and their octets, where they are kept for a transcript.
  package var records: [KeptRecord] = []
  package var recordText: [UInt8] = []

  package init() {}

  /// Some records may be another session's: one with the same thread id, or one of the same address.
  package var isAmbiguous: Bool { !doubt.isDisjoint(with: [.sharedThread, .sharedAddress]) }

  /// Messages that were accepted for delivery.
  package var messagesDelivered: Int { transactions.count { $0.delivered == .yes } }
  /// Octets of the messages that were accepted for delivery; nil where the log does not state those
  /// of each.
  package var octetsDelivered: UInt64? {
    var sum: UInt64 = 0
    for transaction in transactions where transaction.delivered == .yes {
      guard let octets = transaction.octets else { return nil }
      sum.addSaturating(octets)
    }
    return sum
  }

  /// The octets of one of the session's ranges, as a String with invalid UTF-8 replaced.
  package func string(_ range: TextRange) -> String {
    String(decoding: text[range.indices], as: UTF8.self)
  }
}
