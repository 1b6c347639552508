// SPDX-License-Identifier: Apache-2.0

/// A session, or a delivery attempt, that is not over yet.
struct EximSlot: Sendable {
  var session = Session()
  var isUsed = false
  /// The process that the session is known by; 0 where none was stated yet.
  var owner: UInt32 = 0
  /// The process that logged the connection: the daemon's up to 4.96, the session's own since 4.97.
  var acceptor: UInt32 = 0
  /// Hashes of the peer's address and of the argument of EHLO; 0 where not known.
  var address: UInt64 = 0
  var helo: UInt64 = 0
  var port: UInt16 = 0
  /// Hash of suite and certificate; 0 where no line showed them.
  var suite: UInt64 = 0
  /// What a delivery attempt is known by.
  var attempt: UInt64 = 0
  /// The next slot of the same address, or -1.
  var next = -1
  var newest = LogTimestamp(microseconds: 0)
  /// Index of the mail transaction that is not over yet, or -1.
  var transaction = -1
  var marks: Marks = []
  /// Hash of the last refusal, or of the recipient that was served last.
  var lastRefusal: UInt64 = 0

  struct Marks: OptionSet, Sendable {
    let rawValue: UInt32
    /// The line about the accepted connection is in the log, so that its end would be, too.
    static let connected = Marks(rawValue: 1)
    /// The session is over, but for lines that come late.
    static let ended = Marks(rawValue: 2)
    static let timedOut = Marks(rawValue: 4)
    static let lost = Marks(rawValue: 8)
    static let closedByUs = Marks(rawValue: 16)
    static let killed = Marks(rawValue: 32)
    static let inTransaction = Marks(rawValue: 64)
    /// Some line is in the main log alone.
    static let hasMainLine = Marks(rawValue: 128)
    /// A TLS read failed: the client closed the session without saying so.
    static let tlsCut = Marks(rawValue: 256)
    /// A handshake failed; what follows may belong to it.
    static let handshakeFailed = Marks(rawValue: 512)
    /// The attempt has an outcome for a recipient.
    static let hasOutcome = Marks(rawValue: 1024)
    /// Input that came to the end of file where that is not loss.
    static let endOfInput = Marks(rawValue: 2048)
    /// MAIL was sent, or accepted.
    static let hasMail = Marks(rawValue: 4096)
    /// The server offered or used TLS for sure; without a suite the log does not say which.
    static let usesTLS = Marks(rawValue: 8192)
    /// The session rests on one line alone.
    static let closedAtOnce = Marks(rawValue: 1 << 14)
    /// No connection was made.
    static let noConnection = Marks(rawValue: 1 << 15)
    /// The input ended while the session could still get lines.
    static let cutByEnd = Marks(rawValue: 1 << 16)
    /// Nothing but the peer's address says that the session ended as a line says.
    static let endGuessed = Marks(rawValue: 1 << 17)
  }

  /// Makes the slot ready for a new session that begins with `record`.
  mutating func begin(
    _ record: EximRecord, hash: UInt64, input: Int, direction: Session.Direction
  ) {
    session.reset()
    session.dialect = .exim
    session.unit = direction == .outbound ? .delivery : .session
    session.direction = direction
    session.id = SessionID(hash)
    session.start = record.time
    session.end = record.time
    session.zoneOffsetMinutes = nil
    session.yearSource = record.yearSource
    session.input = input
    session.firstOrdinal = record.ordinal
    session.thread = 0
    session.extended = .notLogged
    session.greeted = .notLogged
    session.quit = .notLogged
    session.ending = .notLogged
    session.tls.state = .notLogged
    isUsed = true
    owner = 0
    acceptor = 0
    address = 0
    helo = 0
    port = 0
    suite = 0
    attempt = 0
    next = -1
    newest = record.time
    transaction = -1
    marks = []
    lastRefusal = 0
  }

  /// Keeps the identity of a line that the reject log repeats.
  mutating func noteRepeated(_ identity: UInt64) {
    if hasRoom(session.repeatedRecords.count) { session.repeatedRecords.append(identity) }
  }

  /// Takes a line of the session.
  mutating func take(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText,
    _ octets: Span<UInt8>, keepsRecord: Bool
  ) {
    note(record, isRejection: statement.marks.contains(.rejected))
    identify(statement, text)
    apply(statement, record, text)
    if keepsRecord { session.keep(statement.kept(record), of: octets) }
  }

  /// No other session has the same `thread` at the same time.
  var isKnownByItself: Bool { port != 0 || owner != 0 }

  /// What both halves of a session that a rotation cuts in two have in common: address and port, or the
  /// process; 0 where neither is known. Since 4.97 the line about the connection has the session's
  /// process; up to 4.96 it has the daemon's, of which no other session is.
  var thread: UInt64 {
    if port != 0 { return address &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(port) }
    return UInt64(owner != 0 ? owner : acceptor)
  }

  /// Keeps what a line says of suite and certificate, as one number.
  mutating func learn(_ suite: UInt64) {
    if suite != 0 { self.suite = suite }
  }

  /// Counts a line of the session.
  mutating func note(_ record: EximRecord, isRejection: Bool) {
    session.recordCount &+= 1
    if record.time > newest { newest = record.time }
    if record.time > session.end { session.end = record.time }
    if record.time < session.start { session.start = record.time }
    if !isRejection { marks.insert(.hasMainLine) }
  }

  /// Whether nothing can be added any more at `time`.
  func isStale(at time: LogTimestamp) -> Bool {
    let silence = time.since(newest)
    if session.direction == .outbound { return silence > EximLimits.attempt }
    return silence > (marks.contains(.ended) ? EximLimits.linger : EximLimits.silence)
  }
}
