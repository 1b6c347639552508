// SPDX-License-Identifier: Apache-2.0

/// A set of 64-bit keys that are hashes already: open addressing, linear probing. Grows by a
/// third, so that it is between 56 and 75 percent full: at most 14.3 octets for a key. (Fuller,
/// most of the time would go into stepping from one key to the next.)
struct KeySet: Sendable {
  /// 0 is free; the key 0 itself is kept apart.
  private var places: [UInt64] = []
  private var hasZero = false
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }
  /// Octets of memory in use.
  var octets: Int { places.count * MemoryLayout<UInt64>.stride }

  /// The place where a key is looked for first: keys in order of size, so that any number of
  /// places will do, not only powers of two. The low bits decide (the high ones chose the shard).
  private func home(_ key: UInt64) -> Int {
    let spread = key &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: spread.multipliedFullWidth(by: UInt64(places.count)).high)
  }

  func contains(_ key: UInt64) -> Bool {
    if key == 0 { return hasZero }
    guard !places.isEmpty else { return false }
    var index = home(key)
    while places[index] != 0 {
      if places[index] == key { return true }
      index = index + 1 == places.count ? 0 : index + 1
    }
    return false
  }

  /// Inserts a key; false when it was there.
  mutating func insert(_ key: UInt64) -> Bool {
    if key == 0 {
      if !hasZero { count += 1 }
      defer { hasZero = true }
      return !hasZero
    }
    guard let free = freePlace(for: key) else { return false }
    count += 1
    if count * 4 <= places.count * 3 {
      places[free] = key
    } else {
      grow()
      place(key)
    }
    return true
  }

  mutating func removeAll() {
    guard count > 0 else { return }
    self = KeySet()
  }

  /// Where a key is to be put that is not there yet; nil for one that is.
  private func freePlace(for key: UInt64) -> Int? {
    guard !places.isEmpty else { return 0 }
    var index = home(key)
    while places[index] != 0 {
      if places[index] == key { return nil }
      index = index + 1 == places.count ? 0 : index + 1
    }
    return index
  }

  private mutating func place(_ key: UInt64) {
    var index = home(key)
    while places[index] != 0 { index = index + 1 == places.count ? 0 : index + 1 }
    places[index] = key
  }

  private mutating func grow() {
    let old = places
    places = [UInt64](repeating: 0, count: max(16, old.count + old.count / 3))
    for key in old where key != 0 { place(key) }
  }
}
