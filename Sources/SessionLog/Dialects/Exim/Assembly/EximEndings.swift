// SPDX-License-Identifier: Apache-2.0

extension EximSlot {
  /// Completes the session, whose last line is known.
  mutating func conclude() {
    session.ending = session.direction == .outbound ? .notLogged : inboundEnding()
    if session.tls.state == .notLogged, marks.contains(.usesTLS) { session.tls.state = .encrypted }
    switch session.tls.state {
    case .encrypted, .verified, .failed:
      // STARTTLS is a keyword of EHLO.
      session.greeted = .yes
      if session.extended == .notLogged { session.extended = .yes }
    case .plaintext, .notLogged: break
    }
    if session.direction == .inbound { session.latencies.total = total() }
    session.lacksBeginning = false
    // Another session of the same peer may have ended so, which left no line of its own.
    if marks.contains(.endGuessed) {
      session.doubt.insert(.sharedAddress)
      session.quit = .notLogged
    }
    session.withholdWhatIsInDoubt()
  }

  private mutating func inboundEnding() -> SessionEnd {
    if marks.contains(.timedOut) { return .timedOut }
    if marks.contains(.killed) { return .killed }
    if session.quit == .yes { return .quit }
    if marks.contains(.closedByUs) { return .refused }
    if marks.contains(.lost) { return lostEnding() }
    if marks.contains(.tlsCut) {
      // A client that says QUIT is not read from any more.
      session.quit = .no
      return lostEnding()
    }
    if marks.contains(.endOfInput) { return lostEnding() }
    if session.tls.state == .failed, !session.tls.continuedInPlaintext {
      if session.quit == .notLogged { session.quit = .no }
      return .lostInCommand
    }
    if session.quit == .no { return lostEnding() }
    // Had it ended, the log would say so.
    if marks.contains(.connected), marks.contains(.cutByEnd) { return .stillOpen }
    return .notLogged
  }

  private func lostEnding() -> SessionEnd {
    if marks.contains(.inTransaction) || marks.contains(.handshakeFailed) { return .lostInCommand }
    return session.transactions.contains { $0.delivered == .yes } ? .lostAfterMessage : .lostIdle
  }

  /// Both ends of a session are in the log only where its connection is.
  private func total() -> Int64? {
    marks.contains(.connected) && marks.contains(.ended) ? session.end.since(session.start) : nil
  }
}
