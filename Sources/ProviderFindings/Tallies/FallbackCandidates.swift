// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// A session that may be one half of a fallback: its handshake failed, or it was in the clear.
struct FallbackCandidate: Equatable, Sendable {
  let mark: SessionMark
  /// Hash of provider and direction.
  let provider: UInt64
  /// Hash of the peer's address and direction in the low bits, flags in the highest three: there are
  /// many candidates, and this way they take 32 octets.
  private let addressAndFlags: UInt64

  private static let failedFlag: UInt64 = 1 << 63
  private static let deliveredFlag: UInt64 = 1 << 62
  private static let outboundFlag: UInt64 = 1 << 61

  /// Bits of an address's hash that are kept.
  static let addressBits = outboundFlag - 1

  /// `address` is 0 where it was not logged.
  init(
    mark: SessionMark, provider: UInt64, address: UInt64, failed: Bool, delivered: Bool,
    direction: Session.Direction
  ) {
    self.mark = mark
    self.provider = provider
    addressAndFlags =
      address & Self.addressBits | (failed ? Self.failedFlag : 0)
      | (delivered ? Self.deliveredFlag : 0) | (direction == .outbound ? Self.outboundFlag : 0)
  }

  /// Hash of the peer's address and direction; 0: not logged.
  var address: UInt64 { addressAndFlags & Self.addressBits }
  /// The handshake failed; else the session was in the clear from the start.
  var failed: Bool { addressAndFlags & Self.failedFlag != 0 }
  var delivered: Bool { addressAndFlags & Self.deliveredFlag != 0 }
  var direction: Session.Direction {
    addressAndFlags & Self.outboundFlag != 0 ? .outbound : .inbound
  }
}

/// All sessions that may be part of a fallback across sessions, in bounded memory.
///
/// Which plaintext sessions matter is known only when all failures are, and sessions come in no
/// particular order; so they are kept in small form. When there are more than the limit, whole
/// groups are left out, a group being what one provider did in a span of `groupSpan`: those with the
/// largest hashes, the same whatever the order of arrival. Pairs are then found in the groups that
/// are left, and `isComplete` is false.
struct FallbackCandidates: Sendable {
  /// Six hours: long beside the window in which a fallback counts, short beside a day.
  private static let groupSpan: Int64 = 6 * 3600 * 1_000_000

  private static let few = 16_384

  let limit: Int
  /// In no order.
  private(set) var candidates: [FallbackCandidate] = []
  /// Groups of this hash and above are left out.
  private var bound = UInt64.max

  init(limit: Int) { self.limit = max(1, limit) }

  var isComplete: Bool { bound == .max }
  private var capacity: Int { limit + limit / 4 }

  mutating func add(_ candidate: FallbackCandidate) {
    if candidates.count >= capacity { settle() }
    if !isComplete, Self.group(candidate) >= bound { return }
    // At once, since memory that is not used yet costs nothing, and to grow costs a copy; but not for
    // the few sessions of one day, of which there are many.
    if candidates.count == Self.few { candidates.reserveCapacity(capacity) }
    candidates.append(candidate)
  }

  mutating func merge(_ other: FallbackCandidates) {
    bound = min(bound, other.bound)
    candidates += other.candidates
    candidates.removeAll { Self.group($0) >= bound }
    settle()
  }

  /// Leaves out what is above the limit.
  mutating func settle() {
    guard candidates.count > limit else { return }
    var groups = candidates.map(Self.group)
    groups.sort()
    bound = groups[limit]
    candidates.removeAll { Self.group($0) >= bound }
  }

  private static func group(_ candidate: FallbackCandidate) -> UInt64 {
    let span = candidate.mark.start.microseconds / groupSpan
    let hash = OctetHash.mixed(candidate.provider ^ UInt64(bitPattern: span))
    return hash == .max ? hash - 1 : hash
  }
}

extension FallbackCandidates: Equatable {
  static func == (a: FallbackCandidates, b: FallbackCandidates) -> Bool {
    a.limit == b.limit && a.bound == b.bound
      && a.candidates.sorted { $0.mark < $1.mark } == b.candidates.sorted { $0.mark < $1.mark }
  }
}

extension FallbackCandidate: FieldCoded {
  static var blank: FallbackCandidate {
    FallbackCandidate(
      mark: .blank, provider: 0, address: 0, failed: false, delivered: false, direction: .inbound)
  }

  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var (mark, provider, bits) = (mark, provider, addressAndFlags)
    try archive.value(&mark)
    try archive.word(&provider)
    try archive.word(&bits)
    self = FallbackCandidate(mark: mark, provider: provider, addressAndFlags: bits)
  }

  private init(mark: SessionMark, provider: UInt64, addressAndFlags: UInt64) {
    self.mark = mark
    self.provider = provider
    self.addressAndFlags = addressAndFlags
  }
}

extension FallbackCandidates {
  /// Walks the fields of settled candidates, which are put in order of time: the octets are then the
  /// same whatever the order of arrival.
  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    if !archive.isReading { candidates.sort { $0.mark < $1.mark } }
    try archive.list(&candidates, atMost: limit)
    try archive.number(&bound)
  }
}
