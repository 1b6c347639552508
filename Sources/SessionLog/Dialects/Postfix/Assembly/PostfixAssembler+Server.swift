// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// Connections of clients: smtpd's by process, postscreen's by address and port.
extension PostfixAssembler {
  mutating func takeServer(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    // postscreen and tlsproxy serve many clients at a time, each with its port.
    if let peer = record.event.screenedPeer, record.daemon != .smtpd {
      return takeScreenedRecord(peer, record, text)
    }
    if isOfCleanup(record) {
      return takeContentAction(record, text, into: &sink)
    }
    let index: Int
    if let before = connections.index(of: record.process) {
      if record.event.beginsSession {
        close(before, isOver: true, into: &sink)
        index = open(record, text, into: &sink)
      } else {
        index = before
      }
    } else if record.event.isOfSession(daemon: record.daemon) {
      index = open(record, text, into: &sink)
    } else {
      flow.recordsOutsideSessions += 1
      return
    }
    connections[index].note(record, text, keeps: keepsRecords)
    connections[index].apply(record, text)
    switch record.event {
    case .client(let peer, _, _, _): takeClient(peer, record, text, index)
    case .tooLarge: takeTooLarge(record, index)
    case .action(let action, _): noteAction(action, record, text)
    case .disconnected: end(index, into: &sink)
    default: break
    }
  }

  private mutating func open(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    if connections.usedCount >= PostfixLimits.openSessions { closeOldest(into: &sink) }
    let index = connections.take(record.process)
    connections[index].begin(record, text, input: inputIndex)
    connections[index].tlsIsLogged = servicesWithTLS.contains(record.service)
    if !record.event.beginsSession, let firstTime,
      record.time.since(firstTime) <= PostfixLimits.deliverySilence
    {
      connections[index].session.mayFollow = true
    }
    return index
  }

  /// The connection is over; its messages may not be in the queue yet.
  private mutating func end(_ index: Int, into sink: inout some SessionSink) {
    connections.unlink(index)
    connections[index].tlsIsLogged = servicesWithTLS.contains(connections[index].service)
    guard connections[index].pending > 0 else { return release(index, isOver: true, into: &sink) }
    connections[index].phase = .waiting
    waiting.append(
      index, connections[index].generation, since: connections[index].session.end)
    if waiting.count > PostfixLimits.waitingSessions { releaseFirstWaiting(into: &sink) }
  }

  /// A connection whose end is not in the log.
  mutating func close(_ index: Int, isOver: Bool, into sink: inout some SessionSink) {
    connections.unlink(index)
    connections[index].tlsIsLogged = servicesWithTLS.contains(connections[index].service)
    release(index, isOver: isOver, into: &sink)
  }

  /// Hands a session on.
  mutating func release(_ index: Int, isOver: Bool, into sink: inout some SessionSink) {
    let isHandedOver = connections[index].isScreened && connections[index].hasPassed
    if isHandedOver, connections[index].phase == .open {
      // smtpd went on with the connection, and its session is the one that counts.
      flow.recordsOutsideSessions += Int(connections[index].session.recordCount)
    } else {
      if !isOver, connections[index].phase == .open { leaveOpen(index) }
      connections[index].settle(isOver: isOver)
      sink.take(&connections[index].session)
    }
    connections[index].phase = .free
    connections.give(index)
  }

  /// Another input may have the rest of a session.
  private mutating func leaveOpen(_ index: Int) {
    connections[index].session.continuation = PostfixOpenConnection(connections[index])
  }

  /// Goes on with a session that another input began.
  mutating func goOn(with connection: ServerConnection) {
    let index = connections.take(connection.key)
    connections[index] = connection
  }

  mutating func closeWaiting(into sink: inout some SessionSink) {
    while let first = waiting.front {
      let isThere =
        connections[first.slot].phase == .waiting
        && connections[first.slot].generation == first.generation
      if isThere, newest.since(first.since) <= PostfixLimits.acceptance { return }
      waiting.dropFirst()
      if isThere { release(first.slot, isOver: true, into: &sink) }
    }
  }

  mutating func releaseFirstWaiting(into sink: inout some SessionSink) {
    while let first = waiting.front {
      waiting.dropFirst()
      guard connections[first.slot].phase == .waiting,
        connections[first.slot].generation == first.generation
      else { continue }
      return release(first.slot, isOver: true, into: &sink)
    }
  }

