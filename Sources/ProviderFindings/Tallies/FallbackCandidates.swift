// SPDX-License-Identifier: Apache-2.0
import SessionLog

/// A session that may be one half of a fallback: its handshake failed, or it was in the clear.
struct FallbackCandidate: Equatable, Sendable {
  var mark: SessionMark
  /// Hash of provider and direction, of the peer's address and direction (0: not logged).
  var provider: UInt64
  var address: UInt64
  /// The handshake failed; else the session was in the clear from the start.
  var failed: Bool
  var delivered: Bool
  var direction: Session.Direction
}

/// All sessions that may be part of a fallback across sessions, in bounded memory.
///
/// Which plaintext sessions matter is known only when all failures are, and sessions come in no
/// particular order; so they are kept in small form. When there are more than the limit, whole
/// groups are left out, a group being what one provider did in a span of `groupSpan`: those with the
/// largest hashes, the same whatever the order of arrival. Pairs are then found in the groups that
/// are left, and `isComplete` is false.
struct FallbackCandidates: Equatable, Sendable {
  /// Six hours: long beside the window in which a fallback counts, short beside a day.
  private static let groupSpan: Int64 = 6 * 3600 * 1_000_000

  let limit: Int
  private(set) var candidates: [FallbackCandidate] = []
  /// Groups of this hash and above are left out.
  private var bound = UInt64.max

  init(limit: Int) { self.limit = max(1, limit) }

  var isComplete: Bool { bound == .max }

  mutating func add(_ candidate: FallbackCandidate) {
    guard Self.group(candidate) < bound else { return }
    candidates.append(candidate)
    if candidates.count > limit + limit / 4 { settle() }
  }

  mutating func merge(_ other: FallbackCandidates) {
    bound = min(bound, other.bound)
    candidates += other.candidates
    settle()
  }

  /// Leaves out what is above the limit, and puts the rest in a fixed order.
  mutating func settle() {
    if bound < .max { candidates.removeAll { Self.group($0) >= bound } }
    candidates.sort { a, b in
      let (groupA, groupB) = (Self.group(a), Self.group(b))
      return groupA == groupB ? a.mark < b.mark : groupA < groupB
    }
    guard candidates.count > limit else { return }
    bound = Self.group(candidates[limit])
    candidates.removeLast(
      candidates.count - (candidates.firstIndex { Self.group($0) == bound } ?? limit))
  }

  private static func group(_ candidate: FallbackCandidate) -> UInt64 {
    let span = candidate.mark.start.microseconds / groupSpan
    let hash = OctetHash.mixed(candidate.provider ^ UInt64(bitPattern: span))
    return hash == .max ? hash - 1 : hash
  }
}
