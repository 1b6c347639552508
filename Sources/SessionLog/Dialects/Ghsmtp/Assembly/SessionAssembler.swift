// SPDX-License-Identifier: Apache-2.0
import MailTypes

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

  var slots = SessionSlots()
  var threads = ThreadTable()
  private var slotsBeforeSweep = SessionLimits.slotsBeforeSweep
  /// The session key of the last record and its first slot, or -1: most records have the same as the
  /// one before.
  var lastThread: UInt64 = 0
  var lastSlot = -1
  /// The newest time of all records of the input, those of other shards included.
  var newest = LogTimestamp(microseconds: .min)
  /// The time of the segment's first record.
  private var firstTime: LogTimestamp?
  /// The segment began with a preamble: it is one process's file.
  private var isProcessFile = false
  /// What was lost lately, and which client processes ended their last connection lately.
  var losses = RecentLosses(memory: SessionLimits.outboundSilence)
  private var over = RecentlyOver()
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
    var interludes = Interludes()
    for segment in batch.segments {
      take(batch, first..<max(first, segment.firstEvent), block, &interludes, into: &sink)
      first = max(first, segment.firstEvent)
      beginSegment(into: &sink)
      interludes.beginSegment(in: batch, at: first)
    }
    take(batch, first..<batch.events.count, block, &interludes, into: &sink)
    for index in 0..<slots.count where slots[index].isUsed {
      let record = slots[index].newestRecord
      guard !record.isEmpty else { continue }
      slots[index].newestHash = RecordHash.hash(record: record, in: block)
      slots[index].newestRecord = .empty
    }
  }

  private mutating func take(
    _ batch: borrowing EventBatch, _ range: Range<Int>, _ block: Span<UInt8>,
    _ interludes: inout Interludes, into sink: inout some SessionSink
  ) {
    if firstTime == nil, !range.isEmpty { firstTime = batch.events[range.lowerBound].time }
    var place = range.lowerBound
    while let stop = interludes.next(in: batch, before: range.upperBound) {
      switch stop {
      case .gap(let gap):
        takeAll(batch, place..<max(place, gap.event), block, into: &sink)
        place = max(place, gap.event)
        take(gap, behind: place > 0 ? batch.events[place - 1] : nil, into: &sink)
      case .notUnderstood(let index):
        takeAll(batch, place..<index + 1, block, into: &sink)
        place = index + 1
        throwDoubt(ofUnknown: batch.events[index])
      }
    }
    takeAll(batch, place..<range.upperBound, block, into: &sink)
  }

  private mutating func takeAll(
    _ batch: borrowing EventBatch, _ range: Range<Int>, _ block: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    let events = batch.events.span
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
    losses.removeAll()
    over.removeAll()
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

  mutating func open(
    _ logged: LoggedEvent, _ block: Span<UInt8>, into sink: inout some SessionSink
  ) -> Int {
    if slots.usedCount >= slotsBeforeSweep { sweep(into: &sink) }
    let index = slots.take()
    slots[index].begin(logged, block)
    slots[index].session.input = input
    slots[index].doubtOfBeginning = losses.doubt(
      process: logged.process, thread: logged.thread, at: newest)
    if over.contains(logged.sessionKey, at: logged.time) { slots[index].marks.insert(.afterQuit) }
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

  mutating func close(_ index: Int, isGone: Bool, into sink: inout some SessionSink) {
    unlink(index)
    lastSlot = -1
    if slots[index].marks.contains(.attempted), !slots[index].marks.contains(.connectionMade) {
      countAttempt(index, into: &sink)
    }
    tally.recordsOfForwarding += slots[index].forwardingRecords
    let mayGoOn = !isGone && !slots[index].isOver
    if slots[index].marks.contains(.quitAnswered) {
      over.insert(slots[index].thread, at: slots[index].newest)
    }
    if slots[index].finish(isGone: isGone) {
      tally.sessions += 1
      if slots[index].session.isAmbiguous { tally.ambiguousSessions += 1 }
      if mayGoOn {
        var session = slots[index].session
        session.continuation = takeOut(index)
        sink.take(&session)
      } else {
        sink.take(&slots[index].session)
      }
    } else {
      tally.recordsOutsideSessions += Int(slots[index].session.recordCount)
      if slots[index].session.mayFollow {
        var fragment = slots[index].session
        if mayGoOn { fragment.continuation = takeOut(index) }
        sink.takeFragment(&fragment)
      }
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
