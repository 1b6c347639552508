// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// When each address had a session in TLS: such a session shows that a failed handshake before it was got over.
///
/// Most sessions are encrypted, and which of them matter is known only when all failures are. So each takes 8 octets: a hash of
/// the address, and the time in sixteenths of a second. When there are more than the limit, whole addresses are left out, those
/// with the largest hashes, the same whatever the order of arrival; what follows their failures is then unknown.
struct EncryptedSessions: Sendable {
  private static let timeBits: UInt64 = 36
  private static let tick: Int64 = 1_000_000 / 16

  private static let few = 16_384

  let limit: Int
  /// Hash of the address in the high bits, time in the low ones; in no order.
  private var entries: [UInt64] = []
  /// Addresses of this hash and above are left out.
  private var bound = UInt64.max

  init(limit: Int) { self.limit = max(1, limit) }

  var isComplete: Bool { bound == .max }
  private var capacity: Int { limit + limit / 4 }

  /// `address` is the hash of an address and of the direction.
  mutating func add(_ address: UInt64, at time: LogTimestamp) {
    if entries.count >= capacity { settle() }
    let entry = Self.entry(address, time)
    if !isComplete, entry >> Self.timeBits >= bound { return }
    // At once, since memory that is not used yet costs nothing, and to grow costs a copy; but not for
    // the few sessions of one day, of which there are many.
    if entries.count == Self.few { entries.reserveCapacity(capacity) }
    entries.append(entry)
  }

  mutating func merge(_ other: EncryptedSessions) {
    bound = min(bound, other.bound)
    entries += other.entries
    leaveOut()
    settle()
  }

  /// Leaves out what is above the limit.
  mutating func settle() {
    guard entries.count > limit else { return }
    bound = entries.sorted()[limit] >> Self.timeBits
    leaveOut()
  }

  private mutating func leaveOut() {
    if !isComplete { entries.removeAll { $0 >> Self.timeBits >= bound } }
  }

  private static func entry(_ address: UInt64, _ time: LogTimestamp) -> UInt64 {
    // 36 bits of sixteenths of a second are 136 years.
    let ticks = UInt64(bitPattern: time.microseconds / tick) & (1 << timeBits - 1)
    return (OctetHash.mixed(address) >> timeBits) << timeBits | ticks
  }

  /// The sessions in the order of addresses, in which one can look things up.
  struct Index {
    fileprivate let entries: [UInt64]
    fileprivate let bound: UInt64

    /// Whether an address had a session in TLS from one moment on, and not after another.
    ///
    /// - Returns: nil where its sessions were left out.
    func hasSession(of address: UInt64, from: LogTimestamp, to: LogTimestamp) -> Bool? {
      let first = entry(address, from)
      guard first >> timeBits < bound || bound == .max else { return nil }
      let low = entries.partitioningIndex { $0 >= first }
      return low < entries.count && entries[low] <= entry(address, to)
    }
  }

  /// Makes the index, which takes as much memory again for as long as it lives.
  var index: Index { Index(entries: entries.sorted(), bound: bound) }
}

extension EncryptedSessions: Equatable {
  static func == (a: EncryptedSessions, b: EncryptedSessions) -> Bool {
    a.limit == b.limit && a.bound == b.bound && a.entries.sorted() == b.entries.sorted()
  }
}

extension EncryptedSessions {
  /// Walks the fields of settled sessions, which are put in order: the octets are then the same
  /// whatever the order of arrival, and differences take less room.
  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    if !archive.isReading { entries.sort() }
    var count = entries.count
    try archive.length(&count, upTo: limit)
    var last: UInt64 = 0
    let known = entries
    if archive.isReading { entries = [] }
    for index in 0..<count {
      var difference = archive.isReading ? 1 : known[index] &- last
      try archive.number(&difference)
      let (entry, overflow) = last.addingReportingOverflow(difference)
      if overflow { throw .impossible }
      last = entry
      if archive.isReading { entries.append(entry) }
    }
    try archive.number(&bound)
  }
}
