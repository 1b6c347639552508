// SPDX-License-Identifier: Apache-2.0

/// What a record means to a session in which we are the client.
extension SessionSlot {
  mutating func applyOutbound(_ logged: LoggedEvent, _ text: borrowing RecordText) {
    marks.insert(.outbound)
    session.direction = .outbound
    switch logged.event {
    case .recipientGiven(let mailbox):
      giveRecipient(mailbox, of: text)
    case .domainFact(let fact, _):
      learn(fact)
    case .trying(let host, _):
      marks.insert(.attempted)
      marks.subtract([.gaveUp, .afterQuit])
      session.peerName = keep(host, of: text)
      session.facts = domainFacts
    case .connectedTo(let address, _):
      marks.insert(.connectionMade)
      marks.remove(.connectFailed)
      connectedTime = logged.time
      session.peerAddress = keep(PeerIdentity(address, of: text).address, of: text)
    case .connectFailed:
      if !marks.contains(.connectionMade) { marks.insert(.connectFailed) }
    case .serverIdentifies(let name):
      session.helo = keep(name, of: text)
    case .replyLine where marks.contains(.afterQuit): break
    case .replyLine(let code, let more, let line):
      marks.insert(.connectionMade)
      readReplyLine(code: code, more: more, text.octets(line), at: logged.time)
    case .command(let verb, let argument, _):
      marks.insert(.connectionMade)
      send(verb, argument: argument, at: logged.time, of: text)
    case .commandReturned(let verb, let code):
      finishReply(at: logged.time)
      summarise(verb, code: code)
    case .sendOutcome(let success):
      if success { assumeDelivered() }
    case .clientGaveUp(let reason):
      finishReply(at: logged.time)
      marks.insert(.gaveUp)
      if marks.contains(.connectionMade), session.transactions.isEmpty, session.gaveUp.isEmpty {
        session.gaveUp = keep(reason, of: text)
      }
    case .timedOut, .peerClosed, .connectionFailed, .aborted:
      applyOutboundEnd(logged, text)
    default:
      applyTLS(logged, text)
    }
  }

  private mutating func applyOutboundEnd(_ logged: LoggedEvent, _ text: borrowing RecordText) {
    switch logged.event {
    case .timedOut: marks.insert(.timedOut)
    case .peerClosed: lose()
    case .connectionFailed(let reason): fail(reason, of: text)
    case .aborted(let reason):
      finishReply(at: logged.time)
      abort(reason, of: text)
    default: break
    }
  }

  /// The first mailbox names the domain that the process delivers to; a second one may override
  /// the envelope, not the domain whose hosts are tried.
  private mutating func giveRecipient(_ mailbox: TextRange, of text: borrowing RecordText) {
    guard session.recipientDomain.isEmpty else { return }
    session.recipientDomain = keep(Self.domain(of: mailbox, text), of: text)
  }

  /// `Mailbox = Local-part "@" ( Domain / address-literal )` (RFC 5321 section 4.1.2); a quoted
  /// local part may hold an `@` itself.
  static func domain(of mailbox: TextRange, _ text: borrowing RecordText) -> TextRange {
    guard let at = text.last(UInt8(ascii: "@"), in: mailbox) else { return .empty }
    return PeerIdentity.asciiForm(
      TextRange(start: at + 1, count: mailbox.end - at - 1), of: text)
  }

  /// TLSA records count for the host that is connected to, so what is said of them before a host
  /// is tried is about another name.
  private mutating func learn(_ fact: SessionEvent.DomainFact) {
    switch fact {
    case .mxAuthentic, .mxNotAuthentic, .noMX, .nullMX, .mtaSTS, .noMTASTS:
      domainFacts.insert(fact)
      session.facts.insert(fact)
    case .tlsaFound, .tlsaNotFound, .tlsaAuthentic, .tlsaNotAuthentic, .tlsaUnusable:
      if marks.contains(.attempted) { session.facts.insert(fact) }
    }
  }

  private mutating func send(
    _ verb: SessionEvent.Verb, argument: TextRange, at time: LogTimestamp,
    of text: borrowing RecordText
  ) {
    finishReply(at: time)
    dropUnanswered()
    marks.subtract([.gaveUp, .handshakeBroken])
    marks.formUnion([.substantial, .bannerSeen])
    var command = PendingCommand(verb: verb, transaction: openTransaction)
    noteMissingLines(before: verb)
    switch verb {
    case .helo:
      // Logged without a reply; the client goes on only if it was accepted.
      session.extended = .no
    case .startTLS:
      session.tls.attempted = true
      handshakeStart = time
    case .mailFrom:
      let path = Self.path(in: argument, text)
      marks.remove(.messageRefused)
      session.gaveUp = .empty
      begin(accepted: false, path: path.path, parameters: path.parameters, at: time, of: text)
      command.transaction = openTransaction
    case .rcptTo:
      command.forwardPath = session.forwardPaths.count
      let path = Self.path(in: argument, text).path
      if session.recipientDomain.isEmpty {
        session.recipientDomain = keep(Self.domain(of: path, text), of: text)
      }
      addForwardPath(keep(path, of: text), accepted: false)
      if command.forwardPath == session.forwardPaths.count { command.forwardPath = -1 }
    case .data:
      if openTransaction >= 0 { session.transactions[openTransaction].transfer = .data }
    case .bdat:
      let chunk = Self.chunk(argument, text)
      command.isLastChunk = chunk.isLast
      addChunk(octets: chunk.octets)
    case .quit:
      session.quit = .yes
    case .noop:
      // QUIRK: `C: NOOP NOOP` is one line for two commands, sent to test pipelining.
      if text.contains("NOOP", in: argument) { expect(command) }
    case .reset:
      openTransaction = -1
    default:
      break
    }
    expect(command)
  }

  /// The client's own words for the final reply, where the reply itself is not in the log.
  private mutating func summarise(_ verb: SessionEvent.Verb, code: UInt16) {
    switch verb {
    case .data, .bdat, .endOfData:
      if code / 100 == 2 { return assumeDelivered() }
    default:
      break
    }
    guard code >= 400 else { return }
    if let known = session.refusals.last(where: { $0.code == code }) {
      // The reply was taken for that to another command, whose own is missing.
      let transfers: [SessionEvent.Verb] = [.data, .bdat, .endOfData]
      if known.verb != verb, !(transfers.contains(known.verb) && transfers.contains(verb)) {
        marks.insert(.lineMissing)
      }
      return
    }
    guard hasRoom(session.refusals.count) else { return }
    marks.insert(.substantial)
    session.refusals.append(
      RefusalFact(
        verb: verb, code: code, enhanced: nil, implied: false, text: .empty,
        transaction: session.transactions.count - 1))
  }

  /// The client holds the last message for sent.
  private mutating func assumeDelivered() {
    guard let last = session.transactions.indices.last, !marks.contains(.messageRefused),
      session.transactions[last].transfer != nil
    else { return }
    deliver(last)
  }

  mutating func deliver(_ index: Int) {
    session.transactions[index].delivered = .yes
    if session.transactions[index].transfer == .data,
      let size = session.transactions[index].declaredSize
    {
      session.transactions[index].octets = size
    }
    if openTransaction == index { openTransaction = -1 }
  }
}
