// SPDX-License-Identifier: Apache-2.0

/// How a session ended, judged once its last record is known.
extension SessionSlot {
  /// Completes the session. `isGone` says that the process cannot write any more: what looks open
  /// was lost. One that is still open can be gone on with, and be concluded again.
  mutating func conclude(isGone: Bool) {
    // The rest of a reply may stand in the next file; lines without a code never have a last one.
    let mayGoOn = !isGone && (!reply.isOpen || reply.code != 0) && ending(isGone) == .stillOpen
    if !mayGoOn {
      finishReply(at: newest)
      dropUntoldRefusal()
    }
    if session.quit != .yes { session.quit = isQuitNotLogged() ? .notLogged : .no }
    session.ending = ending(isGone)
    session.lacksBeginning = lacksBeginning
    concludeTLS()
    // What says of its own connection goes on with no other session.
    if !marks.isDisjoint(with: [.connected, .attempted]) { session.mayFollow = false }
    concludeDoubt()
    session.latencies.total = session.end.since(session.start)
    if let mailTime { session.latencies.mailToEnd = session.end.since(mailTime) }
  }

  /// A handshake that was asked for and not completed has failed, unless the end of the log cuts it off.
  /// Where the records begin in mid-session, plaintext is not what they say.
  private mutating func concludeTLS() {
    if session.tls.state == .notLogged { session.tls.state = .plaintext }
    guard session.tls.state == .plaintext else { return }
    if session.tls.attempted, session.ending != .stillOpen, !marks.contains(.serverDied) {
      session.tls.state = .failed
    } else if session.tls.attempted || session.lacksBeginning {
      session.tls.state = .notLogged
    }
  }

  private mutating func ending(_ isGone: Bool) -> SessionEnd {
    isOutbound ? outboundEnding(isGone) : inboundEnding(isGone)
  }

  private mutating func inboundEnding(_ isGone: Bool) -> SessionEnd {
    if marks.contains(.timedOut) { return .timedOut }
    if marks.contains(.aborted) { return .killed }
    if session.quit == .yes {
      return marks.contains(.failedAfterQuit) ? .quitWithoutWaiting : .quit
    }
    if marks.contains(.closedByUs) { return .refused }
    if marks.contains(.serverDied) { return .killed }
    if marks.contains(.lost) { return lostEnding() }
    if marks.contains(.processEnded) { return isEndedByAlarm() ? .timedOut : lostEnding() }
    if marks.contains(.endedByTLS) { return lostEnding() }
    guard isGone else { return .stillOpen }
    return session.quit == .notLogged ? .notLogged : lostEnding()
  }

  /// Whether the client may have said QUIT without a trace: one command in the log shows that the
  /// server's build logged them.
  private mutating func isQuitNotLogged() -> Bool {
    guard !isOutbound, session.start < SessionLimits.commandsLogged else {
      return false
    }
    for index in 0..<session.transactions.count where session.transactions[index].isMailLogged {
      return false
    }
    return true
  }

  private mutating func outboundEnding(_ isGone: Bool) -> SessionEnd {
    if marks.contains(.quitAnswered) { return .quit }
    if marks.contains(.timedOut) { return .timedOut }
    if marks.contains(.aborted) { return .killed }
    if marks.contains(.serverRefused) { return .refused }
    if marks.contains(.serverDied) { return .killed }
    if session.quit == .yes { return .quitWithoutWaiting }
    let isOver = isGone || !marks.isDisjoint(with: [.lost, .gaveUp, .endedByTLS])
    return isOver ? lostEnding() : .stillOpen
  }

  private mutating func lostEnding() -> SessionEnd {
    if openTransaction >= 0 || marks.contains(.handshakeBroken) || !pending.isEmpty {
      return .lostInCommand
    }
    return session.transactions.contains { $0.delivered == .yes } ? .lostAfterMessage : .lostIdle
  }

  /// The server's alarm clock leaves no line of its own: only the moment of the end says.
  private mutating func isEndedByAlarm() -> Bool {
    func rings(_ start: LogTimestamp?, after limit: Int64) -> Bool {
      guard let start else { return false }
      return (0..<SessionLimits.alarmSlack).contains(newest.since(start) - limit)
    }
    return hamTime == nil
      ? rings(connectedTime, after: SessionLimits.overallAlarm)
      : rings(hamTime, after: SessionLimits.hamAlarm)
  }

  /// An end of file in the middle of DATA is logged as bad syntax, last of all, and the reply to it
  /// never left the house.
  private mutating func dropUntoldRefusal() {
    guard marks.contains(.dataBroken), session.refusals.last?.reason == .dataSyntax else { return }
    session.refusals.removeLast()
  }
}
