// SPDX-License-Identifier: Apache-2.0

/// What is not known of a session because a line of it may be missing, or be another session's.
extension SessionSlot {
  /// Whether a line that was lost at `time` could have been one of this session.
  /// `process` is 0, and `thread` nil, where the log does not say whose it was.
  mutating func isOpen(at time: LogTimestamp, process: UInt32, thread: UInt64?) -> Bool {
    guard !isStale(at: time), process == 0 || process == self.process else { return false }
    return thread == nil || thread == session.loggedThread
  }

  /// Throws doubt on the session, unless all that matters of it is said: behind QUIT nothing follows that
  /// would say anything about the client.
  mutating func throwDoubt(_ doubt: Doubt) {
    if !isOutbound, session.quit == .yes { return }
    session.thrownDoubt.formUnion(doubt)
  }

  /// Notes a command that came after a handshake whose outcome no record states.
  mutating func noteCommandAfterHandshake() {
    guard session.tls.attempted, session.tls.state == .plaintext, session.tls.error.isEmpty else {
      return
    }
    marks.insert(.outcomeMissing)
  }

  /// Outbound: notes that a command came without one that must come before it (RFC 5321 section 4.1.4), or
  /// after a handshake whose outcome no record states.
  mutating func noteMissingLines(before verb: SessionEvent.Verb) {
    switch verb {
    case .rcptTo, .data, .bdat:
      if openTransaction < 0 {
        if !marks.contains(.messageRefused) { marks.insert(.lineMissing) }
      } else if verb != .rcptTo, session.transactions[openTransaction].forwardPaths.isEmpty {
        marks.insert(.lineMissing)
      }
    case .mailFrom where marks.contains(.startTLSAccepted):
      noteCommandAfterHandshake()
    case .ehlo where session.extended == .yes && !session.tls.attempted:
      // The second EHLO is sent when TLS is up: what began it is missing.
      marks.insert(.lineMissing)
    default: break
    }
  }

  /// Notes what EHLO shows. A client says it again when TLS is up (RFC 3207 section 4.2), and has hardly
  /// another reason to.
  mutating func noteGreeting(extended: Bool) {
    noteCommandAfterHandshake()
    if extended, session.extended == .yes, session.tls.state == .plaintext,
      session.transactions.isEmpty, session.refusals.isEmpty
    {
      marks.insert(.greetedAgain)
    }
  }

  /// What the session's records leave out is not logged where a line may be missing.
  mutating func concludeDoubt() {
    session.doubt = session.thrownDoubt
    if marks.isDisjoint(with: isOutbound ? .attempted : .connected) {
      session.doubt.formUnion(doubtOfBeginning)
    }
    // The host is named by a record that comes before the connection.
    if isOutbound, marks.isDisjoint(with: .attempted), connectedTime != nil {
      session.doubt.insert(.lostLine)
    }
    if !marks.isDisjoint(with: [.outcomeMissing, .lineMissing]) {
      session.doubt.insert(.lostLine)
    }
    // An error of TLS behind it is not that of a handshake.
    if marks.contains(.greetedAgain), !marks.contains(.established),
      [.plaintext, .failed].contains(session.tls.state)
    {
      session.doubt.insert(.lostLine)
    }
    session.withholdWhatIsInDoubt()
  }
}