  mutating func releaseAllWaiting(into sink: inout some SessionSink) {
    while waiting.count > 0 { releaseFirstWaiting(into: &sink) }
  }

  /// Makes room: closes what has been silent for too long, or else what began first.
  private mutating func closeOldest(into sink: inout some SessionSink) {
    var oldest = -1
    var closed = 0
    for index in 0..<connections.count where connections[index].phase == .open {
      if isStale(index) {
        close(index, isOver: true, into: &sink)
        closed += 1
      } else if oldest < 0 || connections[index].session.end < connections[oldest].session.end {
        oldest = index
      }
    }
    if closed == 0, oldest >= 0 { close(oldest, isOver: false, into: &sink) }
  }

  func isStale(_ index: Int) -> Bool {
    newest.since(connections[index].session.end) > PostfixLimits.silence
  }

  /// An action of cleanup's. Where no daemon is named: cleanup refuses content, which smtpd does not.
  private func isOfCleanup(_ record: borrowing PostfixRecord) -> Bool {
    guard case .action(_, let refusal) = record.event else { return false }
    switch record.daemon {
    case .cleanup: return true
    case .unnamed: return refusal.stage == .endOfMessage && refusal.code == 0
    default: return false
    }
  }
}

// MARK: postscreen

extension PostfixAssembler {
  mutating func takeScreened(
    _ what: PostfixEvent.Screening, _ peer: PostfixPeer, _ record: borrowing PostfixRecord,
    _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    // tlsproxy reports its own part of the connection.
    let isProxy = record.daemon == .tlsproxy
    let key = screenedKey(peer, record, text)
    if what == .connected, !isProxy {
      if let old = connections.index(of: key) { close(old, isOver: true, into: &sink) }
      if connections.usedCount >= PostfixLimits.openSessions { closeOldest(into: &sink) }
      let index = connections.take(key)
      connections[index].begin(record, text, input: inputIndex)
      connections[index].isScreened = true
      connections[index].hasConnect = true
    }
    guard let index = connections.index(of: key) else {
      flow.recordsOutsideSessions += 1
      return
    }
    connections[index].note(record, text, keeps: keepsRecords)
    connections[index].apply(record, text)
    guard what == .closed, !isProxy else { return }
    // postscreen ended it itself, so that smtpd did not have it.
    connections[index].hasPassed = false
    close(index, isOver: true, into: &sink)
  }

  private mutating func takeScreenedRecord(
    _ peer: PostfixPeer, _ record: borrowing PostfixRecord, _ text: Span<UInt8>
  ) {
    guard let index = connections.index(of: screenedKey(peer, record, text)) else {
      flow.recordsOutsideSessions += 1
      return
    }
    connections[index].note(record, text, keeps: keepsRecords)
    connections[index].apply(record, text)
  }

  private func screenedKey(
    _ peer: PostfixPeer, _ record: borrowing PostfixRecord, _ text: Span<UInt8>
  ) -> UInt64 {
    let address = text.extracting(record.place(peer.address).indices)
    return RecordHash.hash(address) ^ record.host ^ (UInt64(peer.port) << 48) ^ 0x5C
  }
}

extension PostfixEvent {
  /// The peer of an event, where it has no name: postscreen's and tlsproxy's way of writing it.
  var screenedPeer: PostfixPeer? {
    let peer: PostfixPeer
    switch self {
    case .tlsEstablished(_, false, _, let stated, _, _, _): peer = stated
    case .handshakeFailed(false, let stated, _): peer = stated
    case .action(_, let refusal): peer = refusal.peer
    default: return nil
    }
    return peer.name.isEmpty && peer.port != 0 ? peer : nil
  }

  var beginsSession: Bool { if case .connected = self { true } else { false } }

  /// The event is about a session, also where the log does not show its beginning.
  func isOfSession(daemon: PostfixDaemon) -> Bool {
    switch self {
    case .connected, .disconnected, .broken, .client: true
    case .limitPassed, .offence, .authenticationFailed, .action, .tlsEstablished, .handshakeFailed:
      daemon.isReceiver
    default: false
    }
  }
}
