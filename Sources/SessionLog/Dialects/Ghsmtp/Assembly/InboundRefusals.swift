// SPDX-License-Identifier: Apache-2.0

/// Refusals of the receiving server, which logs their texts and never their codes.
extension SessionSlot {
  /// Notes a refusal, unless nobody was told: the peer was gone, or the "command" was a line of a
  /// message body.
  mutating func refuse(
    _ refusal: Refusal, path: TextRange, whole: TextRange, of text: borrowing RecordText
  ) {
    defer { endsTransaction(refusal) }
    guard !marks.contains(.lost) else { return }
    if refusal == .tooManyUnrecognised { return refuseTooMany() }
    if marks.contains(.bodyAsCommands) { return noteBodyLine() }
    var implied = refusal.implied(by: .known(at: session.start))
    let isOutcome = marks.contains(.justStored) && canFollowStorage(refusal)
    if isOutcome {
      // With PRDR a recipient's outcome is logged twice: when it is known, and when it is reported.
      if isOutcomeKnown(of: path, text) { return }
      implied.verb = .endOfData
      refuseStored()
    }
    acted()
    if isOutcome { marks.insert(.justStored) }
    let kept = keep(path, of: text)
    if !isOutcome, implied.verb == .rcptTo, !kept.isEmpty, openTransaction >= 0 {
      addForwardPath(kept, accepted: false)
    }
    note(implied, reason: refusal, path: kept, text: keep(whole, of: text))
    if let offence = Self.offence(behind: refusal) { note(offence) }
    if Self.closes(refusal) { marks.insert(.closedByUs) }
    if refusal == .dataSyntax { marks.insert(.dataBroken) }
    if Self.leavesBody(refusal) { marks.insert(.bodyAsCommands) }
  }

  /// Notes that the peer was turned away; `badHost` only repeats what an earlier record said.
  mutating func block(
    _ reason: SessionEvent.Blocking, detail: TextRange, of text: borrowing RecordText
  ) {
    let peer = blockedPeer(reason, detail, of: text)
    if session.peerAddress.isEmpty { session.peerAddress = keep(peer.address, of: text) }
    if session.peerName.isEmpty { session.peerName = keep(peer.name, of: text) }
    let isRepeated = marks.contains(.closedByUs)
    acted()
    marks.insert(.closedByUs)
    guard !isRepeated else { return }
    var implied = reason.implied(
      by: .known(at: session.start), isListedSender: text.contains(" bad sender", in: detail))
    if reason == .badHost, session.greeted == .yes { implied.verb = .mailFrom }
    note(implied, reason: nil, path: .empty, text: keep(detail, of: text))
  }

  mutating func note(
    _ implied: Refusal.Implied, reason: Refusal?, path: TextRange, text: TextRange
  ) {
    guard hasRoom(session.refusals.count) else { return }
    session.refusals.append(
      RefusalFact(
        verb: implied.verb, code: implied.code, enhanced: implied.enhanced, implied: true,
        text: text, path: path, reason: reason))
  }

  mutating func note(_ offence: Offence) {
    if hasRoom(session.offences.count) { session.offences.append(offence) }
  }

  /// After a refused chunk, or a data stream that broke, the rest of the message arrives where
  /// commands are expected. That is one offence, and no refusal of anything the peer said.
  private mutating func noteBodyLine() {
    marks.remove(.dataBroken)
    if session.offences.last != .bodyAsCommands { note(.bodyAsCommands) }
  }

  /// The last of too many commands gets one reply, which was counted, and the connection closes.
  private mutating func refuseTooMany() {
    acted()
    marks.insert(.closedByUs)
    guard let last = session.refusals.indices.last,
      session.refusals[last].reason == .unrecognisedCommand
    else { return }
    session.refusals[last].reason = .tooManyUnrecognised
  }

  private mutating func isOutcomeKnown(of path: TextRange, _ text: borrowing RecordText) -> Bool {
    guard let last = session.refusals.last, last.verb == .endOfData else { return false }
    return session.holds(text.octets(path), at: last.path)
  }

  /// The message was stored, and then the client was told that it was not accepted. With PRDR
  /// each recipient has an outcome of its own: the message counts while one of them accepts.
  private mutating func refuseStored() {
    guard let last = session.transactions.indices.last else { return }
    session.transactions[last].refusedRecipients += 1
    let transaction = session.transactions[last]
    guard transaction.perRecipient else {
      session.transactions[last].delivered = .no
      return
    }
    if Int(transaction.refusedRecipients) >= transaction.forwardPaths.count {
      session.transactions[last].delivered = .no
    }
  }

