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
  @inline(__always)
  @_lifetime(copy self)
  func octets(_ range: TextRange) -> Span<UInt8> {
    block.extracting(base + Int(range.start)..<base + range.end)
  }

  /// The octet at `offset` of the message.
  @inline(__always)
  func octet(_ offset: Int) -> UInt8 { block[base + offset] }

  /// Whether `range` begins with `literal`.
  @inline(__always)
  func begins(_ range: TextRange, with literal: StaticString) -> Bool {
    octets(range).holds(literal, at: 0, before: Int(range.count))
  }

  /// Whether `literal` occurs in `range`.
  func contains(_ literal: StaticString, in range: TextRange) -> Bool {
    let text = octets(range)
    return text.firstOffset(of: literal, from: 0, before: text.count) != nil
  }

  /// Offset in the message of the first `octet` in `range`, or nil.
  func first(_ octet: UInt8, in range: TextRange) -> Int? {
    block.firstOffset(of: octet, from: base + Int(range.start), before: base + range.end)
      .map { $0 - base }
  }

  /// Offset in the message of the last `octet` in `range`, or nil.
  func last(_ octet: UInt8, in range: TextRange) -> Int? {
    block.lastOffset(of: octet, from: base + Int(range.start), before: base + range.end)
      .map { $0 - base }
  }
}
