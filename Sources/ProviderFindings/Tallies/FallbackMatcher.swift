// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// Finds the plaintext session in which a peer came back after a failed handshake.
///
/// A plaintext session is paired with the nearest earlier failure, in the same direction and within
/// the window, of the same address; sessions that are left over then with the nearest earlier
/// failure of the same provider. Each session is part of at most one pair. Times are the
/// sessions' beginnings.
struct FallbackMatcher {
  /// Longest time between the two sessions in microseconds.
  let window: Int64

  /// Halves of pairs, as indices of `candidates`, in order of the failed sessions.
  func pairs(_ candidates: [FallbackCandidate]) -> [(failed: Int, plaintext: Int)] {
    var paired = [Bool](repeating: false, count: candidates.count)
    var result: [(failed: Int, plaintext: Int)] = []
    for key in [candidates.map(\.address), candidates.map(\.provider)] {
      let order = candidates.indices.filter { !paired[$0] && key[$0] != 0 }
        .sorted { a, b in
          key[a] == key[b] ? Self.precedes(candidates[a], candidates[b]) : key[a] < key[b]
        }
      var open: [Int] = []
      var current: UInt64 = 0
      for index in order {
        let candidate = candidates[index]
        if key[index] != current {
          open.removeAll(keepingCapacity: true)
          current = key[index]
        }
        if candidate.failed {
          open.append(index)
        } else if let failed = open.last,
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

  /// By time; of one time, failures first.
  private static func precedes(_ a: FallbackCandidate, _ b: FallbackCandidate) -> Bool {
    if a.mark.start != b.mark.start { return a.mark.start < b.mark.start }
    if a.failed != b.failed { return a.failed }
    return a.mark.id < b.mark.id
  }
}
