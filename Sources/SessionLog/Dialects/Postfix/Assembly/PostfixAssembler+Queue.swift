// SPDX-License-Identifier: Apache-2.0

import MailTypes

/// Messages by queue id: from the client to the queue manager.
extension PostfixAssembler {
  func queueKey(_ record: borrowing PostfixRecord, _ text: Span<UInt8>) -> UInt64 {
    let id = record.message.queueID
    return id.isEmpty ? 0 : RecordHash.hash(text.extracting(id.indices)) ^ record.host
  }

  /// A queue file was opened for a client.
  mutating func takeClient(
    _ peer: PostfixPeer, _ record: borrowing PostfixRecord, _ text: Span<UInt8>, _ index: Int
  ) {
    let key = queueKey(record, text)
    guard key != 0 else { return }
    // An id that is used again: what its earlier message waited for does not come any more.
    if let old = queue.index(of: key) { resolve(old, as: nil) }
    let entry = queue.insert(key)
    var transaction = Transaction()
    transaction.isMailLogged = false
    transaction.areParametersLogged = false
    transaction.delivered = .notLogged
    transaction.start = record.time
    let count = connections[index].session.transactions.count
    guard count < SessionLimits.entries else {
      connections[index].session.truncated = true
      return
    }
    connections[index].session.transactions.append(transaction)
    connections[index].pending += 1
    queue[entry].connection = Int32(index)
    queue[entry].generation = connections[index].generation
    queue[entry].transaction = Int32(count)
  }

  mutating func takeHandedIn(
    _ record: borrowing PostfixRecord, _ path: TextRange, _ text: Span<UInt8>
  ) {
    flow.recordsOutsideSessions += 1
    let key = queueKey(record, text)
    guard key != 0 else { return }
    let entry = queue.insert(key)
    queue[entry].setReversePath(text.extracting(record.place(path).indices))
  }

  /// The queue manager has a message: for the first time, or again.
  mutating func takeActive(
    _ record: borrowing PostfixRecord, _ path: TextRange, _ octets: UInt64, _ text: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    let key = queueKey(record, text)
    guard key != 0 else {
      flow.recordsOutsideSessions += 1
      return
    }
    let entry = queue.index(of: key) ?? queue.insert(key)
    if !queue[entry].isActive {
      queue[entry].isActive = true
      flow.messagesQueued += 1
      flow.octetsQueued.addSaturating(octets)
    }
    queue[entry].octets = octets
    queue[entry].setReversePath(text.extracting(record.place(path).indices))
    guard let index = connection(of: entry) else {
      flow.recordsOutsideSessions += 1
      return
    }
    connections[index].note(record, text, keeps: keepsRecords)
    let place = Int(queue[entry].transaction)
    let kept = connections[index].session.keep(text.extracting(record.place(path).indices))
    connections[index].session.transactions[place].reversePath = kept
    connections[index].session.transactions[place].isMailLogged = true
    connections[index].session.transactions[place].octets = octets
    connections[index].session.transactions[place].stored = true
    resolve(entry, as: .yes, into: &sink)
  }

  /// The queue file of a message is gone.
  mutating func takeRemoved(
    _ record: borrowing PostfixRecord, _ isCancelled: Bool, _ text: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    flow.recordsOutsideSessions += 1
    guard let entry = queue.index(of: queueKey(record, text)) else { return }
    if connection(of: entry) != nil {
      resolve(entry, as: isCancelled ? .no : nil, into: &sink)
    }
    queue.remove(entry)
  }

  mutating func takeTooLarge(_ record: borrowing PostfixRecord, _ index: Int) {
    // smtpd and cleanup both note it.
    guard !connections[index].session.refusals.contains(where: { $0.reason == .sizeLimit }) else {
      return
    }
    connections[index].add(
      RefusalFact(
        verb: .endOfData, code: 552, enhanced: EnhancedStatusCode(5, 3, 4), implied: true,
        text: .empty, reason: .sizeLimit))
  }

  /// What cleanup does with content, which belongs to the session that brought the message.
  mutating func takeContentAction(
    _ record: borrowing PostfixRecord, _ text: Span<UInt8>, into sink: inout some SessionSink
  ) {
    guard case .action(let action, _) = record.event,
      let entry = queue.index(of: queueKey(record, text)), let index = connection(of: entry)
    else {
      flow.recordsOutsideSessions += 1
      return
    }
    connections[index].note(record, text, keeps: keepsRecords)
    connections[index].apply(record, text)
    if action.refuses {
      resolve(entry, as: .no, into: &sink)
      queue.remove(entry)
    } else {
      keepBack(action, entry)
    }
  }

  /// An action of smtpd's on a message that has a queue file.
  mutating func noteAction(
    _ action: PostfixEvent.Action, _ record: borrowing PostfixRecord, _ text: Span<UInt8>
  ) {
    if let entry = queue.index(of: queueKey(record, text)) { keepBack(action, entry) }
  }

  private mutating func keepBack(_ action: PostfixEvent.Action, _ entry: Int) {
    switch action {
    case .hold, .milterHold, .discard, .milterDiscard: break
    case .reject, .milterReject, .hangUp, .other: return
    }
    guard !queue[entry].isKeptBack, let index = connection(of: entry) else { return }
    queue[entry].isKeptBack = true
    let place = Int(queue[entry].transaction)
    // Whether it was accepted in the end is seen from the statistics.
    connections[index].session.transactions[place].stored = true
    connections[index].pending -= 1
    queue[entry].connection = -1
  }

  /// The slot of the session that brought a message, while it waits for its fate.
  private func connection(of entry: Int) -> Int? {
    let index = Int(queue[entry].connection)
    guard index >= 0, connections[index].phase != .free,
      connections[index].generation == queue[entry].generation
    else { return nil }
    return index
  }

  /// What a session waited for has come, or will not come any more (nil).
  private mutating func resolve(_ entry: Int, as delivered: Stated?) {
    guard let index = connection(of: entry) else { return }
    if let delivered {
      connections[index].session.transactions[Int(queue[entry].transaction)].delivered = delivered
    }
    connections[index].pending -= 1
    queue[entry].connection = -1
  }

  private mutating func resolve(
    _ entry: Int, as delivered: Stated?, into sink: inout some SessionSink
  ) {
    let index = connection(of: entry)
    resolve(entry, as: delivered)
    if let index, connections[index].phase == .waiting, connections[index].pending == 0 {
      release(index, isOver: true, into: &sink)
    }
  }
}

extension QueueTable.Entry {
  mutating func setReversePath(_ path: Span<UInt8>) {
    guard !hasReversePath, path.count <= PostfixLimits.reversePath else { return }
    hasReversePath = true
    reversePath.removeAll(keepingCapacity: true)
    reversePath.append(path)
  }
}
