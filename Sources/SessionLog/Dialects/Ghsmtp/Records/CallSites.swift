// SPDX-License-Identifier: Apache-2.0

/// Call sites (`file:line`) that were met, with what does not change from record to record: the
/// origin of their messages, and the pattern that took the last one. In glog a call site writes
/// one kind of message, so that the same pattern nearly always takes the next one too.
///
/// Only a cache: it may be emptied at any time, and results do not depend on it.
///
/// Unsafe code: owns its table, whose places are chosen by as many bits of a hash as it has room for.
@safe struct CallSites: ~Copyable {
  /// A site of 8 to 24 octets as numbers: its first eight, eight from its ninth on (its last eight
  /// where it has no sixteen), and its last eight. Together with the length they are the whole.
  struct Key: Equatable {
    var first: UInt64
    var second: UInt64
    var last: UInt64
    var count: Int

    static let counts = 8...24
  }

  struct Site {
    var key: Key
    var origin: MessageOrigin
    /// What `MessageCatalogue.match` left behind.
    var hint: UInt8
  }

  private static let bits = 10
  private static let mask = 1 << bits - 1
  private static let none = Key(first: 0, second: 0, last: 0, count: 0)
  private let slots: UnsafeMutablePointer<Site>
  private var used = 0

  init() {
    unsafe slots = .allocate(capacity: 1 << Self.bits)
    unsafe slots.initialize(
      repeating: Site(key: Self.none, origin: .unknown, hint: MessageCatalogue.noHint),
      count: 1 << Self.bits)
  }

  deinit { unsafe slots.deallocate() }

  subscript(slot: Int) -> Site {
    @inline(__always) get { unsafe slots[slot & Self.mask] }
  }

  @inline(__always)
  mutating func remember(_ hint: UInt8, at slot: Int) { unsafe slots[slot & Self.mask].hint = hint }

  /// The slot of a site that was met before.
  @inline(__always)
  func slot(of key: Key) -> Int? {
    let slot = Self.home(key)
    return unsafe slots[slot].key == key ? slot : probe(for: key, from: slot)
  }

  @inline(never)
  private func probe(for key: Key, from home: Int) -> Int? {
    var slot = home
    while unsafe slots[slot].key.count != 0 {
      if unsafe slots[slot].key == key { return slot }
      slot = (slot + 1) & Self.mask
    }
    return nil
  }

  /// Enters a site that was not met before.
  mutating func enter(_ key: Key, origin: MessageOrigin) -> Int {
    if used >= (1 << Self.bits) * 3 / 4 { removeAll() }
    used += 1
    var slot = Self.home(key)
    while unsafe slots[slot].key.count != 0 { slot = (slot + 1) & Self.mask }
    unsafe slots[slot] = Site(key: key, origin: origin, hint: MessageCatalogue.noHint)
    return slot
  }

  mutating func removeAll() {
    if used == 0 { return }
    for slot in 0...Self.mask { unsafe slots[slot].key = Self.none }
    used = 0
  }

  @inline(__always)
  private static func home(_ key: Key) -> Int {
    let mixed = (key.first ^ (key.second &<< 2) ^ (key.last &<< 1)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed &>> UInt64(64 - bits))
  }

  /// The key of a site that stands in `text`, octet by octet; nil for lengths that have none.
  static func key(_ text: Span<UInt8>, _ site: TextRange) -> Key? {
    let count = Int(site.count)
    guard Key.counts.contains(count) else { return nil }
    func word(_ range: Range<Int>) -> UInt64 {
      range.reversed().reduce(0) { $0 << 8 | UInt64(text[Int(site.start) + $1]) }
    }
    return Key(
      first: word(0..<8), second: count > 16 ? word(8..<16) : word(count - 8..<count),
      last: word(count - 8..<count), count: count)
  }
}

extension MessageOrigin {
  /// The origin of messages from a call site `file:line`.
  init(site: TextRange, in text: Span<UInt8>) {
    var end = site.end
    while end > Int(site.start), text[end - 1] != UInt8(ascii: ":") { end -= 1 }
    let name = Int(site.start)..<max(Int(site.start), end - 1)

    func begins(_ words: String) -> Bool {
      name.count >= words.utf8.count
        && zip(name, words.utf8).allSatisfy { text[$0] == $1 }
    }
    func isFile(_ words: String) -> Bool {
      begins(words) && name.count > words.utf8.count
        && text[name.lowerBound + words.utf8.count] == UInt8(ascii: ".")
    }

    if isFile("Session") || isFile("smtp") || begins("Message") {
      self = .server
    } else if isFile("snd") || isFile("Send") {
      self = .client
    } else if begins("TLS-OpenSSL") || isFile("POSIX") || begins("Sock") || begins("DNS")
      || begins("IP")
    {
      self = .shared
    } else {
      self = .unknown
    }
  }
}
