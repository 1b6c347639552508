// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Which delivery attempt a line belongs to: an attempt is that of one message at one server. Exim
/// does not say where its connections begin and end, so an attempt is counted as a delivery.
extension EximAssembler {
  mutating func attempt(
    _ statement: EximStatement, _ record: EximRecord, _ octets: Span<UInt8>,
    into sink: inout some SessionSink
  ) -> Int? {
    let text = EximText(octets, record.text)
    let address = text.hash(statement.host.address)
    // A local delivery, or one that no server was tried for.
    let message = record.message(in: octets)
    guard address != 0, message != 0 else { return nil }
    let key = message &* 0x9E37_79B9_7F4A_7C15 ^ address
    if let index = table.attempt(key) {
      if continues(index, statement, record, text) {
        if record.process != 0 { table[index].acceptor = record.process }
        return index
      }
      close(index, into: &sink)
    }
    let index = open(record, .outbound, octets, into: &sink)
    table.setAttempt(key, of: index)
    table[index].acceptor = record.process
    return index
  }

  /// Whether the line is about the attempt that is open, not about a later one.
  private func continues(
    _ index: Int, _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) -> Bool {
    let slot = table[index]
    guard record.time.since(slot.newest) <= EximLimits.attempt else { return false }
    if record.process != 0, slot.acceptor != 0, record.process != slot.acceptor {
      // What fails at a server is logged by the process that connects, and the outcome by its parent.
      return statement.isOutcome && !slot.marks.contains(.hasOutcome)
    }
    guard slot.marks.contains(.hasOutcome), record.process == 0 else { return true }
    switch statement.kind {
    // What fails as a whole fails before its recipients do.
    case .hostFailed, .unencrypted, .daneFailed, .handshakeFailed: return false
    default: return !slot.hasOutcome(of: statement, text)
    }
  }
}

extension EximStatement {
  /// What became of a recipient.
  fileprivate var isOutcome: Bool {
    switch kind {
    case .delivered, .deferred, .failed: true
    default: false
    }
  }
}

extension EximSlot {
  /// Whether the attempt has an outcome for the recipient already.
  func hasOutcome(of statement: EximStatement, _ text: borrowing EximText) -> Bool {
    guard !statement.recipient.isEmpty else { return false }
    let path = text.octets(statement.recipient)
    for known in session.forwardPaths where session.holds(path, at: known.path) { return true }
    return false
  }

  mutating func applyOutbound(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    var tls = statement.tls
    // QUIRK: since 4.90 a connection that is used again has lost its certificate.
    if statement.host.isReused { tls.verification = .notLogged }
    note(tls, text)
    switch statement.kind {
    case .delivered: deliver(statement, record, text)
    case .deferred, .failed:
      fail(statement, record, text)
    case .hostFailed:
      addRemote(statement, text)
      if isBeforeConnection(statement, text) { marks.formUnion([.noConnection]) }
    case .unencrypted:
      failHandshake(statement, text)
      session.tls.continuedInPlaintext = true
    case .daneFailed, .handshakeFailed: failHandshake(statement, text)
    case .certificateError:
      session.tls.certificate = .offeredBad
      session.tls.verifyErrorText = session.keep(text.octets(statement.detail))
      marks.insert(.usesTLS)
    default: marks.insert(.usesTLS)
    }
  }

  private mutating func openDelivery(
    _ record: EximRecord, _ statement: EximStatement, _ text: borrowing EximText
  ) {
    marks.formUnion([.hasOutcome, .hasMail])
    marks.remove(.noConnection)
    guard transaction < 0 else { return }
    openTransaction(statement, record, text)
  }

  private mutating func deliver(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    openDelivery(record, statement, text)
    session.greeted = .yes
    guard transaction >= 0 else { return }
    addForwardPath(text.octets(statement.recipient), accepted: true)
    session.transactions[transaction].delivered = .yes
    session.transactions[transaction].transfer =
      statement.marks.contains(.chunked) ? .bdat : .data
    if statement.marks.contains(.perRecipient) {
      session.transactions[transaction].perRecipient = true
    }
    if let octets = statement.octets { session.transactions[transaction].octets = octets }
    if statement.marks.contains(.chunked) || statement.marks.contains(.perRecipient) {
      session.extended = .yes
    }
    // TLS that was used is always in this line.
    if session.tls.state == .notLogged { session.tls.state = .plaintext }
    setDomain(of: statement, text)
  }

  private mutating func fail(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    openDelivery(record, statement, text)
    addForwardPath(text.octets(statement.recipient), accepted: false)
    addRemote(statement, text)
    setDomain(of: statement, text)
    // TLS that was used is in this line, where a command of the transaction failed for good.
    if session.tls.state == .notLogged, statement.kind == .failed, !marks.contains(.usesTLS) {
      switch statement.verb {
      case .mailFrom, .rcptTo, .data, .bdat, .endOfData: session.tls.state = .plaintext
      default: break
      }
    }
    if isBeforeConnection(statement, text) { marks.insert(.noConnection) }
  }

  private mutating func setDomain(of statement: EximStatement, _ text: borrowing EximText) {
    guard session.recipientDomain.isEmpty else { return }
    let path = text.octets(statement.recipient)
    guard let at = path.lastOffset(of: UInt8(ascii: "@"), from: 0, before: path.count) else {
      return
    }
    session.recipientDomain = session.keep(path.extracting(at + 1..<path.count))
  }

  /// Adds what the remote server refused; a failure of the server as a whole is repeated for each
  /// recipient, and counts once.
  private mutating func addRemote(_ statement: EximStatement, _ text: borrowing EximText) {
    if statement.marks.contains(.handshakeFailed) { return failHandshake(statement, text) }
    var cursor = MessageCursor(text.octets(statement.detail))
    let code = EximReply.code(&cursor)
    guard code != 0 else {
      if statement.verb == .other, session.gaveUp.isEmpty {
        session.gaveUp = session.keep(text.octets(statement.detail))
      }
      return
    }
    let isOfRecipient = statement.verb == .rcptTo || statement.marks.contains(.perRecipient)
    let hash = text.hash(statement.detail) ^ UInt64(statement.verb.rawValue)
    if !isOfRecipient, hash == lastRefusal { return }
    lastRefusal = hash
    guard hasRoom(session.refusals.count) else { return }
    var fact = RefusalFact(
      verb: statement.verb, code: code, enhanced: EximReply.enhanced(&cursor), implied: false,
      text: .empty)
    fact.text = session.keep(cursor.octets.extracting(cursor.position..<cursor.end))
    if statement.verb == .rcptTo { fact.path = session.keep(text.octets(statement.recipient)) }
    fact.transaction = transaction
    session.refusals.append(fact)
    if statement.verb != .connect { session.greeted = .yes }
  }

  /// No server was reached.
  private func isBeforeConnection(_ statement: EximStatement, _ text: borrowing EximText) -> Bool {
    guard statement.verb == .other else { return false }
    let detail = text.octets(statement.detail)
    for word: StaticString in [
      "Connection refused", "Connection timed out", "Network is unreachable", "No route to host",
      "Host is unreachable",
    ] where detail.holds(word, at: 0, before: detail.count) {
      return true
    }
    return false
  }
}
