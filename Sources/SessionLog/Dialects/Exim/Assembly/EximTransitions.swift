// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// What a line changes in its session.
extension EximSlot {
  /// Keeps what the line says of the peer.
  mutating func identify(_ statement: EximStatement, _ text: borrowing EximText) {
    let host = statement.host
    if session.peerAddress.isEmpty, !host.address.isEmpty {
      session.peerAddress = session.keep(text.octets(host.address))
    }
    if session.peerName.isEmpty, !host.name.isEmpty {
      session.peerName = session.keep(text.octets(host.name))
    }
    if port == 0 { port = host.port }
    guard !host.helo.isEmpty else { return }
    session.greeted = .yes
    guard session.direction == .inbound else { return }
    let octets = text.octets(host.helo)
    if !session.holds(octets, at: session.helo) {
      session.helo = session.keep(octets)
      helo = text.hash(host.helo)
    }
  }

  /// Changes the session by what the line says.
  mutating func apply(
    _ statement: EximStatement, _ record: EximRecord, _ text: borrowing EximText
  ) {
    if session.direction == .outbound { return applyOutbound(statement, record, text) }
    note(statement.tls, text)
    if statement.marks.contains(.usesTLS) { marks.insert(.usesTLS) }
    if statement.marks.contains(.statesTLS), statement.isBehindGreeting,
      session.tls.state == .notLogged, !marks.contains(.usesTLS)
    {
      session.tls.state = .plaintext
    }
    switch statement.kind {
    case .connected: marks.insert(.connected)
    case .quit: end(quit: .yes)
    case .closedByUs, .dropped: end(quit: .no, .closedByUs)
    case .terminated: end(quit: .no, .killed)
    case .closedByEOF: end(quit: .no, .endOfInput)
    case .lost, .disconnected: end(quit: .no, .lost)
    case .lostInData:
      marks.insert(.inTransaction)
      end(quit: .no, .lost)
    case .commandTimeOut: end(quit: .no, .timedOut)
    case .dataTimeOut:
      marks.insert(.inTransaction)
      end(quit: .no, .timedOut)
    case .noMail: noteCommands(statement, text)
    case .incomplete: giveUp(statement, record, text)
    case .arrived: arrive(statement, record, text)
    case .refused: refuse(statement, record, text)
    case .discarded: accept(statement, record, text)
    case .senderVerification: openTransaction(statement, record, text)
    case .perRecipient: judge(statement, text)
    case .refusedConnection:
      add(statement, text)
      end(quit: .no, [.closedByUs, .closedAtOnce])
    case .authenticationFailed: add(statement, text)
    case .syntaxError, .protocolError: mistake(statement, text)
    case .synchronisationError:
      add(statement, text)
      addOffence(statement.verb == .connect ? .earlyTalker : .pipelining)
      end(quit: .no, .closedByUs)
    case .handshakeFailed: failHandshake(statement, text)
    case .tlsClientLeft: if session.tls.state == .notLogged { failHandshake(statement, text) }
    case .tlsUnavailable:
      session.tls.attempted = true
      session.tls.error = session.keep(text.octets(statement.detail))
    case .tlsReadFailed:
      marks.formUnion([.tlsCut, .usesTLS])
    case .tlsBroken: marks.insert(.usesTLS)
    case .certificateError:
      marks.insert(.usesTLS)
      session.tls.certificate = .offeredBad
      session.tls.verifyErrorText = session.keep(text.octets(statement.detail))
    case .peerRemark, .unknown, .remark, .completed, .delivered, .deferred, .failed, .hostFailed,
      .unencrypted, .daneFailed:
      break
    }
  }

  mutating func end(quit: Stated, _ marks: Marks = []) {
    self.marks.formUnion(marks.union(.ended))
    // What was said before stays said.
    if quit == .yes || session.quit == .notLogged { session.quit = quit }
  }

  func hasRoom(_ count: Int) -> Bool { count < SessionLimits.entries }

  mutating func addOffence(_ offence: Offence) {
    if hasRoom(session.offences.count) { session.offences.append(offence) }
  }

  // MARK: Commands

  /// `C=EHLO,STARTTLS,EHLO,QUIT`: all commands of a session without MAIL, or the last ones.
  private mutating func noteCommands(_ statement: EximStatement, _ text: borrowing EximText) {
    let list = text.octets(statement.commands)
    let isWhole = !statement.marks.contains(.cut)
    if Self.contains("QUIT", list) {
      session.quit = .yes
    } else if isWhole, session.quit == .notLogged {
      session.quit = .no
    }
    if Self.contains("EHLO", list) {
      session.greeted = .yes
      session.extended = .yes
    } else if Self.contains("HELO", list) {
      session.greeted = .yes
      if isWhole { session.extended = .no }
    } else if isWhole {
      session.greeted = .no
      session.extended = .no
    }
    if Self.contains("STARTTLS", list) {
      session.tls.attempted = true
    } else if session.tls.state == .notLogged, !marks.contains(.usesTLS) {
      // A session in TLS has its suite in this line.
      session.tls.state = .plaintext
    }
    marks.insert(.ended)
  }

  private static func contains(_ command: StaticString, _ list: Span<UInt8>) -> Bool {
    var at = 0
    while let found = list.firstOffset(of: command, from: at, before: list.count) {
      let behind = found + command.utf8CodeUnitCount
      if found == 0 || list[found - 1] == UInt8(ascii: ","),
        behind == list.count || list[behind] == UInt8(ascii: ",")
      {
        return true
      }
      at = found + 1
    }
    return false
  }

  private mutating func mistake(_ statement: EximStatement, _ text: borrowing EximText) {
    add(statement, text)
    if statement.kind == .protocolError { return addOffence(.commandSequence) }
    switch statement.verb {
    case .rcptTo, .mailFrom: addOffence(.invalidAddress)
    case .ehlo, .helo: addOffence(.invalidGreeting)
    default: addOffence(.unrecognisedCommand)
    }
  }

  // MARK: TLS

  /// Keeps the suite, the verdict on the certificate and the subject, where a line has them.
  mutating func note(_ tls: EximTLS, _ text: borrowing EximText) {
    guard !tls.suite.isEmpty, session.tls.version.isEmpty else { return }
    let suite = EximSuite(text.octets(tls.suite))
    session.tls.version = session.keep(suite.version.span)
    session.tls.cipher = session.keep(
      text.octets(suite.cipher.moved(by: Int(tls.suite.start))))
    session.tls.bits = suite.bits
    session.tls.attempted = true
    encrypt(tls)
  }

  private mutating func encrypt(_ tls: EximTLS) {
    session.tls.state = .encrypted
    switch tls.verification {
    case .yes:
      session.tls.state = .verified
      session.tls.method = .pkix
      session.tls.certificate = .good
    case .dane:
      session.tls.state = .verified
      session.tls.method = .dane
      session.tls.certificate = .good
    case .no:
      // Without a subject: no certificate, or `tls_peerdn` is not selected.
      session.tls.saysUnverified = true
      if !tls.subject.isEmpty { session.tls.certificate = .offeredBad }
    case .notLogged: break
    }
  }

  mutating func failHandshake(_ statement: EximStatement, _ text: borrowing EximText) {
    session.tls.state = .failed
    session.tls.attempted = true
    if session.tls.error.isEmpty {
      session.tls.error = session.keep(text.octets(statement.detail))
    }
    marks.insert(.handshakeFailed)
  }
}
