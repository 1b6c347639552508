// SPDX-License-Identifier: Apache-2.0

/// A client's connection under assembly, to smtpd or to postscreen.
struct ServerConnection: Sendable {
  enum Phase: UInt8, Sendable {
    case free, open
    /// Over, but the queue manager has not taken all of its messages yet.
    case waiting
  }

  var session = Session()
  var phase = Phase.free
  /// The process, or the address and port at postscreen.
  var key: UInt64 = 0
  var service: UInt64 = 0
  /// Counts the sessions of the slot.
  var generation: UInt32 = 0
  var isScreened = false
  /// postscreen let the client pass.
  var hasPassed = false
  /// The service speaks TLS from the first octet on.
  var isWrapped = false
  var isPrecise = false
  var hasConnect = false
  var hasDisconnect = false
  /// TLS of this service has been seen in the log, so that its absence means something.
  var tlsIsLogged = false
  var statistics = CommandStatistics()
  /// Transactions that are neither accepted nor refused yet.
  var pending = 0
  /// What the queue manager takes is not expected of so many of them.
  var keptBack = 0
  var handshakeFailed = false
  var isTLSEstablished = false
  /// An entry of OpenSSL's queue that came before the line it belongs to.
  var problem = TextRange.empty
  var breakKind: PostfixEvent.Break?
  /// The stage at which the connection broke.
  var breakStage = PostfixRefusal.Stage.other
  var limitPassed = false
  var hungUp = false
  var isDead = false
  /// The last line's time and number within its second, for the identity of the next session.
  var secondOfStart: Int64 = .min
  var startsInSecond: UInt64 = 0

  /// Begins a session with a record.
  mutating func begin(_ record: borrowing PostfixRecord, _ text: Span<UInt8>, input: Int) {
    session.reset()
    generation &+= 1
    phase = .open
    service = record.service
    isScreened = false
    hasPassed = false
    isWrapped = record.isWrapped
    isPrecise = record.isPrecise
    hasConnect = false
    hasDisconnect = false
    tlsIsLogged = false
    statistics = CommandStatistics()
    pending = 0
    keptBack = 0
    handshakeFailed = false
    isTLSEstablished = false
    problem = .empty
    breakKind = nil
    breakStage = .other
    limitPassed = false
    hungUp = false
    isDead = false
    session.dialect = .postfix
    session.unit = .session
    session.direction = .inbound
    session.hasInfo = true
    session.start = record.time
    session.end = record.time
    session.zoneOffsetMinutes = record.zoneOffsetMinutes
    session.yearSource = record.yearSource
    session.input = input
    session.firstOrdinal = record.ordinal
    session.thread = key
    session.quit = .notLogged
    session.greeted = .notLogged
    session.extended = .notLogged
    session.tls.state = .notLogged
    // A client may come twice within a second, to the same process.
    let second = record.time.microseconds / 1_000_000
    startsInSecond = second == secondOfStart ? startsInSecond &+ 1 : 0
    secondOfStart = second
    session.id = SessionID(
      record.hash(in: text) ^ (startsInSecond &* 0xD1B5_4A32_D192_ED03))
  }

  /// Counts a record of the session, and keeps it where a transcript is wanted, or another input may have the beginning.
  mutating func note(_ record: borrowing PostfixRecord, _ text: Span<UInt8>, keeps: Bool) {
    if record.time > session.end { session.end = record.time }
    session.recordCount &+= 1
    if keeps || session.mayFollow { session.keep(record.kept(as: .server), of: text) }
  }

  mutating func setPeer(
    _ peer: PostfixPeer, _ record: borrowing PostfixRecord, _ text: Span<UInt8>
  ) {
    let address = text.extracting(record.place(peer.address).indices)
    guard !address.holdsExactly("unknown") else { return }
    if session.holds(address, at: session.peerAddress) {
      if !session.peerName.isEmpty { return }
    } else {
      session.peerAddress = session.keep(address)
      session.peerName = .empty
    }
    let name = text.extracting(record.place(peer.name).indices)
    if !name.isEmpty, !name.holdsExactly("unknown") { session.peerName = session.keep(name) }
  }

  mutating func add(_ offence: Offence) {
    if session.offences.count < SessionLimits.entries { session.offences.append(offence) }
  }

  mutating func add(_ refusal: RefusalFact) {
    guard session.refusals.count < SessionLimits.entries else {
      session.truncated = true
      return
    }
    session.refusals.append(refusal)
  }
}

extension PostfixRecord {
  /// The record as a session keeps it.
  func kept(as origin: MessageOrigin) -> KeptRecord {
    let severity: Severity =
      switch message.severity {
      case .info: .info
      case .warning: .warning
      case .error: .error
      case .fatal, .panic: .fatal
      }
    return KeptRecord(
      time: time, severity: severity, origin: origin, record: record, message: message.text,
      event: event.common(isDelivery: origin == .client))
  }
}
