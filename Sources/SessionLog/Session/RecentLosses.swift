// SPDX-License-Identifier: Apache-2.0

/// What was lost in a log lately: a session that shows no beginning may have begun there.
struct RecentLosses: Sendable {
  private struct Loss: Sendable {
    var process: UInt32
    var thread: UInt64?
    var doubt: Doubt
    /// Nil for what was lost before the first record, until that has stated the time.
    var time: LogTimestamp?
  }

  /// Losses that are kept apart; what is more is everybody's.
  private static let limit = 64
  /// How long a loss is remembered, in microseconds.
  private let memory: Int64
  private var losses: [Loss] = []

  init(memory: Int64) { self.memory = memory }

  /// `process` 0 and no `thread`: anybody's.
  mutating func add(
    _ doubt: Doubt, process: UInt32, thread: UInt64?, at time: LogTimestamp?
  ) {
    losses.removeAll { [memory] in Self.isLongAgo($0, at: time, memory) }
    if losses.count == Self.limit {
      let united = losses.reduce(into: Doubt()) { $0.formUnion($1.doubt) }
      let latest = losses.compactMap(\.time).max()
      losses = [Loss(process: 0, thread: nil, doubt: united, time: latest)]
    }
    losses.append(Loss(process: process, thread: thread, doubt: doubt, time: time))
  }

  /// What was lost that could be the beginning of a session whose first record is this process's and thread's.
  mutating func doubt(process: UInt32, thread: UInt64, at time: LogTimestamp) -> Doubt {
    if losses.isEmpty { return [] }
    var doubt: Doubt = []
    for index in losses.indices where losses[index].time == nil { losses[index].time = time }
    for loss in losses where !Self.isLongAgo(loss, at: time, memory) {
      if loss.process == 0 || loss.process == process, loss.thread.map({ $0 == thread }) ?? true {
        doubt.formUnion(loss.doubt)
      }
    }
    return doubt
  }

  private static func isLongAgo(
    _ loss: Loss, at time: LogTimestamp?, _ memory: Int64
  ) -> Bool {
    guard let time, let lost = loss.time else { return false }
    return time.since(lost) > memory
  }

  mutating func removeAll() { losses.removeAll(keepingCapacity: true) }
}
