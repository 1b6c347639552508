// SPDX-License-Identifier: Apache-2.0

/// Whose each event of a batch is, where several assemblers share the work by thread id: worked out
/// once, by whoever scanned the block, so that none of them looks at the events of the others.
///
/// Only a list of places: an assembler that is given a batch without it goes through all events,
/// and finds the same ones. Re-used from block to block.
package struct EventShares: Sendable {
  /// Number of shares; 0 as long as nothing was shared out.
  package private(set) var count = 0
  /// Places of events, share by share, each share in the order of the events; behind them, what an
  /// earlier block has left.
  private var places: [UInt32] = []
  /// Share `n` is `places[starts[n]..<starts[n + 1]]`.
  private var starts: [Int] = []
  /// The share of each event; of as many as `places` has room for.
  private var owners: [UInt32] = []
  /// The newest time before the first segment of the batch, and in each segment.
  private var newest: [LogTimestamp] = []

  package init() {}

  /// The share of a thread id: from the high bits of a multiplicative hash, which depend on all of
  /// its bits.
  @inline(__always)
  static func share(of thread: UInt64, among count: UInt64) -> UInt64 {
    ThreadTable.hash(thread).multipliedFullWidth(by: count).high
  }

  /// The places of one share's events in their order.
  @_lifetime(borrow self)
  func places(of share: Int) -> Span<UInt32> {
    places.span.extracting(starts[share]..<starts[share + 1])
  }

  /// The newest time between two segments; `stretch` counts from 0, before the first segment.
  func newest(in stretch: Int) -> LogTimestamp { newest[stretch] }

  mutating func removeAll() { count = 0 }

  /// Shares out `events`, which `segments` divides, among `count`.
  mutating func fill(
    _ events: [LoggedEvent], _ segments: [EventBatch.Segment], among count: Int
  ) {
    self.count = count
    noteNewest(events, segments)
    let events = events.span
    if places.count < events.count {
      let missing = repeatElement(UInt32(0), count: events.count - places.count)
      places.append(contentsOf: missing)
      owners.append(contentsOf: missing)
    }
    // A share's start stands one place further on than in the end, since it moves behind the share.
    starts.removeAll(keepingCapacity: true)
    starts.append(contentsOf: repeatElement(0, count: count + 2))
    for index in events.indices {
      let share = Self.share(of: events[index].thread, among: UInt64(count))
      owners[index] = UInt32(truncatingIfNeeded: share)
      starts[Int(share) + 2] += 1
    }
    for share in 0..<count { starts[share + 2] += starts[share + 1] }
    for index in events.indices {
      let owner = Int(owners[index]) + 1
      places[starts[owner]] = UInt32(truncatingIfNeeded: index)
      starts[owner] += 1
    }
  }

  /// To be called again when times of the events were changed.
  mutating func noteNewest(_ events: [LoggedEvent], _ segments: [EventBatch.Segment]) {
    let events = events.span
    newest.removeAll(keepingCapacity: true)
    var first = 0
    for stretch in 0...segments.count {
      let end = stretch < segments.count ? segments[stretch].firstEvent : events.count
      var latest = LogTimestamp(microseconds: .min)
      while first < end {
        latest = max(latest, events[first].time)
        first += 1
      }
      newest.append(latest)
    }
  }
}
