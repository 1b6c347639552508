// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// What the messages of smtp change in a delivery attempt.
extension ClientDelivery {
  /// Takes a line about TLS.
  mutating func applyTLS(_ record: borrowing PostfixRecord, _ text: Span<UInt8>) {
    switch record.event {
    case .tlsEstablished(let level, _, _, let peer, let version, let cipher, let bits):
      setPeer(peer, record, text)
      isTLSKnown = true
      session.tls.attempted = true
      session.tls.bits = bits
      session.tls.version = session.keep(text.extracting(record.place(version).indices))
      session.tls.cipher = session.keep(text.extracting(record.place(cipher).indices))
      establish(level)
    case .handshakeFailed(_, let peer, let reason):
      setPeer(peer, record, text)
      failHandshake()
      let words = text.extracting(record.place(reason).indices)
      if session.tls.error.isEmpty, let first = words.isEmpty ? nil : words[0],
        first > UInt8(ascii: "9")
      {
        session.tls.error = session.keep(words)
      }
    case .tlsProblem(let reason):
      if isOpen { session.tls.error = session.keep(text.extracting(record.place(reason).indices)) }
    case .certificateRefused(let peer, let error, let reason):
      setPeer(peer, record, text)
      session.tls.verifyError = error
      session.tls.verifyErrorText = session.keep(
        text.extracting(record.place(reason).indices))
    default: break
    }
  }

  private mutating func establish(_ level: PostfixEvent.TLSLevel) {
    session.tls.state = .encrypted
    switch level {
    case .anonymous: session.tls.certificate = TLSFacts.Certificate.none
    case .untrusted: session.tls.certificate = .offeredBad
    // The chain is good; the name was not looked at.
    case .trusted: session.tls.certificate = .good
    case .verified:
      session.tls.state = .verified
      session.tls.certificate = .good
    case .unstated: break
    }
  }

  private mutating func failHandshake() {
    isTLSKnown = true
    handshakeFailed = true
    // STARTTLS comes behind a greeting.
    session.greeted = .yes
    session.tls.attempted = true
    session.tls.state = .failed
  }

  /// Takes the line of a recipient. `entry` is what the queue manager said of the message.
  mutating func apply(
    _ delivery: PostfixDelivery, _ record: borrowing PostfixRecord, _ text: Span<UInt8>
  ) {
    noteOutcome(record, text)
    setPeer(delivery.relay, record, text)
    if session.transactions.isEmpty { beginTransaction(record, delivery, text) }
    if !delivery.tls.isEmpty { applyField(text.extracting(record.place(delivery.tls).indices)) }
    let path = text.extracting(record.place(delivery.forwardPath).indices)
    let kept = session.keep(path)
    if session.recipientDomain.isEmpty,
      let at = path.lastOffset(of: UInt8(ascii: "@"), from: 0, before: path.count)
    {
      session.recipientDomain = TextRange(
        start: Int(kept.start) + at + 1, count: path.count - at - 1)
      if kept.isEmpty { session.recipientDomain = .empty }
    }
    let isSent = delivery.status == .sent
    if isSent { sent &+= 1 }
    var isPathAccepted = isSent
    if !isSent {
      let reply = RemoteReply(text, record.place(delivery.reason))
      isPathAccepted = reply.verb == .data || reply.verb == .endOfData
      apply(reply, path: reply.verb == .rcptTo ? kept : .empty, text)
    } else {
      session.greeted = .yes
    }
    guard session.forwardPaths.count < SessionLimits.entries else {
      session.truncated = true
      return
    }
    session.forwardPaths.append(ForwardPath(path: kept, accepted: isPathAccepted))
    session.transactions[0].forwardPaths = 0..<session.forwardPaths.count
  }

  /// Takes the line about a server that was tried in vain.
  mutating func applyFailure(
    _ range: TextRange, _ record: borrowing PostfixRecord, _ text: Span<UInt8>
  ) {
    noteOutcome(record, text)
    apply(RemoteReply(text, record.place(range)), path: .empty, text)
  }

