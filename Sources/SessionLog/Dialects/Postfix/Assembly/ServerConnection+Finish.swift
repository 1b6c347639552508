// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// What a session's facts are when it is over.
extension ServerConnection {
  /// Settles what the records together say. `isOver`: the connection has ended, not only the log.
  mutating func settle(isOver: Bool) {
    session.lacksBeginning = !hasConnect
    if !hasConnect { session.doubt.insert(.lostLine) }
    settleGreeting()
    settleTLS()
    settleTransactions()
    addUnloggedRefusals()
    settleEnding(isOver: isOver)
    session.withholdWhatIsInDoubt()
    if isPrecise, hasConnect, isOver {
      session.latencies.total = session.end.since(session.start)
    }
  }

  private mutating func settleGreeting() {
    if statistics.areLogged {
      let greetings = (statistics[.ehlo].accepted, statistics[.helo].accepted)
      session.extended = Stated(greetings.0 > 0)
      session.greeted = Stated(greetings.0 > 0 || greetings.1 > 0)
    } else if !session.transactions.isEmpty {
      session.greeted = .yes
    } else if breakStage == .connect, breakKind != nil {
      session.greeted = .no
    }
  }

  /// Without a line about a handshake the statistics say whether there was one; without those only
  /// a service whose log has such lines does.
  private mutating func settleTLS() {
    guard !isTLSEstablished, !isScreened else { return }
    let starttls = statistics[.starttls]
    if handshakeFailed {
      session.tls.state = .failed
    } else if starttls.accepted > 0 {
      session.tls.attempted = true
      session.tls.state = .encrypted
    } else if breakStage == .startTLS, breakKind != nil {
      session.tls.attempted = true
      session.tls.state = .failed
    } else if isWrapped || !hasConnect && !statistics.areLogged {
      session.tls.state = .notLogged
    } else if statistics.areLogged {
      session.tls.attempted = starttls.all > 0
      // Who may authenticate in the clear is rare, and a service that speaks TLS from the first octet
      // on shows no STARTTLS.
      let isDoubtful = statistics[.auth].all > 0 && !tlsIsLogged
      session.tls.state = isDoubtful ? .notLogged : .plaintext
    } else if tlsIsLogged, hasDisconnect, session.doubt.isEmpty {
      // Before 3.0: the line about a handshake is the only one there could be.
      session.tls.state = .plaintext
    }
  }

  private mutating func settleTransactions() {
    let (data, bdat) = (statistics[.data].accepted, statistics[.bdat].accepted)
    var accepted = UInt32(clamping: session.messagesDelivered)
    for index in session.transactions.indices
    where session.transactions[index].delivered == .notLogged {
      if !statistics.areLogged {
        // The log says that it was kept back, which happens to what was accepted.
        if session.transactions[index].stored { session.transactions[index].delivered = .yes }
      } else if accepted < data || bdat > 0 && session.transactions[index].stored {
        session.transactions[index].delivered = .yes
        accepted += 1
      } else if bdat == 0 || accepted >= data + bdat {
        session.transactions[index].delivered = .no
      }
    }
    guard statistics.areLogged else { return }
    // Accepted without a queue file (DISCARD before DATA), or the lines are lost.
    while bdat == 0, accepted < data, session.transactions.count < SessionLimits.entries {
      var transaction = Transaction()
      transaction.isMailLogged = false
      transaction.areParametersLogged = false
      transaction.delivered = .yes
      transaction.start = session.start
      session.transactions.append(transaction)
      accepted += 1
    }
    settleTransfers(data: data, bdat: bdat)
  }

  /// The statistics state how many messages came by DATA, not which: the first ones are taken for them.
  private mutating func settleTransfers(data: UInt32, bdat: UInt32) {
    var byData = data
    let messages = session.messagesDelivered
    for index in session.transactions.indices where session.transactions[index].delivered == .yes {
      if byData > 0 {
        session.transactions[index].transfer = .data
        byData -= 1
      } else if bdat > 0 {
        session.transactions[index].transfer = .bdat
        if messages == 1 { session.transactions[index].chunks = bdat }
      }
    }
  }

  /// Commands that were refused without a line of their own: bad syntax, bad sequence, unknown commands.
  private mutating func addUnloggedRefusals() {
    guard statistics.areLogged else { return }
    let verbs: [(CommandStatistics.Verb, SessionEvent.Verb)] = [
      (.helo, .helo), (.ehlo, .ehlo), (.auth, .auth), (.mail, .mailFrom), (.rcpt, .rcptTo),
      (.data, .data), (.bdat, .bdat), (.vrfy, .vrfy), (.noop, .noop), (.rset, .reset),
      (.unknown, .other),
    ]
    for (counted, verb) in verbs {
      var missing = Int(statistics[counted].refused)
      guard missing > 0 else { continue }
      missing -= session.refusals.count { $0.verb == verb }
      switch counted {
      case .data where statistics[.bdat].refused == 0, .bdat where statistics[.data].refused == 0:
        missing -= session.refusals.count { $0.verb == .endOfData }
      case .unknown: missing -= session.offences.count { $0 == .garbage }
      default: break
      }
      // A transfer that breaks off was not refused.
      if breakKind != nil,
        breakStage == .data && counted == .data || breakStage == .bdat && counted == .bdat
      {
        missing -= 1
      }
      for _ in 0..<max(0, min(missing, 1000)) {
        add(RefusalFact(verb: verb, code: 0, enhanced: nil, implied: true, text: .empty))
      }
    }
    guard !handshakeFailed, session.tls.state != .failed else { return }
    for _ in 0..<min(statistics[.starttls].refused, 100) {
      add(RefusalFact(verb: .startTLS, code: 0, enhanced: nil, implied: true, text: .empty))
    }
  }

  private mutating func settleEnding(isOver: Bool) {
    if statistics.areLogged { session.quit = Stated(statistics[.quit].accepted > 0) }
    if isDead {
      session.ending = .killed
      session.quit = statistics.areLogged ? session.quit : .notLogged
    } else if !isOver {
      session.ending = .stillOpen
    } else if session.quit == .yes {
      session.ending = .quit
    } else if let breakKind {
      session.quit = .no
      session.ending =
        switch breakKind {
        case .timedOut: .timedOut
        case .tooManyErrors: .refused
        case .lost: lostEnding
        }
    } else if hungUp {
      session.quit = .no
      session.ending = .lostIdle
    } else if limitPassed {
      session.ending = .refused
    } else if session.quit == .no {
      session.ending = quietEnding
    } else {
      session.ending = .notLogged
    }
  }

  private var lostEnding: SessionEnd {
    switch breakStage {
    case .startTLS, .auth, .data, .bdat: .lostInCommand
    case .endOfMessage: session.messagesDelivered > 0 ? .lostAfterMessage : .lostInCommand
    default: session.messagesDelivered > 0 ? .lostAfterMessage : .lostIdle
    }
  }

  /// Neither QUIT nor a line about the loss: Postfix leaves it out where the last thing was a message that
  /// it accepted, and where it was itself who closed.
  private var quietEnding: SessionEnd {
    if session.messagesDelivered > 0, session.refusals.isEmpty { return .lostAfterMessage }
    if !session.refusals.isEmpty || !session.offences.isEmpty { return .refused }
    return session.messagesDelivered > 0 ? .lostAfterMessage : .notLogged
  }
}
