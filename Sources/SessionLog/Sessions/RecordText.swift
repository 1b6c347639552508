// SPDX-License-Identifier: Apache-2.0

/// The text of one record: the block it lies in, and where its message begins, which is what the
/// ranges of an event are relative to.
struct RecordText: ~Escapable {
  let block: Span<UInt8>
  let base: Int

  @_lifetime(copy block)
  init(_ block: Span<UInt8>, message: TextRange) {
    self.block = block
    base = Int(message.start)
  }

  /// The octets of one of the event's ranges.
  @_lifetime(copy self)
  func octets(_ range: TextRange) -> Span<UInt8> {
    block.extracting(base + Int(range.start)..<base + range.end)
  }

  /// The octet at `offset` of the message.
  func octet(_ offset: Int) -> UInt8 { block[base + offset] }

  /// Whether `literal` stands at `offset` of `range`.
  func holds(_ literal: String, at offset: Int = 0, of range: TextRange) -> Bool {
    var place = Int(range.start) + offset
    for expected in literal.utf8 {
      guard place < range.end, octet(place) == expected else { return false }
      place += 1
    }
    return true
  }

  /// Whether `literal` occurs in `range`.
  func contains(_ literal: String, in range: TextRange) -> Bool {
    (0...Int(range.count)).contains { holds(literal, at: $0, of: range) }
  }

  /// Offset in the message of the first `octet` in `range`, or nil.
  func first(_ octet: UInt8, in range: TextRange) -> Int? {
    var offset = Int(range.start)
    while offset < range.end {
      if self.octet(offset) == octet { return offset }
      offset += 1
    }
    return nil
  }

  /// Offset in the message of the last `octet` in `range`, or nil.
  func last(_ octet: UInt8, in range: TextRange) -> Int? {
    var offset = range.end
    while offset > Int(range.start) {
      offset -= 1
      if self.octet(offset) == octet { return offset }
    }
    return nil
  }
}
