// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Mail transactions and refusals of inbound sessions.
extension EximSlot {
  /// Opens a mail transaction that MAIL began, unless it is open.
  mutating func openTransaction(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    if transaction >= 0 {
      let known = session.transactions[transaction]
      if !statement.marks.contains(.sender)
        || session.holds(text.octets(statement.sender), at: known.reversePath)
      {
        return
      }
      transaction = -1
    }
    marks.insert(.hasMail)
    guard hasRoom(session.transactions.count) else { return }
    var new = Transaction()
    if statement.marks.contains(.sender) {
      new.reversePath = session.keep(text.octets(statement.sender))
    } else {
      new.isMailLogged = false
    }
    new.areParametersLogged = false
    new.start = record.time
    new.forwardPaths = session.forwardPaths.count..<session.forwardPaths.count
    new.parameters = session.parameters.count..<session.parameters.count
    transaction = session.transactions.count
    session.transactions.append(new)
    if session.direction == .inbound, session.tls.state == .failed {
      session.tls.continuedInPlaintext = true
    }
  }

  mutating func addForwardPath(_ path: Span<UInt8>, accepted: Bool) {
    guard transaction >= 0, hasRoom(session.forwardPaths.count) else { return }
    session.forwardPaths.append(ForwardPath(path: session.keep(path), accepted: accepted))
    let first = session.transactions[transaction].forwardPaths.lowerBound
    session.transactions[transaction].forwardPaths = first..<session.forwardPaths.count
  }

  /// A message was accepted.
  mutating func arrive(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    openTransaction(statement, record, text)
    let name = EximProtocol(text.octets(statement.protocolName))
    note(name)
    marks.remove(.inTransaction)
    guard transaction >= 0 else { return }
    addRecipients(statement.recipients, text)
    let isFake = statement.marks.contains(.fake)
    session.transactions[transaction].transfer =
      statement.marks.contains(.chunked) ? .bdat : .data
    session.transactions[transaction].octets = statement.octets
    session.transactions[transaction].stored = true
    session.transactions[transaction].delivered = isFake ? .no : .yes
    session.transactions[transaction].smtputf8 = name.usesUTF8
    session.transactions[transaction].perRecipient = statement.marks.contains(.perRecipient)
    if let body = statement.body {
      session.transactions[transaction].areParametersLogged = true
      session.transactions[transaction].body =
        body == 8 ? .eightBitMIME : body == 7 ? .sevenBit : .unstated
    }
    transaction = -1
  }

  /// `P=`: whether the client used EHLO, and TLS where `X=` is not logged.
  private mutating func note(_ name: EximProtocol) {
    guard name.isSMTP else { return }
    session.greeted = .yes
    session.extended = Stated(name.isExtended)
    if session.helo.isEmpty { session.helo = session.peerName }
    if !name.usesTLS {
      if session.tls.state == .notLogged { session.tls.state = .plaintext }
    } else if session.tls.state != .verified {
      session.tls.state = .encrypted
      session.tls.attempted = true
    }
  }

  private mutating func addRecipients(_ list: TextRange, _ text: borrowing EximText) {
    guard !list.isEmpty else { return }
    var cursor = MessageCursor(text.octets(list))
    while !cursor.isAtEnd {
      let path = EximPath.word(&cursor)
      addForwardPath(cursor.octets.extracting(path.indices), accepted: true)
      _ = cursor.skip(" ")
    }
  }

  /// A recipient that is thrown away was accepted.
  mutating func accept(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    openTransaction(statement, record, text)
    if !statement.recipient.isEmpty {
      addForwardPath(text.octets(statement.recipient), accepted: true)
    }
    marks.insert(.inTransaction)
  }

  /// The answer for one recipient after the data, where it is a refusal.
  mutating func judge(_ statement: EximStatement, _ text: borrowing EximText) {
    let detail = text.octets(statement.detail)
    guard !detail.holds("accept", at: 0, before: detail.count),
      !detail.holds("refus", at: 0, before: detail.count)
    else { return }
    var refusal = statement
    refusal.verb = .endOfData
    add(refusal, text)
    if transaction >= 0 { session.transactions[transaction].refusedRecipients += 1 }
  }

  /// The transaction ended without a message.
  mutating func giveUp(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    openTransaction(statement, record, text)
    addRecipients(statement.recipients, text)
    transaction = -1
    let why = text.octets(statement.detail)
    if why.holds("QUIT", at: 0, before: why.count) {
      session.quit = .yes
    } else if why.holds("connection lost", at: 0, before: why.count) {
      marks.insert(.inTransaction)
      if session.quit == .notLogged { session.quit = .no }
      marks.insert(.lost)
    }
  }

  mutating func refuse(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    switch statement.verb {
    case .rcptTo, .endOfData, .data, .bdat:
      openTransaction(statement, record, text)
      marks.insert(.inTransaction)
      if statement.verb == .rcptTo, !statement.recipient.isEmpty {
        addForwardPath(text.octets(statement.recipient), accepted: false)
      }
    case .connect:
      end(quit: .no, .closedByUs)
    case .ehlo, .helo:
      session.greeted = .yes
      if statement.detail.isEmpty == false,
        text.octets(statement.detail).holds(
          "syntactically invalid", at: 0, before: Int(statement.detail.count))
      {
        addOffence(.invalidGreeting)
      }
    default: break
    }
    add(statement, text)
    if statement.verb == .endOfData {
      transaction = -1
      marks.remove(.inTransaction)
    }
  }

  /// Adds a refusal of our own. Its code is not logged but where the text begins with it.
  mutating func add(_ statement: EximStatement, _ text: borrowing EximText) {
    guard hasRoom(session.refusals.count) else { return }
    let path = statement.verb == .mailFrom ? statement.sender : statement.recipient
    var cursor = MessageCursor(text.octets(statement.detail))
    let code = EximReply.code(&cursor)
    var fact = RefusalFact(
      verb: statement.verb, code: code, enhanced: EximReply.enhanced(&cursor), implied: false,
      text: .empty)
    if code == 0 { fact.replyClass = statement.marks.contains(.temporary) ? 4 : 5 }
    fact.text = session.keep(cursor.octets.extracting(cursor.position..<cursor.end))
    fact.path = session.keep(text.octets(path))
    fact.transaction = transaction
    session.refusals.append(fact)
  }
}