  private mutating func endsTransaction(_ refusal: Refusal) {
    switch refusal {
    case .sizeLimit, .chunkSizeLimit, .spam, .storage, .localError, .bareLineFeed:
      openTransaction = -1
    default: break
    }
  }

  /// Whom the sentence names. Before 2026 a peer that is turned away at the door has no other record.
  ///
  ///     badHost          = "[" address "]" SP reason
  ///     addressBlocklist = "IP address " address SP reason
  ///     dnsBlocklist     = "IP address " address SP reason / address " blocked on advice from " list
  ///                        / client " blocked by " list
  ///     nameBlocklist    = "FCrDNS " [ "registered domain " ] name SP reason
  private func blockedPeer(
    _ reason: SessionEvent.Blocking, _ detail: TextRange, of text: borrowing RecordText
  ) -> PeerIdentity {
    func word(behind opening: Int) -> TextRange {
      let rest = TextRange(start: Int(detail.start) + opening, count: Int(detail.count) - opening)
      let end = text.first(UInt8(ascii: " "), in: rest) ?? rest.end
      return TextRange(start: Int(rest.start), count: end - Int(rest.start))
    }
    switch reason {
    case .badHost: return PeerIdentity(addressAhead(in: detail, of: text), of: text)
    case .addressBlocklist, .dnsBlocklist:
      if text.begins(detail, with: "IP address ") {
        return PeerIdentity(word(behind: 11), of: text)
      }
      if let close = text.last(UInt8(ascii: "]"), in: detail) {
        let start = Int(detail.start)
        return PeerIdentity(TextRange(start: start, count: close + 1 - start), of: text)
      }
      return PeerIdentity(word(behind: 0), of: text)
    case .nameBlocklist:
      let opening = text.begins(detail, with: "FCrDNS registered domain ") ? 25 : 7
      var peer = PeerIdentity(.empty, of: text)
      peer.name = PeerIdentity.asciiForm(word(behind: opening), of: text)
      return peer
    case .identity, .sender, .earlyTalker: return PeerIdentity(.empty, of: text)
    }
  }

  /// `[address] reason`: the literal alone.
  private func addressAhead(in detail: TextRange, of text: borrowing RecordText)
    -> TextRange
  {
    let close = text.first(UInt8(ascii: "]"), in: detail)
    guard text.begins(detail, with: "["), let close else { return .empty }
    return TextRange(start: Int(detail.start), count: close + 1 - Int(detail.start))
  }

  /// Whether it can be the outcome of the message that was stored a moment ago. Where the server's build
  /// logged no commands it is the answer to a RCPT of the next transaction.
  private mutating func canFollowStorage(_ refusal: Refusal) -> Bool {
    switch refusal {
    case .badRecipient, .temporaryRecipient, .recipientPolicy: break
    default: return false
    }
    return session.start >= SessionLimits.commandsLogged
      || session.transactions.last?.isMailLogged == true
  }

  /// Refusals after which the server closes the connection.
  private static func closes(_ refusal: Refusal) -> Bool {
    switch refusal {
    case .garbage, .senderRejected, .authentication, .bareLineFeed: true
    default: false
    }
  }

  /// Refusals that leave the rest of a message in the stream.
  private static func leavesBody(_ refusal: Refusal) -> Bool {
    switch refusal {
    case .chunkSizeLimit, .bdatInput, .bdatSequence, .bdatOutOfOrder, .dataSyntax: true
    default: false
    }
  }

  /// The breach of protocol that a refusal answers.
  private static func offence(behind refusal: Refusal) -> Offence? {
    switch refusal {
    case .mailOutOfOrder, .rcptOutOfOrder, .dataOutOfOrder, .bdatOutOfOrder, .nestedMail,
      .errorState, .bdatSequence, .binaryWithData:
      .commandSequence
    case .startTLSMisplaced: .startTLSMisplaced
    case .unrecognisedCommand: .unrecognisedCommand
    case .garbage: .garbage
    case .bareLineFeed: .bareLineFeed
    case .badGreeting: .invalidGreeting
    case .badReversePath, .badForwardPath: .invalidAddress
    default: nil
    }
  }
}
