// SPDX-License-Identifier: Apache-2.0

/// Places of the line feeds in a stretch of text, found without a branch for each line.
///
/// Unsafe code: reads up to 63 octets behind the stretch, writes to a table of its own.
@safe struct LineIndex: ~Copyable {
  /// Longest stretch of text that is indexed at once.
  static let stretch = 32 << 10

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

  /// Indexes `text[from..<to]`; `to - from` is at most `stretch`.
  @inline(__always)
  mutating func fill(_ text: UnsafeRawPointer, from: Int, to: Int) {
    var found = 0
    var place = from
    while place < to {
      var mask = unsafe OctetMask.equal(text + place, to: 0x0a)
      if to &- place < 64 { mask &= (1 &<< UInt64(to &- place)) &- 1 }
      let lines = mask.nonzeroBitCount
      unsafe places[found] = UInt32(truncatingIfNeeded: place &+ mask.trailingZeroBitCount)
      var rest = mask & (mask &- 1)
      unsafe places[found &+ 1] = UInt32(truncatingIfNeeded: place &+ rest.trailingZeroBitCount)
      rest &= rest &- 1
      var next = found &+ 2
      while rest != 0 {
        unsafe places[next] = UInt32(truncatingIfNeeded: place &+ rest.trailingZeroBitCount)
        rest &= rest &- 1
        next &+= 1
      }
      found &+= lines
      place &+= 64
    }
    count = found
  }
}
