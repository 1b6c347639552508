// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

extension ProviderTally {
  /// Counts one session.
  mutating func add(_ session: Session, mark: SessionMark, caches: inout TallyCaches) {
    // Nobody is accused by what a session in doubt says of it, or leaves out.
    let isInDoubt = !session.doubt.isEmpty
    if isInDoubt { inDoubt += 1 }
    switch session.unit {
    case .session: sessions += 1
    case .delivery: deliveries += 1
    }
    first = earliest(first, session.start)
    last = latest(last, session.end)
    if case .yes = session.greeted {
      greeted += 1
      if case .notLogged = session.tls.state { greetedTLSUntold += 1 }
    }
    if case .yes = session.extended { extended += 1 }
    if !session.gaveUp.isEmpty { addGivenUp(session, mark: mark) }

    var uses = UsedExtensions()
    let delivered = addTransactions(of: session, mark: mark, uses: &uses)
    addTLS(of: session, mark: mark, delivered: delivered, caches: &caches)
    addEnding(of: session, mark: mark, delivered: delivered > 0)

    if session.greetingMismatch, !isInDoubt {
      greetingMismatches += 1
      evidence.add(.greetingMismatch, mark)
    }
    if !session.missingCertificates.isEmpty, !isInDoubt {
      addMissingCertificates(of: session, mark: mark)
    }
    if !session.refusals.isEmpty, !isInDoubt || session.isRefusedByUs {
      refusals.add(session, mark: mark)
      addRefusedAddresses(of: session, mark: mark)
    }
    if !session.offences.isEmpty, !isInDoubt { addOffences(of: session, mark: mark) }
    if case .outbound = direction {
      switch session.tls.state {
      case .encrypted, .verified: uses.tls = true
      case .plaintext, .failed, .notLogged: break
      }
      if isInDoubt { return }
      if !session.offeredBeforeTLS.isEmpty || !session.offeredAfterTLS.isEmpty {
        if offerPart.isEmpty { offerPart.append(OfferTally()) }
        offerPart[0].add(
          session, mark: mark, used: uses, evidence: &evidence, keywords: &caches.keywords)
      }
    }
  }

  /// Counts the mail transactions; the number of delivered messages.
  private mutating func addTransactions(
    of session: Session, mark: SessionMark, uses: inout UsedExtensions
  ) -> Int {
    let text = session.text.span
    // Walked by index: to iterate an array retains it.
    let list = session.transactions.span
    var delivered = 0
    transactions += list.count
    for index in list.indices {
      let transaction = list[index]
      if transaction.reversePath.isEmpty {
        if transaction.isMailLogged { nullReversePaths += 1 }
      } else if transaction.accepted {
        let path = text.extracting(transaction.reversePath.indices)
        if QuotedAddress.isQuoted(path) {
          quoted.seen += 1
          quoted.accepted += 1
          quoted.acceptedReversePaths += 1
          evidence.add(.quotedAccepted, mark)
        }
        if !path.isASCII { unicode.addAccepted(mark, evidence: &evidence) }
      }
      guard case .yes = transaction.delivered else { continue }
      delivered += 1
      if let stated = transaction.octets {
        octets.addSaturating(stated)
      } else {
        messagesWithoutOctets += 1
      }
      uses.note(transaction)
      transfer.add(transaction)
    }
    let paths = session.forwardPaths.span
    for index in paths.indices {
      let path = paths[index]
      guard path.accepted else {
        recipientsRefused += 1
        continue
      }
      recipientsAccepted += 1
      let octets = text.extracting(path.path.indices)
      if QuotedAddress.isQuoted(octets) {
        quoted.seen += 1
        quoted.accepted += 1
        quoted.acceptedForwardPaths += 1
        evidence.add(.quotedAccepted, mark)
      }
      if !octets.isASCII { unicode.addAccepted(mark, evidence: &evidence) }
    }
    messages += delivered
    guard delivered > 0 else { return 0 }
    delivering += 1
    uses.delivered = true
    transfer.addSession(uses)
    if uses.bdat { evidence.add(.chunkingUsed, mark) }
    if uses.binaryMIME { evidence.add(.binaryUsed, mark) }
    if uses.eightBitMIME { evidence.add(.eightBitUsed, mark) }
    if uses.smtputf8 { evidence.add(.smtputf8Used, mark) }
    return delivered
  }

  private mutating func addGivenUp(_ session: Session, mark: SessionMark) {
    if session.wasLeftBeforeTLS { leftBeforeTLS += 1 }
    if session.isGivenUpForSMTPUTF8, session.doubt.isEmpty {
      unicode.addGivenUp(mark, evidence: &evidence)
    }
  }

  private mutating func addEnding(of session: Session, mark: SessionMark, delivered: Bool) {
    endings.add(session.ending)
    guard delivered else { return }
    if case .notLogged = session.quit {
      quitUntold += 1
      return
    }
    endingsDelivering.add(session.ending)
    let saidQuit = if case .yes = session.quit { true } else { false }
    if saidQuit { quitDelivering += 1 }
    switch session.ending {
    case .lostAfterMessage, .lostIdle, .lostInCommand, .timedOut:
      if !saidQuit { evidence.add(.leftWithoutQuit, mark) }
    case .quit, .quitWithoutWaiting, .refused, .killed, .stillOpen, .notLogged: break
    }
  }

