// SPDX-License-Identifier: Apache-2.0

/// Stage 5: events to sessions.
///
/// Takes the batches of one input in order, and hands each session to the sink when it is over.
/// Several assemblers can share the work on one input: each is given every batch, and takes the
/// records of its shard of the thread ids. Together they yield the same sessions as one would.
package struct SessionAssembler: ~Copyable, Sendable {
  /// Index of the input, for `Session.input`.
  private var input: Int
  private let shard: UInt64
  private let shards: UInt64
  /// Sessions keep their records word for word.
  private let keepsRecords: Bool
  package private(set) var tally = AssemblerTally()

  private(set) var slots = SessionSlots()
  private var threads = ThreadTable()
  private var slotsBeforeSweep = SessionLimits.slotsBeforeSweep
  /// The session key of the last record and its first slot, or -1: most records have the same as the
  /// one before.
  private var lastThread: UInt64 = 0
  private var lastSlot = -1
  /// The newest time of all records of the input, those of other shards included.
  private var newest = LogTimestamp(microseconds: .min)
  /// The time of the segment's first record.
  private var firstTime: LogTimestamp?
  /// The segment began with a preamble: it is one process's file.
  private var isProcessFile = false
  /// Records of the server's parent process in this segment.
  private var parentRecords = KeySet()

  package init(input: Int, shard: Int = 0, of shards: Int = 1, keepsRecords: Bool = false) {
    precondition(shards > 0 && (0..<shards).contains(shard), "no such shard")
    self.input = input
    self.shard = UInt64(shard)
    self.shards = UInt64(shards)
    self.keepsRecords = keepsRecords
  }

  /// Goes on with another input, after `finish`.
  package mutating func begin(input: Int) { self.input = input }

  /// Takes the events of one block.
  package mutating func consume(
    _ batch: borrowing EventBatch, block: Span<UInt8>, into sink: inout some SessionSink
  ) {
    var first = 0
    for segment in batch.segments {
      take(batch, first..<max(first, segment.firstEvent), block, into: &sink)
      first = max(first, segment.firstEvent)
      beginSegment(into: &sink)
    }
    take(batch, first..<batch.events.count, block, into: &sink)
  }

  private mutating func take(
    _ batch: borrowing EventBatch, _ range: Range<Int>, _ block: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    let events = batch.events.span
    if firstTime == nil, !range.isEmpty { firstTime = events[range.lowerBound].time }
    for index in range {
      let time = events[index].time
      if time > newest { newest = time }
      if isOurs(events[index].sessionKey) { take(events[index], block, into: &sink) }
    }
  }

  /// The input is over.
  package mutating func finish(into sink: inout some SessionSink) {
    closeAll(into: &sink)
    isProcessFile = false
    newest = LogTimestamp(microseconds: .min)
    firstTime = nil
    parentRecords.removeAll()
  }

  private func isOurs(_ key: UInt64) -> Bool {
    // The high bits of a multiplicative hash, which depend on all bits of the id.
    shards == 1 || ThreadTable.hash(key).multipliedFullWidth(by: shards).high == shard
  }

  /// Each file is a world of its own: whatever was open ends with it.
  private mutating func beginSegment(into sink: inout some SessionSink) {
    finish(into: &sink)
    isProcessFile = true
  }

  // MARK: Records of sessions

  /// Most records go on with the session that is open under their thread id: the slot is asked for
  /// that first, and all other questions are for `slot(for:)`.
  @inline(__always)
  private mutating func take(
    _ logged: LoggedEvent, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) {
    tally.records &+= 1
    let key = logged.sessionKey
    if lastSlot < 0 || key != lastThread {
      lastSlot = threads.slot(of: key)
      lastThread = key
    }
    guard lastSlot >= 0 else { return takeElsewhere(logged, block, into: &sink) }
    switch slots[lastSlot].takeNext(logged, block, keepsRecord: keepsRecords) {
    case .taken: break
    case .refused: takeElsewhere(logged, block, into: &sink)
    case .copy: tally.duplicateRecords += 1
    case .last: close(lastSlot, isGone: true, into: &sink)
    }
  }

  /// Takes a record that does not simply go on with the only session of its thread id.
  @inline(never)
  private mutating func takeElsewhere(
    _ logged: LoggedEvent, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) {
    switch logged.event {
    case .childStarted, .childEnded, .refusedAtDoor:
      return takeParentRecord(logged, block, into: &sink)
    default: break
    }
    let index = slot(for: logged, block, into: &sink)
    switch slots[index].take(logged, block, keepsRecord: keepsRecords) {
    case .taken, .refused: break
    case .copy: tally.duplicateRecords += 1
    case .last: close(index, isGone: true, into: &sink)
    }
  }

  /// The slot that a record belongs to; opens one, and closes what the record shows to be over.
  private mutating func slot(
    for logged: LoggedEvent, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    let first = lastSlot
    guard first >= 0 else { return open(logged, block, into: &sink) }
    if slots[first].next >= 0 || isConcurrent(logged, first) {
      return sharedSlot(for: logged, first, block, into: &sink)
    }
    switch slots[first].succession(of: logged) {
    case .same: return first
    case .attempt:
      countAttempt(first, into: &sink)
      return first
    case .connection:
      let facts = slots[first].carried()
      close(first, isGone: true, into: &sink)
      let index = open(logged, block, into: &sink)
      slots[index].carry(facts)
      return index
    case .session:
      close(first, isGone: true, into: &sink)
      return open(logged, block, into: &sink)
    }
  }

  private mutating func open(
    _ logged: LoggedEvent, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    if slots.usedCount >= slotsBeforeSweep { sweep(into: &sink) }
    let index = slots.take()
    slots[index].begin(logged, block)
    slots[index].session.input = input
    if let firstTime, logged.time.since(firstTime) <= SessionLimits.outboundSilence {
      slots[index].session.mayFollow = SessionSlot.mayFollow(logged, inProcessFile: isProcessFile)
    }
    let key = logged.sessionKey
    slots[index].next = threads.slot(of: key)
    threads.set(key, slot: index)
    lastThread = key
    lastSlot = index
    return index
  }

  /// Closes what nothing can be added to any more, so that a long input needs no more memory than
  /// the sessions of some minutes. A record that came later would begin a new session anyway.
  private mutating func sweep(into sink: inout some SessionSink) {
    for index in 0..<slots.count where slots[index].isUsed {
      if slots[index].isStale(at: newest) { close(index, isGone: true, into: &sink) }
    }
    slotsBeforeSweep = max(SessionLimits.slotsBeforeSweep, slots.usedCount * 3 / 2)
  }

  private mutating func closeAll(into sink: inout some SessionSink) {
    guard slots.usedCount > 0 else { return }
    for index in 0..<slots.count where slots[index].isUsed {
      let isGone = slots[index].isGone(at: newest, inProcessFile: isProcessFile)
      close(index, isGone: isGone, into: &sink)
    }
    slotsBeforeSweep = SessionLimits.slotsBeforeSweep
    if slots.count > SessionLimits.slotsKept { slots.removeAll() }
  }

  private mutating func close(_ index: Int, isGone: Bool, into sink: inout some SessionSink) {
    unlink(index)
    lastSlot = -1
    if slots[index].marks.contains(.attempted), !slots[index].marks.contains(.connectionMade) {
      countAttempt(index, into: &sink)
    }
    tally.recordsOfForwarding += slots[index].forwardingRecords
    let mayGoOn = !isGone && !slots[index].isOver
    if slots[index].finish(isGone: isGone) {
      tally.sessions += 1
      if slots[index].session.ambiguous { tally.ambiguousSessions += 1 }
      if mayGoOn {
        var session = slots[index].session
        session.continuation = takeOut(index)
        sink.take(&session)
      } else {
        sink.take(&slots[index].session)
      }
    } else {
      tally.recordsOutsideSessions += Int(slots[index].session.recordCount)
    }
    slots.give(index)
  }

  private mutating func unlink(_ index: Int) {
    let thread = slots[index].thread
    let first = threads.slot(of: thread)
    let next = slots[index].next
    if first == index {
      if next >= 0 { threads.set(thread, slot: next) } else { threads.remove(thread) }
    } else {
      var before = first
      while before >= 0, slots[before].next != index { before = slots[before].next }
      if before >= 0 { slots[before].next = next }
    }
  }

  /// The session under assembly, which leaves an empty one behind.
  private mutating func takeOut(_ index: Int) -> OpenSession {
    var slot = SessionSlot()
    swap(&slots[index], &slot)
    return OpenSession(slot)
  }

  /// An attempt is handed on as a session with an identity of its own, since copies of the log have it
  /// too, and a selection may leave it out.
  private mutating func countAttempt(_ index: Int, into sink: inout some SessionSink) {
    slots[index].attempts &+= 1
    let id = slots[index].session.id
    slots[index].session.id.value ^= UInt64(slots[index].attempts) &* 0x9E37_79B9_7F4A_7C15
    sink.takeAttempt(slots[index].session)
    slots[index].session.id = id
    if slots[index].marks.contains(.connectFailed) {
      tally.attemptsFailed += 1
    } else {
      tally.attemptsSkipped += 1
    }
    slots[index].marks.subtract([.attempted, .connectFailed])
  }
}

