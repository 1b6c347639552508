// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// Makes sessions and deliveries of the records of one input, which it is given in order.
struct PostfixAssembler: ~Copyable, Sendable {
  private let input: Int
  let keepsRecords: Bool
  var flow = MailFlow()

  var connections = SlotPool<ServerConnection>()
  var deliveries = SlotPool<ClientDelivery>()
  var queue = QueueTable()
  /// Sessions that wait for the queue manager, in the order in which they ended.
  var waiting = WaitingList()
  /// Services in whose log TLS has been seen: without it the lack of a line says nothing.
  var servicesWithTLS: Set<UInt64> = []
  /// Servers that were seen in TLS, and how often each was not since then.
  var encrypted = EncryptedServers()
  /// Lines that were lost lately; their threads are the keys of processes.
  var losses = RecentLosses(memory: PostfixLimits.lossMemory)
  var newest = LogTimestamp(microseconds: .min)
  /// The time of the input's first record.
  var firstTime: LogTimestamp?

  init(input: Int, keepsRecords: Bool) {
    self.input = input
    self.keepsRecords = keepsRecords
  }

  /// Takes a record; the ranges in it are of `text`.
  mutating func take(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    if record.time > newest { newest = record.time }
    if firstTime == nil { firstTime = record.time }
    if waiting.count > 0 { closeWaiting(into: &sink) }
    // Handshakes that fail, and certificates that do not verify, are logged at every level.
    if case .tlsEstablished = record.event { servicesWithTLS.insert(record.service) }
    switch record.event {
    case .remark, .messageID: noteRemark(record, text)
    case .active(let path, let octets, _): takeActive(record, path, octets, text, into: &sink)
    case .removed(let isCancelled): takeRemoved(record, isCancelled, text, into: &sink)
    case .handedIn(let path): takeHandedIn(record, path, text)
    case .notified, .expired, .nameUnconfirmed: flow.recordsOutsideSessions += 1
    case .delivery(let delivery): takeDelivery(delivery, record, text, into: &sink)
    case .attemptFailed(let peer, let range):
      takeFailure(peer, range, record, text, into: &sink)
    case .certificateRefused: takeClientTLS(record, text, into: &sink)
    case .tlsEstablished(_, let isClient, _, _, _, _, _), .handshakeFailed(let isClient, _, _):
      if isClient {
        takeClientTLS(record, text, into: &sink)
      } else {
        takeServer(record, text, into: &sink)
      }
    case .tlsProblem:
      if record.daemon.isSender, deliveries.index(of: record.process) != nil {
        takeClientTLS(record, text, into: &sink)
      } else {
        takeServer(record, text, into: &sink)
      }
    case .systemLife: endSystem(record, into: &sink)
    case .screened(let what, let peer, _): takeScreened(what, peer, record, text, into: &sink)
    case .processDied: takeDeath(record, text, into: &sink)
    case .client, .tooLarge, .action, .connected, .disconnected, .broken, .limitPassed, .offence,
      .authenticationFailed:
      takeServer(record, text, into: &sink)
    }
  }

  /// The input is over.
  mutating func finish(into sink: inout some SessionSink) {
    releaseAllWaiting(into: &sink)
    for index in 0..<connections.count where connections[index].phase != .free {
      close(index, isOver: isStale(index), into: &sink)
    }
    for index in 0..<deliveries.count where deliveries[index].isOpen {
      flush(index, into: &sink)
    }
    flow.forgottenMessages += queue.forgotten
    connections = SlotPool()
    deliveries = SlotPool()
    queue = QueueTable()
    servicesWithTLS = []
    encrypted = EncryptedServers()
    losses.removeAll()
    newest = LogTimestamp(microseconds: .min)
    firstTime = nil
  }

  /// The mail system of a host starts or stops: whatever was open there is over.
  private mutating func endSystem(
    _ record: borrowing PostfixRecord, into sink: inout some SessionSink
  ) {
    flow.recordsOutsideSessions += 1
    // The tags of one instance cannot be told from those of another on the same machine with certainty;
    // a process that goes on is seen to do so by its next line.
  }

  private mutating func takeDeath(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    if let index = connections.index(of: record.process), connections[index].phase == .open {
      connections[index].note(record, text, keeps: keepsRecords)
      connections[index].isDead = true
      close(index, isOver: true, into: &sink)
    } else {
      flow.recordsOutsideSessions += 1
    }
  }

  /// Details of TLS and the like belong to the session that its process has, where it has one.
  private mutating func noteRemark(_ record: borrowing PostfixRecord, _ text: Span<UInt8>) {
    guard keepsRecords else {
      flow.recordsOutsideSessions += 1
      return
    }
    if let index = connections.index(of: record.process), connections[index].phase == .open {
      connections[index].note(record, text, keeps: true)
    } else if let index = deliveries.index(of: record.process), deliveries[index].isOpen {
      deliveries[index].note(record, text, keeps: true)
    } else {
      flow.recordsOutsideSessions += 1
    }
  }

  var inputIndex: Int { input }

  /// Lines of a process (or of any) are lost: what they could have said of what is open is not known.
  mutating func noteLoss(at process: UInt64?) {
    losses.add(
      .lostLine, process: 0, thread: process, at: newest.microseconds == .min ? nil : newest)
    for index in 0..<connections.count where connections[index].phase == .open {
      if process == nil || connections[index].key == process {
        connections[index].session.doubt.insert(.lostLine)
      }
    }
    for index in 0..<deliveries.count where deliveries[index].isOpen {
      if process == nil || deliveries[index].key == process {
        deliveries[index].session.doubt.insert(.lostLine)
      }
    }
  }

  /// The last refusal of a process was logged as a repetition of so many more.
  mutating func repeatRefusal(of process: UInt64, copies: Int) {
    guard let index = connections.index(of: process),
      let refusal = connections[index].session.refusals.last
    else { return }
    for _ in 0..<min(copies, 100) { connections[index].add(refusal) }
  }
}
