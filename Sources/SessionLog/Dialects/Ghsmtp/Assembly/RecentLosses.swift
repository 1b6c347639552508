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
  private var losses: [Loss] = []

  /// `process` 0 and no `thread`: anybody's.
  mutating func add(
    _ doubt: Doubt, process: UInt32, thread: UInt64?, at time: LogTimestamp?
  ) {
    losses.removeAll { Self.isLongAgo($0, at: time) }
    if losses.count == Self.limit {
      let united = losses.reduce(into: Doubt()) { $0.formUnion($1.doubt) }
      let latest = losses.compactMap(\.time).max()
      losses = [Loss(process: 0, thread: nil, doubt: united, time: latest)]
    }
    losses.append(Loss(process: process, thread: thread, doubt: doubt, time: time))
  }

  /// What was lost that could be the beginning of a session with `logged` as its first record.
  mutating func doubt(of logged: LoggedEvent, at time: LogTimestamp) -> Doubt {
    var doubt: Doubt = []
    for index in losses.indices where losses[index].time == nil { losses[index].time = time }
    for loss in losses where !Self.isLongAgo(loss, at: time) {
      if loss.process == 0 || loss.process == logged.process,
        loss.thread.map({ $0 == logged.thread }) ?? true
      {
        doubt.formUnion(loss.doubt)
      }
    }
    return doubt
  }

  private static func isLongAgo(_ loss: Loss, at time: LogTimestamp?) -> Bool {
    guard let time, let lost = loss.time else { return false }
    return time.since(lost) > SessionLimits.outboundSilence
  }

  mutating func removeAll() { losses.removeAll(keepingCapacity: true) }
}

/// Threads whose last connection has just been ended by QUIT and its reply. What such a client process
/// still logs of a server is a surplus reply, and no connection.
struct RecentlyOver: Sendable {
  private static let limit = 64
  private var entries: [(thread: UInt64, time: LogTimestamp)] = []
  private var next = 0

  mutating func insert(_ thread: UInt64, at time: LogTimestamp) {
    if entries.count < Self.limit {
      entries.append((thread, time))
    } else {
      entries[next] = (thread, time)
      next = (next + 1) % Self.limit
    }
  }

  func contains(_ thread: UInt64, at time: LogTimestamp) -> Bool {
    entries.contains {
      $0.thread == thread && time.since($0.time).magnitude <= SessionLimits.linger.magnitude
    }
  }

  mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    next = 0
  }
}
