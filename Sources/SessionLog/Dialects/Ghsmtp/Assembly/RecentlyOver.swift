// SPDX-License-Identifier: Apache-2.0

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
