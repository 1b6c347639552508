// SPDX-License-Identifier: Apache-2.0

/// Keeps the records of a session together where the prefix of its stream, which names the process, begins or ends in
/// the middle of it: a log that was put together from a file and from what a container's tool wrote of it.
///
/// A record whose process is named belongs to the records of its thread without one, and the other way round, unless it
/// begins something. Nothing is changed before an input has had records of both kinds.
///
/// Takes the batches of one input in order.
struct ProcessContinuity: Sendable {
  private struct Owner: Hashable, Sendable {
    var thread: UInt64
    var process: UInt32
  }

  /// Records before the change that are looked at.
  static let window = 256
  /// Threads that are remembered at most; with more, all are forgotten.
  private static let limit = 1 << 16

  /// Whether all records so far have a process; nil before the first.
  private var isNamed: Bool?
  /// Some have one and some have none.
  private var isMixed = false
  /// Whose the last records were, while all are of one kind.
  private var recent: [Owner] = []
  /// The process under which the records of a thread go on.
  private var current: [UInt64: UInt32] = [:]
  /// The process under which the records of a named one are kept: itself, or 0.
  private var kept: [Owner: UInt32] = [:]

  /// Gives the events of the batch the process under which their sessions are kept.
  mutating func unite(_ batch: inout EventBatch) {
    var start = 0
    if !isMixed {
      let change = change(in: batch)
      remember(batch.events, before: change ?? batch.events.count)
      guard let change else { return }
      isMixed = true
      for owner in recent {
        current[owner.thread] = owner.process
        if owner.process != 0 { kept[owner] = owner.process }
      }
      recent = []
      start = change
    }
    for index in start..<batch.events.count {
      batch.events[index].process = process(of: batch.events[index])
    }
    // Whose a lost line was is not known where a process has two names.
    let united = Set(kept.filter { $0.value == 0 }.map(\.key.process))
    for index in batch.gaps.indices where united.contains(batch.gaps[index].process) {
      batch.gaps[index].process = 0
    }
  }

  /// The place of the first event that is not like those before it.
  private mutating func change(in batch: borrowing EventBatch) -> Int? {
    if batch.events.isEmpty { return nil }
    if !batch.namesProcess, isNamed != true {
      isNamed = false
      return nil
    }
    let first = isNamed ?? (batch.events[0].process != 0)
    isNamed = first
    return batch.events.firstIndex { ($0.process != 0) != first }
  }

  private mutating func remember(_ events: [LoggedEvent], before end: Int) {
    recent.removeFirst(min(recent.count, max(0, recent.count + end - Self.window)))
    for event in events[..<end].suffix(Self.window) {
      recent.append(Owner(thread: event.thread, process: event.process))
    }
  }

  private mutating func process(of event: LoggedEvent) -> UInt32 {
    if current.count > Self.limit {
      current.removeAll(keepingCapacity: true)
      kept.removeAll(keepingCapacity: true)
    }
    let owner = Owner(thread: event.thread, process: event.process)
    let begins = event.beginsSession
    let process: UInt32
    if owner.process == 0 {
      process = begins ? 0 : current[owner.thread] ?? 0
    } else if let known = kept[owner], !begins || known == owner.process {
      process = known
    } else {
      process = !begins && current[owner.thread] == 0 ? 0 : owner.process
      kept[owner] = process
    }
    current[owner.thread] = process
    return process
  }
}

extension LoggedEvent {
  /// Whether the record is the first of its session, in every build that writes it.
  fileprivate var beginsSession: Bool {
    switch event {
    case .connected, .senderGiven, .childStarted: true
    default: false
    }
  }
}
