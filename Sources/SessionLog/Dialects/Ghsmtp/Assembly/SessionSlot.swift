// SPDX-License-Identifier: Apache-2.0

/// One session under assembly: the session itself and what must be remembered to judge it.
///
/// Slots are used again and again. Every list keeps its storage, so that nothing is allocated once
/// the longest session has been seen.
struct SessionSlot: ~Copyable, Sendable {
  /// What has been seen of a session, as far as the session itself does not say it.
  struct Marks: OptionSet, Sendable {
    var rawValue: UInt32

    /// Something that only a session does: a slot without it was not one.
    static let substantial = Marks(rawValue: 1 << 0)
    static let inbound = Marks(rawValue: 1 << 1)
    static let outbound = Marks(rawValue: 1 << 2)
    /// `connect from` was seen.
    static let connected = Marks(rawValue: 1 << 3)
    /// `CPU time` was seen.
    static let processEnded = Marks(rawValue: 1 << 4)
    /// The peer is gone: end of file, reset, or a failed read or write.
    static let lost = Marks(rawValue: 1 << 5)
    /// A write or read failed after QUIT.
    static let failedAfterQuit = Marks(rawValue: 1 << 6)
    static let timedOut = Marks(rawValue: 1 << 7)
    static let aborted = Marks(rawValue: 1 << 8)
    /// The last thing we did was a refusal after which we close the connection.
    static let closedByUs = Marks(rawValue: 1 << 9)
    /// A message body is being taken for commands.
    static let bodyAsCommands = Marks(rawValue: 1 << 10)
    /// TLS is up.
    static let established = Marks(rawValue: 1 << 11)
    /// A handshake failed, and no command came since.
    static let handshakeBroken = Marks(rawValue: 1 << 12)
    /// The last event was that a message was stored.
    static let justStored = Marks(rawValue: 1 << 13)
    /// The last event was that the data stream could not be parsed.
    static let dataBroken = Marks(rawValue: 1 << 14)
    /// A TLSA record matched.
    static let daneMatched = Marks(rawValue: 1 << 15)

    /// Outbound: a host is being tried; a connection was made.
    static let attempted = Marks(rawValue: 1 << 16)
    static let connectionMade = Marks(rawValue: 1 << 17)
    static let bannerSeen = Marks(rawValue: 1 << 18)
    /// Outbound: the server accepted STARTTLS.
    static let startTLSAccepted = Marks(rawValue: 1 << 19)
    /// Outbound: the server refused us at the banner, or said 421.
    static let serverRefused = Marks(rawValue: 1 << 20)
    static let quitAnswered = Marks(rawValue: 1 << 21)
    /// Outbound: the client gave this host up.
    static let gaveUp = Marks(rawValue: 1 << 22)
    /// Outbound: the end of the message was refused.
    static let messageRefused = Marks(rawValue: 1 << 23)
    /// Outbound: the attempt ended in `connect failed`.
    static let connectFailed = Marks(rawValue: 1 << 24)
    /// TLS failed for good and the process ended with it, as builds of 2014 to January 2018 and of June
    /// 2018 to May 2024 do: the peer is gone, nobody killed the process.
    static let endedByTLS = Marks(rawValue: 1 << 25)
    /// Inbound: the last record that says its side was of the connection by which the server forwards.
    static let forwarding = Marks(rawValue: 1 << 26)
    /// The server's process died, by a signal or with the machine.
    static let serverDied = Marks(rawValue: 1 << 27)
    /// Inbound: EHLO was accepted a second time without a handshake between.
    static let greetedAgain = Marks(rawValue: 1 << 28)
    /// What follows a handshake came, and its outcome did not.
    static let outcomeMissing = Marks(rawValue: 1 << 29)
    /// Outbound: a reply does not fit the command that it would be the answer to, or a command those
    /// before it.
    static let lineMissing = Marks(rawValue: 1 << 30)
    /// Outbound: the process has ended its last connection, so that a reply is of no new one.
    static let afterQuit = Marks(rawValue: 1 << 31)
  }

  // MARK: Asked by each record, and by each look for sessions that are over
  /// The session key of its records.
  var thread: UInt64 = 0
  /// Time and place of the newest record.
  var newest = LogTimestamp(microseconds: 0)
  var newestOrdinal: UInt64 = 0
  var marks: Marks = []
  /// Where the newest record lies in the block that is being read, and the hash of the newest one of the
  /// blocks before, by which the same record of another copy is known.
  var newestRecord = TextRange.empty
  var newestHash: UInt64 = 0
  /// The process of its records, as the stream names it.
  var process: UInt32 = 0
  var isUsed = false
  /// Next open session of the same thread id, or -1.
  var next = -1
  var session = Session()
  /// Index of the open mail transaction, or -1.
  var openTransaction = -1
  /// Records of connections by which the server forwarded mail meanwhile.
  var forwardingRecords = 0

  // MARK: Times of phases
  var connectedTime: LogTimestamp?
  var greetingTime: LogTimestamp?
  var lastGreetingTime: LogTimestamp?
  var handshakeStart: LogTimestamp?
  var mailTime: LogTimestamp?
  var hamTime: LogTimestamp?

  /// What was lost before the session's first record, and could have been its beginning.
  var doubtOfBeginning: Doubt = []
  /// Text of the last failed read or write, for a handshake that failed without another reason.
  var failureText = TextRange.empty
  /// Hashes of the session's E and F records, to know their copies.
  var errorRecords = SlotList<UInt64>()

  // MARK: Outbound
  /// Hosts that were tried in vain.
  var attempts: UInt32 = 0
  /// Facts of the recipient's domain, which hold for every connection of the process.
  var domainFacts = DomainFacts()
  /// Commands without reply yet, and the reply that is being read.
  var pending = PendingCommands()
  var reply = ServerReply()

  /// Nothing of the session can follow: the process has ended, or the server has answered QUIT. What
  /// a client process may log after that is about no connection.
  var isOver: Bool {
    !marks.isDisjoint(with: [.processEnded, .quitAnswered])
  }
  var isOutbound: Bool { marks.contains(.outbound) }
  /// The records show no beginning: not how the connection came about, and what must have come before
  /// them.
  var lacksBeginning: Bool {
    if isOutbound {
      return !marks.contains(.attempted) && connectedTime == nil && greetingTime == nil
    }
    return !marks.contains(.connected) && session.greeted != .yes
      && (!session.transactions.isEmpty || marks.contains(.established))
  }
  /// Longest silence that this session may keep.
  var silence: Int64 {
    if marks.contains(.gaveUp) { return SessionLimits.linger }
    return isOutbound ? SessionLimits.outboundSilence : SessionLimits.inboundSilence
  }

  /// Copies `range` of the record into the session's arena.
  mutating func keep(_ range: TextRange, of text: borrowing RecordText) -> TextRange {
    session.keep(text.octets(range))
  }

  /// Whether a list with `count` entries may get one more; notes it when not.
  mutating func hasRoom(_ count: Int) -> Bool {
    if count < SessionLimits.entries { return true }
    session.truncated = true
    return false
  }

  /// Makes the slot ready for another session.
  mutating func reset() {
    session.reset()
    marks = []
    next = -1
    isUsed = false
    openTransaction = -1
    forwardingRecords = 0
    connectedTime = nil
    greetingTime = nil
    lastGreetingTime = nil
    handshakeStart = nil
    mailTime = nil
    hamTime = nil
    failureText = .empty
    doubtOfBeginning = []
    newestRecord = .empty
    newestHash = 0
    errorRecords.removeAll()
    attempts = 0
    domainFacts = DomainFacts()
    pending.removeAll()
    reply.clear()
  }
}