  private mutating func addMissingCertificates(of session: Session, mark: SessionMark) {
    let text = session.text.span
    certificateRequestsUnmet += 1
    evidence.add(.certificateMissing, mark)
    for range in session.missingCertificates {
      let name = text.extracting(range.indices)
      missingCertificates.add(hash: OctetHash.fast(name), mark: mark) {
        name.string
      }
    }
  }

  /// Refused addresses with characters outside ASCII, and such with a quoted local part, and those of
  /// the latter that the refusal shows without the quotes. A refusal of the message itself counts
  /// where its text shows the reverse-path so.
  private mutating func addRefusedAddresses(of session: Session, mark: SessionMark) {
    let text = session.text.span
    for refusal in session.refusals {
      let reply = text.extracting(refusal.text.indices)
      if !refusal.path.isEmpty {
        let path = text.extracting(refusal.path.indices)
        if !path.isASCII { unicode.addRefused(mark, evidence: &evidence) }
        guard let address = QuotedAddress(path) else { continue }
        quoted.addRefused(
          address, asReversePath: refusal.verb == .mailFrom, shown: address.mangled(in: reply),
          mark: mark, evidence: &evidence)
      } else if refusal.verb == .data || refusal.verb == .bdat || refusal.verb == .endOfData,
        let path = session.transactions.last?.reversePath, !path.isEmpty,
        let address = QuotedAddress(text.extracting(path.indices)),
        let shown = address.mangled(in: reply)
      {
        quoted.addRefused(
          address, asReversePath: true, shown: shown, mark: mark, evidence: &evidence)
      }
    }
  }

  private mutating func addOffences(of session: Session, mark: SessionMark) {
    var seen: UInt32 = 0
    for offence in session.offences where seen & 1 << UInt32(offence.rawValue) == 0 {
      seen |= 1 << UInt32(offence.rawValue)
      offences.add(offence)
      evidence.add(.offence(offence), mark)
    }
  }
}

extension ProviderTally {
  private mutating func addTLS(
    of session: Session, mark: SessionMark, delivered: Int, caches: inout TallyCaches
  ) {
    let facts = session.tls
    tls.states.add(facts.state)
    if delivered > 0 { tls.messages.add(facts.state, delivered) }
    if facts.attempted { tls.attempted += 1 }
    if let method = facts.method { tls.methods.add(method) }
    if let certificate = facts.certificate { tls.certificates.add(certificate) }
    switch facts.state {
    case .notLogged:
      tls.lastNotLogged = latest(tls.lastNotLogged, session.start)
    case .plaintext:
      tls.firstPlaintext = earliest(tls.firstPlaintext, session.start)
      tls.lastPlaintext = latest(tls.lastPlaintext, session.start)
      evidence.add(.plaintext, mark)
      if delivered > 0 { evidence.add(.deliveredInPlaintext, mark) }
    case .failed:
      evidence.add(.handshakeFailed, mark)
      if delivered > 0 { evidence.add(.deliveredInPlaintext, mark) }
      let error = session.text.span.extracting(facts.error.indices)
      let reason = error.extracting(HandshakeError.reason(in: error))
      tls.handshakeErrors.add(hash: OctetHash.fast(reason), mark: mark) {
        reason.string
      }
    case .encrypted, .verified:
      if case .notLogged = facts.isVerified { tls.verificationUntold += 1 }
      tls.lastEncrypted = latest(tls.lastEncrypted, session.start)
      addSuite(of: session, mark: mark, caches: &caches)
    }
    if facts.continuedInPlaintext {
      tls.continuedInPlaintext += 1
      if delivered > 0 { tls.deliveredAfterFailure += 1 }
      evidence.add(.continuedInPlaintext, mark)
    }
    guard session.doubt.isEmpty else { return }
    if case .offeredBad = facts.certificate {
      addVerifyError(of: facts, mark: mark)
    } else if facts.verifyError != 0, facts.state != .verified {
      addVerifyError(of: facts, mark: mark)
    }
  }

  private mutating func addVerifyError(of facts: TLSFacts, mark: SessionMark) {
    evidence.add(.certificateUnverified, mark)
    let error = VerifyError(number: facts.verifyError)
    tls.verifyErrors.add(hash: OctetHash.mixed(UInt64(error.number)), mark: mark) { error }
  }

  private mutating func addSuite(
    of session: Session, mark: SessionMark, caches: inout TallyCaches
  ) {
    let facts = session.tls
    let text = session.text.span
    let name = text.extracting(facts.cipher.indices)
    let suite = caches.suites.suite(name, version: text.extracting(facts.version.indices))
    tls.versions.add(suite.version)
    if facts.bits > 0 { tls.strengths.add(KeyStrength(bits: facts.bits)) }
    tls.forwardSecrecy.add(suite.cipher.forwardSecrecy)
    if name.count > 0 {
      tls.ciphers.add(hash: suite.nameHash, mark: mark) { name.string }
    }
    guard session.doubt.isEmpty else { return }
    if suite.cipher.isWeak || facts.bits > 0 && facts.bits < 112 {
      tls.weak += 1
      evidence.add(.weakCipher, mark)
    }
    if suite.cipher.forwardSecrecy == .no { evidence.add(.noForwardSecrecy, mark) }
    switch suite.version {
    case .sslv3, .tls10, .tls11: evidence.add(.outdatedSuite, mark)
    case .tls12, .tls13, .other: break
    }
  }
}

extension Session {
  /// We refused something, which the log shows word for word, and of this session.
  fileprivate var isRefusedByUs: Bool {
    if case .inbound = direction { !isAmbiguous } else { false }
  }
}
