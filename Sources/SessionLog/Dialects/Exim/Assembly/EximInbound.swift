// SPDX-License-Identifier: Apache-2.0

/// Which session a line about an inbound connection belongs to.
extension EximAssembler {
  mutating func inbound(
    _ statement: EximStatement, _ record: EximRecord, _ octets: Span<UInt8>,
    into sink: inout some SessionSink
  ) -> Int? {
    let text = EximText(octets, record.text)
    let address = text.hash(statement.host.address)
    let line = Line(
      kind: statement.kind, process: Self.process(statement, record, octets), address: address,
      port: statement.host.port, helo: text.hash(statement.host.helo),
      usesTLS: Self.tls(statement, text),
      suite: Self.suite(statement, text), time: record.time)
    switch statement.kind {
    case .connected, .refusedConnection:
      let index = open(record, .inbound, octets, into: &sink)
      table.setAddress(address, of: index)
      table[index].port = statement.host.port
      table[index].acceptor = record.process
      return index
    default: break
    }
    if line.process != 0 {
      if let index = owned(by: line, into: &sink) {
        table[index].learn(line.suite)
        return index
      }
      if let index = adoptable(by: line) {
        table.setOwner(line.process, of: index)
        table[index].learn(line.suite)
        return index
      }
    } else if let index = acquainted(with: line) {
      // A second line about an end that is known by its own line adds no doubt.
      if line.port == 0, line.endsSession, !table[index].marks.contains(.ended) {
        table[index].marks.insert(.endGuessed)
      }
      table[index].learn(line.suite)
      return index
    }
    // A line that names nobody, and whose process is not known, begins no session.
    guard address != 0 else { return nil }
    let index = open(record, .inbound, octets, into: &sink)
    table.setAddress(address, of: index)
    table[index].port = line.port
    if line.process != 0 { setOwner(line.process, of: index) }
    table[index].learn(line.suite)
    return index
  }

  /// What of a line says which session it belongs to.
  struct Line {
    var kind: EximStatement.Kind
    var process: UInt32
    var address: UInt64
    var port: UInt16
    var helo: UInt64
    /// Whether the session uses TLS; nil where the line does not say.
    var usesTLS: Bool?
    /// What it says of suite and certificate: the same in all lines of a session.
    var suite: UInt64
    var time: LogTimestamp

    /// Comes after the line that ends the session, or can do so.
    var isTrailing: Bool {
      switch kind {
      case .noMail, .disconnected, .tlsReadFailed, .tlsBroken, .lost, .incomplete, .quit,
        .closedByUs,
        .closedByEOF:
        true
      default: false
      }
    }

    /// Says how the session ended.
    var endsSession: Bool {
      switch kind {
      case .quit, .closedByUs, .closedByEOF, .terminated, .lost, .disconnected, .lostInData,
        .commandTimeOut, .dataTimeOut, .dropped, .tlsReadFailed, .synchronisationError:
        true
      default: false
      }
    }

    /// A session that a handshake failed in can have such a line: the client does not know yet, or
    /// goes on in the clear with what it had sent.
    var canFollowFailure: Bool {
      switch kind {
      case .syntaxError, .protocolError, .lost, .disconnected, .commandTimeOut, .noMail, .quit,
        .dropped, .tlsClientLeft, .closedByEOF:
        true
      default: false
      }
    }
  }

  private static func process(
    _ statement: EximStatement, _ record: EximRecord, _ octets: Span<UInt8>
  ) -> UInt32 {
    if record.process != 0 { return record.process }
    return statement.host.connection != 0
      ? statement.host.connection : record.receiver(in: octets)
  }

  /// Whether the line shows that its session uses TLS or does not.
  private static func tls(_ statement: EximStatement, _ text: borrowing EximText) -> Bool? {
    if !statement.tls.suite.isEmpty || statement.marks.contains(.usesTLS) { return true }
    switch statement.kind {
    case .tlsReadFailed, .tlsBroken: return true
    case .handshakeFailed: return false
    case .arrived: return EximProtocol(text.octets(statement.protocolName)).usesTLS
    default:
      return statement.marks.contains(.statesTLS) && statement.isBehindGreeting ? false : nil
    }
  }

