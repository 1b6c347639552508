// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// How records become part of a slot, and when a record shows that a session is over.
extension SessionSlot {
  /// What a record is to the session that is open under its thread id.
  enum Succession: Equatable { case same, attempt, connection, session }

  /// Facts that every connection of an outbound process shares.
  struct Carried {
    var recipientDomain: [UInt8]
    var domainFacts: DomainFacts
  }

  /// Starts a session with its first record, which is added next.
  mutating func begin(_ logged: LoggedEvent, _ block: Span<UInt8>) {
    isUsed = true
    thread = logged.sessionKey
    session.thread = logged.sessionKey
    session.loggedThread = logged.thread
    process = logged.process
    session.mayFollow = false
    session.id = SessionID(RecordHash.hash(record: logged.record, in: block))
    session.start = logged.time
    session.end = logged.time
    session.yearSource = logged.yearSource
    session.zoneOffsetMinutes = logged.zoneOffsetMinutes
    session.firstOrdinal = logged.ordinal
    newest = logged.time
  }

  /// What became of a record: it is the session's, and maybe its last one; it is a copy of one that
  /// is there already; or it cannot be seen at a glance whose it is.
  enum Taking { case taken, last, copy, refused }

  /// Takes the record if it goes on with this session beyond doubt.
  @inline(__always)
  mutating func takeNext(
    _ logged: LoggedEvent, _ block: Span<UInt8>, keepsRecord: Bool
  ) -> Taking {
    goesOn(with: logged) ? take(logged, block, keepsRecord: keepsRecord) : .refused
  }

  /// Whether this is the only session of its thread id, heard of a moment ago, and the record one
  /// that begins nothing: what `succession` then says without further questions.
  @inline(__always)
  private mutating func goesOn(with logged: LoggedEvent) -> Bool {
    guard next < 0, logged.time.since(newest).magnitude <= SessionLimits.linger.magnitude else {
      return false
    }
    switch logged.event {
    case .connected, .trying, .senderGiven, .childStarted, .childEnded, .refusedAtDoor: return false
    default: return logged.origin != .server || !isOutbound
    }
  }

  /// Takes a record: counts it in and applies what it says.
  mutating func take(_ logged: LoggedEvent, _ block: Span<UInt8>, keepsRecord: Bool) -> Taking {
    guard add(logged, block) else { return .copy }
    if keepsRecord || session.mayFollow { session.keep(KeptRecord(logged), of: block) }
    // Most records say nothing of a session once its direction is known.
    if case .remark = logged.event, !marks.isDisjoint(with: [.inbound, .outbound]) {
      if logged.origin == .server { marks.remove(.forwarding) }
      return .taken
    }
    apply(logged, RecordText(block, message: logged.message))
    return isOver ? .last : .taken
  }

  /// Counts a record in; false when it is an exact copy of an error record that is already there.
  @inline(__always)
  mutating func add(_ logged: LoggedEvent, _ block: Span<UInt8>) -> Bool {
    if logged.severity == .info {
      session.hasInfo = true
    } else {
      guard addKeys(logged, block) else { return false }
    }
    session.recordCount &+= 1
    if logged.time > session.end { session.end = logged.time }
    newest = logged.time
    newestOrdinal = logged.ordinal
    newestRecord = logged.record
    return true
  }

  /// Counts a W-or-worse record into the keys of the session; false when it is a copy.
  private mutating func addKeys(_ logged: LoggedEvent, _ block: Span<UInt8>) -> Bool {
    let hash = RecordHash.hash(record: logged.record, in: block)
    if logged.severity >= .error {
      guard noteErrorRecord(hash) else { return false }
      session.errorKey ^= hash
      if logged.severity == .fatal { session.fatalKey ^= hash }
    }
    session.warningKey ^= hash
    return true
  }

  private mutating func noteErrorRecord(_ hash: UInt64) -> Bool {
    if errorRecords.contains(where: { $0 == hash }) {
      session.duplicateRecords &+= 1
      return false
    }
    if errorRecords.count < SessionLimits.errorRecords { errorRecords.append(hash) }
    return true
  }

  /// Applies what the record says, by the direction of the session. A session's direction is that
  /// of the first record that has one.
  @inline(__always)
  mutating func apply(_ logged: LoggedEvent, _ text: borrowing RecordText) {
    if marks.contains(.inbound) {
      applyInbound(logged, text)
    } else if marks.contains(.outbound) || logged.origin == .client {
      applyOutbound(logged, text)
    } else if logged.origin == .server || logged.event != .remark {
      applyInbound(logged, text)
    }
  }

  /// What `logged` is to this session. (Mutating, as are the other questions to a slot of the
  /// assembler, so that the slot is looked at where it lies: a copy would cost more than the answer.)
  mutating func succession(of logged: LoggedEvent) -> Succession {
    let gap = logged.time.since(newest).magnitude
    if gap > SessionLimits.linger.magnitude, gap > silence.magnitude { return .session }
    switch logged.event {
    case .connected:
      return marks.contains(.inbound) && marks.contains(.substantial) ? .session : .same
    case .trying:
      if marks.contains(.inbound) { return .same }
      if marks.contains(.connectionMade) { return .connection }
      return marks.contains(.attempted) ? .attempt : .same
    case .senderGiven:
      // Only the sending program says so: an inbound session under its thread id is over.
      if marks.contains(.inbound) { return .session }
      return marks.isDisjoint(with: [.connectionMade, .attempted]) ? .same : .session
    default:
      return isOutbound && logged.origin == .server ? .session : .same
    }
  }

