// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// What the messages of smtpd, postscreen and tlsproxy change in a session.
extension ServerConnection {
  /// Takes what a record says, but for messages by queue id, which `PostfixAssembler` does.
  mutating func apply(_ record: borrowing PostfixRecord, _ text: Span<UInt8>) {
    switch record.event {
    case .connected(let peer):
      hasConnect = true
      setPeer(peer, record, text)
    case .disconnected(let peer, let range):
      hasDisconnect = true
      setPeer(peer, record, text)
      statistics = CommandStatistics(text.extracting(record.place(range).indices))
      if statistics.notesBareLineFeed { add(.bareLineFeed) }
    case .broken(let kind, let stage, let peer):
      setPeer(peer, record, text)
      breakKind = kind
      breakStage = PostfixRefusal.Stage(text.extracting(record.place(stage).indices))
    case .limitPassed(_, let peer):
      setPeer(peer, record, text)
      limitPassed = true
      add(
        RefusalFact(
          verb: .connect, code: 421, enhanced: EnhancedStatusCode(4, 7, 0), implied: true,
          text: session.keep(text.extracting(record.message.text.indices))))
    case .offence(let offence, _): add(offence)
    case .authenticationFailed(let peer, _, let reason):
      setPeer(peer, record, text)
      addFailedAuthentication(record.place(reason), record.message.copies, text)
    case .tlsEstablished(let level, _, _, let peer, let version, let cipher, let bits):
      setPeer(peer, record, text)
      isTLSEstablished = true
      establish(level, bits)
      session.tls.version = session.keep(text.extracting(record.place(version).indices))
      session.tls.cipher = session.keep(text.extracting(record.place(cipher).indices))
    case .handshakeFailed(_, let peer, let reason):
      setPeer(peer, record, text)
      failHandshake(text.extracting(record.place(reason).indices))
    case .tlsProblem(let reason):
      problem = session.keep(text.extracting(record.place(reason).indices))
      if handshakeFailed { session.tls.error = problem }
    case .action(let action, let refusal): apply(action, refusal, record, text)
    case .screened(let what, let peer, _):
      setPeer(peer, record, text)
      apply(what)
    case .processDied: isDead = true
    default: break
    }
  }

  private mutating func establish(_ level: PostfixEvent.TLSLevel, _ bits: UInt16) {
    session.tls.attempted = true
    session.tls.bits = bits
    session.tls.state = .encrypted
    // The level speaks of the client's certificate alone.
    switch level {
    case .anonymous: session.tls.certificate = TLSFacts.Certificate.none
    case .untrusted: session.tls.certificate = .offeredBad
    case .trusted, .verified:
      session.tls.state = .verified
      session.tls.method = .pkix
      session.tls.certificate = .good
    case .unstated: break
    }
  }

  private mutating func failHandshake(_ reason: Span<UInt8>) {
    handshakeFailed = true
    session.tls.attempted = true
    if !isTLSEstablished { session.tls.state = .failed }
    if !problem.isEmpty {
      session.tls.error = problem
    } else if let first = reason.isEmpty ? nil : reason[0], first > UInt8(ascii: "9") {
      session.tls.error = session.keep(reason)
    }
  }

  private mutating func addFailedAuthentication(
    _ reason: TextRange, _ copies: UInt32, _ text: Span<UInt8>
  ) {
    for _ in 0..<min(copies, 100) {
      add(
        RefusalFact(
          verb: .auth, code: 535, enhanced: EnhancedStatusCode(5, 7, 8), implied: true,
          text: session.keep(text.extracting(reason.indices)), reason: .authentication))
    }
  }

  private mutating func apply(
    _ action: PostfixEvent.Action, _ refusal: PostfixRefusal, _ record: borrowing PostfixRecord,
    _ text: Span<UInt8>
  ) {
    if !refusal.peer.address.isEmpty { setPeer(refusal.peer, record, text) }
    if !refusal.helo.isEmpty, session.helo.isEmpty {
      session.helo = session.keep(text.extracting(record.place(refusal.helo).indices))
    }
    if let isExtended = refusal.isExtended {
      session.extended = Stated(isExtended)
      if !refusal.helo.isEmpty || refusal.hasForwardPath { session.greeted = .yes }
    }
    if case .hangUp = action { limitPassed = true }
    guard action.refuses, record.message.severity != .warning || refusal.stage == .other else {
      return
    }
    let isRecipient = refusal.stage == .rcpt && refusal.hasForwardPath
    let path =
      isRecipient ? refusal.forwardPath : refusal.stage == .mail ? refusal.reversePath : .empty
    let kept = session.keep(text.extracting(record.place(path).indices))
    let reply = session.keep(text.extracting(record.place(refusal.text).indices))
    for _ in 0..<min(record.message.copies, 100) {
      add(
        RefusalFact(
          verb: refusal.stage.verb, code: refusal.code == 0 ? Self.code(of: refusal) : refusal.code,
          enhanced: refusal.enhanced, implied: refusal.code == 0, text: reply, path: kept))
      guard isRecipient, session.forwardPaths.count < SessionLimits.entries else { continue }
      session.forwardPaths.append(ForwardPath(path: kept, accepted: false))
    }
  }

  /// The code of a reply of which the log has the enhanced one only: cleanup's refusals of content.
  private static func code(of refusal: PostfixRefusal) -> UInt16 {
    switch refusal.enhanced?.statusClass {
    case 5: 550
    case 4: 451
    default: refusal.stage == .connect ? 421 : 0
    }
  }

  private mutating func apply(_ what: PostfixEvent.Screening) {
    switch what {
    case .passed, .allowed: hasPassed = true
    case .earlyTalker: add(.earlyTalker)
    case .hungUp: hungUp = true
    case .bareLineFeed: add(.bareLineFeed)
    case .nonSMTPCommand: add(.garbage)
    case .pipelining: add(.pipelining)
    case .timeLimit: breakKind = .timedOut
    case .connected, .denied, .closed, .blocklisted, .otherLimit, .other: break
    }
  }
}
