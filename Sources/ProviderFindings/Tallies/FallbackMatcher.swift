// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Finds the plaintext session in which a peer came back after a failed handshake.
///
/// A plaintext session is paired with the nearest earlier failure, in the same direction and within
/// the window, of the same address; sessions that are left over then with the nearest earlier
/// failure of the same provider. A failure after which the same address came back in TLS has no
/// consequence any more. Each session is part of at most one pair. Times are the sessions' beginnings.
struct FallbackMatcher {
  /// Longest time between the two sessions in microseconds.
  let window: Int64

  /// Halves of pairs, as indices of `candidates`, in order of the failed sessions.
  func pairs(
    _ candidates: [FallbackCandidate], _ encrypted: EncryptedSessions.Index
  ) -> [(failed: Int, plaintext: Int)] {
    var paired = [Bool](repeating: false, count: candidates.count)
    var result: [(failed: Int, plaintext: Int)] = []
    let keys: [(FallbackCandidate) -> UInt64] = [{ $0.address }, { $0.provider }]
    for key in keys {
      // Most peers never failed: their sessions need not be put in order.
      var failing: Set<UInt64> = []
      for index in candidates.indices where candidates[index].failed && !paired[index] {
        failing.insert(key(candidates[index]))
      }
      failing.remove(0)
      if failing.isEmpty { continue }
      var order: [(key: UInt64, index: Int)] = []
      for index in candidates.indices where !paired[index] {
        let peer = key(candidates[index])
        if failing.contains(peer) { order.append((peer, index)) }
      }
      order.sort { a, b in
        a.key == b.key
          ? Self.precedes(candidates[a.index], candidates[b.index]) : a.key < b.key
      }
      var open: [Int] = []
      var current: UInt64 = 0
      for (peer, index) in order {
        let candidate = candidates[index]
        if peer != current {
          open.removeAll(keepingCapacity: true)
          current = peer
        }
        if candidate.failed {
          open.append(index)
          continue
        }
        while let failed = open.last,
          Self.isOver(candidates[failed], by: candidate.mark.start, encrypted)
        {
          open.removeLast()
        }
        if let failed = open.last,
          candidate.mark.start.since(candidates[failed].mark.start) <= window
        {
          open.removeLast()
          paired[failed] = true
          paired[index] = true
          result.append((failed, index))
        }
      }
    }
    return result.sorted { a, b in
      candidates[a.failed].mark == candidates[b.failed].mark
        ? candidates[a.plaintext].mark < candidates[b.plaintext].mark
        : candidates[a.failed].mark < candidates[b.failed].mark
    }
  }

  /// Whether the peer of a failed handshake came back in TLS before `time`, or it is unknown whether it did.
  private static func isOver(
    _ failed: FallbackCandidate, by time: LogTimestamp, _ encrypted: EncryptedSessions.Index
  ) -> Bool {
    guard failed.address != 0 else { return false }
    return encrypted.hasSession(of: failed.address, from: failed.mark.start, to: time) ?? true
  }

  /// By time; of one time, failures first.
  private static func precedes(_ a: FallbackCandidate, _ b: FallbackCandidate) -> Bool {
    if a.mark.start != b.mark.start { return a.mark.start < b.mark.start }
    if a.failed != b.failed { return a.failed }
    return a.mark.id < b.mark.id
  }
}