  /// Completes the session; false when there was none: the records of the parent process, and of a
  /// client that never connected, are none.
  mutating func finish(isGone: Bool) -> Bool {
    conclude(isGone: isGone)
    return marks.contains(isOutbound ? .connectionMade : .substantial)
  }

  /// Whether the process must have ended when its input has, which was at `end` at the earliest:
  /// it was silent for too long, or its file is over. Since every orderly end of the server is
  /// logged, one that is not in the file may be yet to come.
  mutating func isGone(at end: LogTimestamp, inProcessFile: Bool) -> Bool {
    if end.since(newest) > silence { return true }
    return inProcessFile && (isOutbound || session.end < SessionLimits.endAlwaysLogged)
  }

  /// Whether it is so long ago that a record of the thread would begin a new session.
  mutating func isStale(at time: LogTimestamp) -> Bool {
    time.since(newest) > silence + min(silence, RecordOrder.disorder)
  }

  /// Whether a session that has `logged` as its first record may be the rest of one that another file
  /// begins. In a file of one process only a record that begins no session in any year can be.
  static func mayFollow(_ logged: LoggedEvent, inProcessFile: Bool) -> Bool {
    switch logged.event {
    case .connected, .trying, .senderGiven, .childStarted, .childEnded, .refusedAtDoor: false
    case .remark, .greeting, .domainFact, .recipientGiven, .blocked, .earlyTalker: !inProcessFile
    default: logged.severity == .info || !inProcessFile
    }
  }

  mutating func carried() -> Carried {
    var domain: [UInt8] = []
    domain.append(session.octets(session.recipientDomain))
    return Carried(recipientDomain: domain, domainFacts: domainFacts)
  }

  mutating func carry(_ facts: Carried) {
    session.recipientDomain = session.keep(facts.recipientDomain.span)
    domainFacts = facts.domainFacts
  }

  /// The parent process turned the peer away; nothing else is known.
  mutating func refuseAtDoor(
    _ reason: TextRange, address: TextRange, of text: borrowing RecordText
  ) {
    marks.formUnion([.inbound, .substantial, .closedByUs])
    session.peerAddress = keep(PeerIdentity(address, of: text).address, of: text)
    session.refusals.append(
      RefusalFact(
        verb: .connect, code: 421, enhanced: nil, implied: true, text: keep(reason, of: text)))
  }
}

/// Sessions that share a thread id: all children of one server process since glog 0.7.
extension SessionSlot {
  /// Whether the session is under way, so that another `connect from` is another session beside it.
  mutating func isOpenBeside(_ logged: LoggedEvent) -> Bool {
    marks.contains(.connected)
      && logged.time.since(newest).magnitude <= silence.magnitude
  }

  /// How well a record fits as the next one of this session, higher being better.
  mutating func plausibility(of logged: LoggedEvent, _ text: borrowing RecordText) -> Int {
    switch logged.event {
    case .greeting(_, _, let client), .timedOut(let client), .earlyTalker(let client):
      return addressRank(client, text)
    case .blocked(.badHost, let detail):
      return addressRank(detail, text)
    case .tlsEstablished, .tlsFailed, .tlsFatal, .certificateVerdict:
      return session.greeted == .yes && !marks.contains(.established) && openTransaction < 0 ? 2 : 0
    case .mailFrom:
      return session.greeted == .yes && openTransaction < 0 && session.quit != .yes ? 2 : 0
    case .rcptTo:
      return openTransaction >= 0 && transfer() == nil ? 2 : 0
    case .data, .bdat:
      return hasRecipients() && transfer() != .data ? 2 : 0
    case .delivered:
      return transfer() != nil ? 2 : 0
    case .quit:
      return session.greeted == .yes && session.quit != .yes && transfer() == nil ? 2 : 0
    case .processEnded:
      return session.quit == .yes || marks.contains(.lost) ? 2 : 1
    default:
      return session.quit == .yes ? 0 : 1
    }
  }

  private mutating func addressRank(_ client: TextRange, _ text: borrowing RecordText) -> Int {
    let address = PeerIdentity(client, of: text).address
    return session.holds(text.octets(address), at: session.peerAddress) ? 3 : 0
  }

  private mutating func transfer() -> Transaction.Transfer? {
    openTransaction >= 0 ? session.transactions[openTransaction].transfer : nil
  }

  private mutating func hasRecipients() -> Bool {
    openTransaction >= 0 && !session.transactions[openTransaction].forwardPaths.isEmpty
  }
}

extension KeptRecord {
  /// A record with its ranges as they are in the block.
  init(_ logged: LoggedEvent) {
    self.init(
      time: logged.time, severity: logged.severity, origin: logged.origin, record: logged.record,
      message: logged.message, event: logged.event)
  }
}
