// SPDX-License-Identifier: Apache-2.0

/// What happens between the records, and the records that nothing understands.
extension SessionAssembler {
  /// Applies a gap to the sessions that are open. `last` is the record before it.
  mutating func take(
    _ gap: LogGap, behind last: LoggedEvent?, into sink: inout some SessionSink
  ) {
    switch gap.cause {
    case .unreadable(let defect):
      throwDoubt(defect.doubt, process: gap.process, thread: gap.thread)
    case .suppressed: throwDoubt(.suppressed, process: gap.process, thread: gap.thread)
    case .mixed:
      if let last { throwDoubt(.interleaved, onSessionsOf: last) }
      if let thread = gap.thread { throwDoubt(.interleaved, process: 0, thread: thread) }
    case .crashed: crash(gap, behind: last, into: &sink)
    case .restarted:
      for index in 0..<slots.count where slots[index].isUsed { end(index, into: &sink) }
      losses.removeAll()
    }
  }

  /// A record that nothing understands could have said anything about the sessions of its thread.
  mutating func throwDoubt(ofUnknown logged: LoggedEvent) {
    throwDoubt(.notUnderstood, onSessionsOf: logged)
  }

  private mutating func throwDoubt(_ doubt: Doubt, onSessionsOf logged: LoggedEvent) {
    var index = threads.slot(of: logged.sessionKey)
    while index >= 0 {
      slots[index].throwDoubt(doubt)
      index = slots[index].next
    }
  }

  private mutating func throwDoubt(_ doubt: Doubt, process: UInt32, thread: UInt64?) {
    guard !doubt.isEmpty else { return }
    let isBehindRecord = newest.microseconds > .min
    losses.add(
      doubt, process: process, thread: thread, at: isBehindRecord ? newest : nil)
    for index in 0..<slots.count where slots[index].isUsed {
      if slots[index].isOpen(at: newest, process: process, thread: thread) {
        slots[index].throwDoubt(doubt)
      }
    }
  }

  /// A process was killed: that with the id that the report states, else that which the stream names.
  /// Where neither is one of ours it could be any. Lines of the report that state no id follow a record
  /// of the same process, or of another one that shares the stream.
  private mutating func crash(
    _ gap: LogGap, behind last: LoggedEvent?, into sink: inout some SessionSink
  ) {
    guard gap.thread != nil || gap.process != 0 else {
      if let last { throwDoubt(.serverDied, onSessionsOf: last) }
      return
    }
    var victims: [Int] = []
    for index in 0..<slots.count where slots[index].isUsed {
      let isNamed = slots[index].session.loggedThread == gap.thread
      if isNamed || gap.process != 0 && slots[index].process == gap.process {
        victims.append(index)
      }
    }
    for index in victims { end(index, into: &sink) }
    if victims.isEmpty { throwDoubt(.serverDied, process: 0, thread: nil) }
  }

  /// Ends a session whose process is dead.
  private mutating func end(_ index: Int, into sink: inout some SessionSink) {
    slots[index].marks.insert(.serverDied)
    close(index, isGone: true, into: &sink)
  }
}