// MARK: The server's parent process

extension SessionAssembler {
  /// Records of the parent process belong to no session, but for each connection that it refused
  /// there is no other trace of that session.
  private mutating func takeParentRecord(
    _ logged: LoggedEvent, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) {
    let hash = RecordHash.hash(record: logged.record, in: block)
    guard parentRecords.insert(hash) else {
      tally.duplicateRecords += 1
      return
    }
    switch logged.event {
    case .childStarted: tally.childrenStarted += 1
    case .childEnded: tally.childrenEnded += 1
    case .refusedAtDoor(let reason, let address):
      takeRefused(logged, reason: reason, address: address, block, into: &sink)
      return
    default: break
    }
    tally.recordsOutsideSessions += 1
  }

  private mutating func takeRefused(
    _ logged: LoggedEvent, reason: TextRange, address: TextRange, _ block: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    var slot = SessionSlot()
    slot.begin(logged, block)
    slot.session.input = input
    _ = slot.add(logged, block)
    if keepsRecords { slot.session.keep(KeptRecord(logged), of: block) }
    slot.refuseAtDoor(reason, address: address, of: RecordText(block, message: logged.message))
    slot.conclude(isGone: true)
    tally.sessions += 1
    sink.take(&slot.session)
  }
}

// MARK: One thread id, several sessions