  /// What a line says of TLS, as one number; 0 where it says nothing.
  private static func suite(_ statement: EximStatement, _ text: borrowing EximText) -> UInt64 {
    guard !statement.tls.suite.isEmpty else { return 0 }
    return text.hash(statement.tls.suite) ^ text.hash(statement.tls.subject) &* 3
      ^ UInt64(statement.tls.verification.rawValue)
  }

  /// The open session of the line's process, unless the process has another one by now.
  private mutating func owned(by line: Line, into sink: inout some SessionSink) -> Int? {
    guard let index = table.owned(by: line.process) else { return nil }
    if fits(index, line, within: EximLimits.silence) { return index }
    close(index, into: &sink)
    return nil
  }

  private func fits(_ index: Int, _ line: Line, within silence: Int64) -> Bool {
    let slot = table[index]
    guard line.time.since(slot.newest) <= silence,
      line.address == 0 || slot.address == 0 || line.address == slot.address,
      line.port == 0 || slot.port == 0 || line.port == slot.port
    else { return false }
    return !slot.marks.contains(.ended) || line.isTrailing
  }

  /// A session that is known by no process yet and could be that of the line's process: the one whose
  /// connection the same process logged, else the one that waits longest.
  private mutating func adoptable(by line: Line) -> Int? {
    var best = -1
    var count = 0
    var index = table.first(of: line.address)
    while line.address != 0, index >= 0 {
      let slot = table[index]
      if slot.owner == 0, slot.session.direction == .inbound,
        fits(index, line, within: window(of: slot)), agrees(slot, line)
      {
        if slot.acceptor == line.process { return index }
        if !slot.marks.contains(.connected) { count += 1 }
        if best < 0 || slot.session.start <= table[best].session.start { best = index }
      }
      index = table[index].next
    }
    if count > 1 { markAmbiguous(line) }
    return best < 0 ? nil : best
  }

  /// The session of a line that names a peer and nothing else.
  private mutating func acquainted(with line: Line) -> Int? {
    guard line.address != 0 else { return nil }
    var best = -1
    var count = 0
    var index = table.first(of: line.address)
    while index >= 0 {
      let slot = table[index]
      if slot.session.direction == .inbound, fits(index, line, within: window(of: slot)),
        agrees(slot, line)
      {
        count += 1
        if best < 0 || slot.newest > table[best].newest { best = index }
      }
      index = table[index].next
    }
    if count > 1, line.port == 0 { markAmbiguous(line) }
    return best < 0 ? nil : best
  }

  /// A session whose connection is logged, or whose port, is known to be one and the same for longer.
  private func window(of slot: EximSlot) -> Int64 {
    slot.port != 0 || slot.marks.contains(.connected)
      ? EximLimits.silence : EximLimits.acquaintance
  }

  /// Whether a line can be of a session, as far as TLS and EHLO show.
  private func agrees(_ slot: EximSlot, _ line: Line) -> Bool {
    if line.helo != 0, slot.helo != 0, line.helo != slot.helo, line.kind != .refused {
      return false
    }
    if line.suite != 0, slot.suite != 0, line.suite != slot.suite { return false }
    if slot.marks.contains(.handshakeFailed) { return line.canFollowFailure }
    switch slot.session.tls.state {
    case .encrypted, .verified:
      if line.usesTLS == false { return false }
    case .plaintext:
      // A refused recipient before STARTTLS is rare, a handshake after mail in the clear is not seen.
      if line.usesTLS == true || line.kind == .handshakeFailed { return false }
    case .failed, .notLogged: break
    }
    return line.kind != .handshakeFailed || !slot.marks.contains(.hasMail)
  }

  /// All sessions that a line could belong to are in doubt.
  private mutating func markAmbiguous(_ line: Line) {
    var index = table.first(of: line.address)
    while index >= 0 {
      if fits(index, line, within: window(of: table[index])), agrees(table[index], line) {
        table[index].session.doubt.insert(.sharedAddress)
      }
      index = table[index].next
    }
  }
}
