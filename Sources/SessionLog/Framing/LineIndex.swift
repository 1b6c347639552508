// SPDX-License-Identifier: Apache-2.0

/// Places of the line feeds in a stretch of text, found without a branch for each line.
///
/// Unsafe code: reads up to 63 octets behind the stretch, writes to a table of its own.
@safe struct LineIndex: ~Copyable {
  /// Longest stretch of text that is indexed at once: so short that its events, which are made of
  /// it in two loops, stay in a core's nearest cache together with it.
  static let stretch = 8 << 10

  private let places: UnsafeMutablePointer<UInt32>
  private(set) var count = 0

  init() {
    // Each step stores two places whether there are any or not, hence the spare ones.
    unsafe places = .allocate(capacity: Self.stretch + 64)
    unsafe places.initialize(repeating: 0, count: Self.stretch + 64)
  }

  deinit { unsafe places.deallocate() }

  /// Place of line feed `index`, counted from the `text` that was indexed.
  @inline(__always)
  subscript(index: Int) -> Int { unsafe Int(places[index]) }

  /// Uses the entry of a line that is done with for a number of the caller's.
  @inline(__always)
  mutating func keep(_ number: Int, at index: Int) {
    unsafe places[index] = UInt32(truncatingIfNeeded: number)
  }

  /// Indexes `text[from..<to]`; `to - from` is at most `stretch`.
  @inline(__always)
  mutating func fill(_ text: UnsafeRawPointer, from: Int, to: Int) {
    var found = 0
    var place = from
    while place &+ 64 <= to {
      unsafe store(OctetMask.equal64(text + place, to: 0x0a), at: place, &found)
      place &+= 64
    }
    if place < to {
      let inside: UInt64 = (1 &<< UInt64(to &- place)) &- 1
      unsafe store(OctetMask.equal64(text + place, to: 0x0a) & inside, at: place, &found)
    }
    count = found
  }

  /// Stores the places of a mask's bits. Nearly always there are two at most, which are stored and
  /// counted without a branch, be they there or not.
  @inline(__always)
  private func store(_ mask: UInt64, at place: Int, _ found: inout Int) {
    let second = mask & (mask &- 1)
    var more = second & (second &- 1)
    unsafe places[found] = UInt32(truncatingIfNeeded: place &+ mask.trailingZeroBitCount)
    unsafe places[found &+ 1] = UInt32(truncatingIfNeeded: place &+ second.trailingZeroBitCount)
    found &+= (mask == 0 ? 0 : 1) &+ (second == 0 ? 0 : 1)
    while more != 0 {
      unsafe places[found] = UInt32(truncatingIfNeeded: place &+ more.trailingZeroBitCount)
      found &+= 1
      more &= more &- 1
    }
  }
}