extension SessionAssembler {
  /// Whether the record begins a session beside one that is still open under the same thread id.
  private mutating func isConcurrent(_ logged: LoggedEvent, _ first: Int) -> Bool {
    guard case .connected = logged.event, logged.thread > SessionLimits.kernelThreads else {
      return false
    }
    return slots[first].isOpenBeside(logged)
  }

  /// Finds the session of a record where several share a thread id: by the peer it names, else by
  /// what it can follow, else the one that was heard of last. All of them are marked.
  private mutating func sharedSlot(
    for logged: LoggedEvent, _ first: Int, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    if case .connected = logged.event {
      let index = open(logged, block, into: &sink)
      markAmbiguous(threads.slot(of: logged.sessionKey))
      return index
    }
    let text = RecordText(block, message: logged.message)
    var best = -1
    var bestRank = -1
    var index = first
    while index >= 0 {
      let rank = slots[index].plausibility(of: logged, text)
      let isNewer = best >= 0 && slots[index].newestOrdinal > slots[best].newestOrdinal
      if rank > bestRank || rank == bestRank && isNewer {
        best = index
        bestRank = rank
      }
      index = slots[index].next
    }
    if logged.time.since(slots[best].newest).magnitude > slots[best].silence.magnitude {
      close(best, isGone: true, into: &sink)
      return open(logged, block, into: &sink)
    }
    return best
  }

  private mutating func markAmbiguous(_ first: Int) {
    var index = first
    while index >= 0 {
      slots[index].session.ambiguous = true
      index = slots[index].next
    }
  }
}
