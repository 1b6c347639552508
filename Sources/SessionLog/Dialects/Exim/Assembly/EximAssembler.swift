// SPDX-License-Identifier: Apache-2.0
import MailTypes

/// Puts the lines of one input together to sessions, and to deliveries.
///
/// A session is known by its process where the log states it: by `+pid`, by syslog, by
/// `+connection_id`, or, in lines with a message id, by the id. Other lines join by address and
/// port; where several sessions could be meant, all of them are marked as ambiguous.
struct EximAssembler: ~Copyable, Sendable {
  var table = EximTable()
  /// Index of the input, for `Session.input`.
  private var input = 0
  private var keepsRecords = false
  private var slotsBeforeSweep = EximLimits.slotsBeforeSweep
  /// The newest time of all lines of the input.
  private(set) var newest = LogTimestamp(microseconds: .min)
  /// The time of the input's first session.
  private var firstTime = LogTimestamp(microseconds: .max)
  /// A line of the input is of a kind that only the main log has: what has refusals alone is then no
  /// copy from the reject log.
  private var isMainLog = false
  private var occurrences = EximOccurrences()
  /// The identity of the line that is taken; 0 as long as nobody asked.
  private var identity: UInt64 = 0

  init() {}

  mutating func begin(input: Int, keepsRecords: Bool) {
    self.input = input
    self.keepsRecords = keepsRecords
    newest = LogTimestamp(microseconds: .min)
    firstTime = LogTimestamp(microseconds: .max)
    isMainLog = false
    occurrences.removeAll()
  }

  /// Takes what a line says. `octets` is what the record's ranges are of.
  mutating func take(
    _ statement: EximStatement, _ record: EximRecord, _ octets: Span<UInt8>,
    into sink: inout some SessionSink
  ) {
    if record.time > newest { newest = record.time }
    if !statement.marks.contains(.rejected), statement.kind != .unknown { isMainLog = true }
    let text = EximText(octets, record.text)
    identity = 0
    guard let index = slot(for: statement, record, octets, into: &sink) else { return }
    if statement.marks.contains(.rejected) {
      table[index].noteRepeated(identity(of: record, octets))
    }
    table[index].take(
      statement, record, text, octets,
      keepsRecord: keepsRecords || table[index].session.mayFollow)
    if table[index].marks.contains(.closedAtOnce) { close(index, into: &sink) }
  }

  /// The hash of the line that is taken, by which copies of it are known.
  private mutating func identity(of record: EximRecord, _ octets: Span<UInt8>) -> UInt64 {
    if identity == 0 { identity = occurrences.identity(record.hash(in: octets)) }
    return identity
  }

  private mutating func slot(
    for statement: EximStatement, _ record: EximRecord, _ octets: Span<UInt8>,
    into sink: inout some SessionSink
  ) -> Int? {
    switch statement.kind {
    case .unknown, .remark, .completed: return nil
    case .delivered, .deferred, .failed, .hostFailed, .unencrypted, .daneFailed:
      return attempt(statement, record, octets, into: &sink)
    case .handshakeFailed, .tlsReadFailed, .tlsBroken, .certificateError:
      return statement.hasID
        ? attempt(statement, record, octets, into: &sink)
        : inbound(statement, record, octets, into: &sink)
    case .arrived where statement.marks.contains(.local): return nil
    default: return inbound(statement, record, octets, into: &sink)
    }
  }

  /// The input is over.
  mutating func finish(into sink: inout some SessionSink) {
    for index in table.slots.indices where table[index].isUsed {
      if !table[index].isStale(at: newest) {
        table[index].marks.insert(.cutByEnd)
        leaveOpen(index)
      }
      close(index, into: &sink)
    }
    slotsBeforeSweep = EximLimits.slotsBeforeSweep
    if table.slots.count > EximLimits.slotsBeforeSweep { table = EximTable() }
  }

  /// Another input may have the rest of a session whose process is known.
  private mutating func leaveOpen(_ index: Int) {
    let slot = table[index]
    guard slot.thread != 0, slot.session.direction == .inbound else { return }
    table[index].session.thread = slot.thread
    table[index].session.continuation = EximOpenSession(slot)
  }

  /// Throws doubt on the sessions that a lost line could have belonged to: those of a process, or, where nothing says whose
  /// it was, all that are open.
  mutating func throwDoubt(_ doubt: Doubt, on process: Int?) {
    for index in table.slots.indices
    where table[index].isUsed && !table[index].isStale(at: newest) {
      let owner = Int(table[index].owner)
      if process == nil || owner == 0 || owner == process {
        table[index].session.doubt.insert(doubt)
      }
    }
  }

  // MARK: Opening and closing

  mutating func open(
    _ record: EximRecord, _ direction: Session.Direction, _ octets: Span<UInt8>,
    into sink: inout some SessionSink
  ) -> Int {
    if table.usedCount >= slotsBeforeSweep { sweep(into: &sink) }
    let index = table.take()
    table[index].begin(
      record, hash: identity(of: record, octets), input: input, direction: direction)
    firstTime = min(firstTime, record.time)
    return index
  }

  /// Takes note of the process that a session is known by.
  mutating func setOwner(_ process: UInt32, of index: Int) {
    table.setOwner(process, of: index)
    let slot = table[index]
    // Nothing is missing before the line about the connection.
    guard !slot.marks.contains(.connected), slot.session.recordCount == 0,
      slot.session.start.since(firstTime) <= EximLimits.silence
    else { return }
    table[index].session.mayFollow = true
    table[index].session.thread = table[index].thread
  }

  mutating func close(_ index: Int, into sink: inout some SessionSink) {
    if table[index].session.direction == .inbound, table[index].isKnownByItself {
      table[index].session.thread = table[index].thread
    }
    table[index].conclude()
    table[index].session.hasInfo = isMainLog || table[index].marks.contains(.hasMainLine)
    if table[index].marks.contains(.noConnection) {
      sink.takeAttempt(table[index].session)
    } else {
      sink.take(&table[index].session)
    }
    table.give(index)
  }

  /// Closes what nothing can be added to any more, so that a long input needs no more memory than
  /// the sessions of some minutes; the oldest, where even those are too many.
  private mutating func sweep(into sink: inout some SessionSink) {
    for index in table.slots.indices where table[index].isUsed {
      if table[index].isStale(at: newest) { close(index, into: &sink) }
    }
    if table.usedCount > EximLimits.slots {
      let used = table.slots.indices.filter { table[$0].isUsed }
      let oldest = used.sorted { a, b in
        (table[a].newest, table[a].session.firstOrdinal)
          < (table[b].newest, table[b].session.firstOrdinal)
      }
      for index in oldest.prefix(EximLimits.slots / 4) { close(index, into: &sink) }
    }
    slotsBeforeSweep = max(EximLimits.slotsBeforeSweep, table.usedCount * 3 / 2)
  }
}

/// The text of one line, which the ranges of a statement are relative to.
struct EximText: ~Escapable {
  private let text: Span<UInt8>

  @_lifetime(copy octets)
  init(_ octets: Span<UInt8>, _ text: TextRange) { self.text = octets.extracting(text.indices) }

  /// The octets of one of the statement's ranges.
  @_lifetime(copy self)
  func octets(_ range: TextRange) -> Span<UInt8> { text.extracting(range.indices) }

  /// Hash of the octets of a range; 0 for none.
  func hash(_ range: TextRange) -> UInt64 {
    range.isEmpty ? 0 : RecordHash.hash(octets(range))
  }
}