  /// A process can connect to one server several times within a second: what it delivered says its
  /// deliveries apart, in every copy of the log.
  private mutating func noteOutcome(_ record: borrowing PostfixRecord, _ text: Span<UInt8>) {
    if !hasOutcome { session.id.value ^= record.hash(in: text).byteSwapped }
    hasOutcome = true
  }

  private mutating func beginTransaction(
    _ record: borrowing PostfixRecord, _ delivery: PostfixDelivery, _ text: Span<UInt8>
  ) {
    var transaction = Transaction()
    transaction.isMailLogged = false
    transaction.areParametersLogged = false
    transaction.start = record.time
    // Postfix sends no BDAT.
    transaction.transfer = .data
    session.transactions.append(transaction)
    let delays = Delays(text.extracting(record.place(delivery.delays).indices))
    session.latencies.connectToGreeting = delays?.connection
    session.latencies.mailToEnd = delays?.transmission
  }

  private mutating func apply(_ reply: RemoteReply, path: TextRange, _ text: Span<UInt8>) {
    switch reply.kind {
    case .said:
      session.greeted = .yes
      addRefusal(reply, path, text)
    case .refusedToTalk:
      session.greeted = .no
      session.ending = .refused
      addRefusal(reply, path, text)
    case .refusedTLS:
      session.greeted = .yes
      session.tls.attempted = true
      addRefusal(reply, path, text)
      giveUp(reply, text)
    case .lost:
      session.ending =
        reply.verb == .connect || reply.verb == .ehlo ? .lostIdle : .lostInCommand
      noteGreeting(before: reply.verb)
    case .timedOut:
      session.ending = .timedOut
      noteGreeting(before: reply.verb)
    case .unwilling:
      session.greeted = .yes
      giveUp(reply, text)
    case .handshakeFailed: failHandshake()
    case .noConnection, .other: break
    }
  }

  /// Where the connection ended shows how far it had come.
  private mutating func noteGreeting(before verb: SessionEvent.Verb) {
    switch verb {
    case .connect: session.greeted = .no
    case .mailFrom, .rcptTo, .data, .endOfData, .startTLS: session.greeted = .yes
    default: break
    }
  }

  private mutating func giveUp(_ reply: RemoteReply, _ text: Span<UInt8>) {
    if session.gaveUp.isEmpty {
      session.gaveUp = session.keep(text.extracting(reply.text.indices))
    }
  }

  /// The recipients of a transaction share the reply to what is not a recipient's command.
  private mutating func addRefusal(_ reply: RemoteReply, _ path: TextRange, _ text: Span<UInt8>) {
    if reply.verb != .rcptTo, session.refusals.contains(where: { $0.verb == reply.verb }) { return }
    guard session.refusals.count < SessionLimits.entries else {
      session.truncated = true
      return
    }
    session.refusals.append(
      RefusalFact(
        verb: reply.verb, code: reply.code, enhanced: reply.enhanced, implied: false,
        text: session.keep(text.extracting(reply.text.indices)), path: path,
        transaction: session.transactions.isEmpty ? -1 : 0))
  }

  /// `tls=` (since 3.11): the level that was in force; behind a colon the one that it fell back to. `!`
  /// and `?` mark what was not reached.
  private mutating func applyField(_ field: Span<UInt8>) {
    let cursor = MessageCursor(field)
    guard !cursor.contains("!"), !cursor.contains("?") else { return }
    isTLSKnown = true
    if cursor.isExactly("none") || cursor.endsWith(":none") {
      session.tls.state = handshakeFailed ? .failed : .plaintext
    } else if session.tls.state == .notLogged {
      session.tls.state = .encrypted
    } else if session.tls.state == .verified {
      session.tls.method = cursor.sees("dane") ? .dane : .pkix
    }
  }
}
