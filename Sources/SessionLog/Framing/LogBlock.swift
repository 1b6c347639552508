// SPDX-License-Identifier: Apache-2.0

/// A buffer of log text that begins at a record and is cut at a record, with room around it that
/// the fast stages may read: whole vectors can be loaded at any octet of the block without a test
/// for its ends.
///
/// Unsafe code: owns its storage, and hands its octets to `BlockScanner` as a pointer. The octets
/// outside of the block (`margin` on either side) always exist; their values mean nothing.
///
/// Use: `append` until it is full or the input has ended, `cut`, scan, `advance`, and again.
@safe package struct LogBlock: ~Copyable, @unchecked Sendable {
  /// Octets that may be read before the first and behind the last octet of the block.
  package static let margin = 64
  /// Big enough that few records cross blocks, small enough that it stays in a core's own cache
  /// together with the events that are made of it.
  package static let defaultCapacity = 256 << 10

  private let storage: UnsafeMutableRawPointer
  package let capacity: Int
  /// Octets that were put in; those behind `count` are kept for the next block.
  private var filled = 0
  /// Octets of the block, valid after `cut`.
  package private(set) var count = 0
  /// Place of the first octet in the input.
  package private(set) var offset: UInt64 = 0
  /// The block begins in a record that was too long for a block: the rest of the record.
  package private(set) var continuesRecord = false
  /// The block begins in the middle of a line that was too long for a block.
  package private(set) var beginsInsideLine = false
  /// The record at the end of the block was too long: its rest is in the next block.
  package private(set) var endsInRecord = false
  package private(set) var endsInsideLine = false

  package init(capacity: Int = LogBlock.defaultCapacity) {
    self.capacity = max(capacity, 1)
    unsafe storage = .allocate(byteCount: self.capacity + 2 * Self.margin, alignment: 64)
    unsafe storage.initializeMemory(
      as: UInt8.self, repeating: 0, count: self.capacity + 2 * Self.margin)
  }

  deinit { unsafe storage.deallocate() }

  package var isFull: Bool { filled == capacity }
  package var isEmpty: Bool { filled == 0 }

  /// The first octet of the block.
  var start: UnsafeRawPointer { unsafe UnsafeRawPointer(storage + Self.margin) }

  /// The octets of the block.
  package var octets: Span<UInt8> {
    @_lifetime(borrow self)
    get { view(count) }
  }

  /// What was put in so far, the rest behind the cut included.
  package var uncut: Span<UInt8> {
    @_lifetime(borrow self)
    get { view(filled) }
  }

  @_lifetime(borrow self)
  private func view(_ length: Int) -> Span<UInt8> {
    let octets = unsafe Span<UInt8>(
      _unsafeStart: start.assumingMemoryBound(to: UInt8.self), count: length)
    return unsafe _overrideLifetime(octets, borrowing: self)
  }

  /// Lets `read` write into the free room; it returns how many octets it wrote.
  package mutating func append<Failure: Error>(
    _ read: (inout MutableSpan<UInt8>) throws(Failure) -> Int
  ) throws(Failure) {
    let room = unsafe storage + Self.margin + filled
    var span = unsafe MutableSpan<UInt8>(
      _unsafeStart: room.assumingMemoryBound(to: UInt8.self), count: capacity - filled)
    filled += min(try read(&span), capacity - filled)
  }

  /// Copies as much of `octets` as there is room for and returns how many that were.
  package mutating func append(copying octets: Span<UInt8>) -> Int {
    let length = min(octets.count, capacity - filled)
    unsafe octets.withUnsafeBytes { source in
      guard length > 0, let from = source.baseAddress else { return }
      unsafe (storage + Self.margin + filled).copyMemory(from: from, byteCount: length)
    }
    filled += length
    return length
  }

  /// Ends the block at the last record start, or, when there is none and the buffer is full, in
  /// the record, which is then too long. `atEnd` says that no octets follow in the input.
  package mutating func cut(atEnd: Bool, by rule: CuttingRule) {
    unsafe ColourCodes.remove(from: storage + Self.margin, count: filled, isAll: atEnd)
    (count, endsInRecord, endsInsideLine) = atEnd ? (filled, false, false) : lastPlace(rule)
  }

  /// Where to cut, and what is cut there: a record that is too long, a line that is too long.
  private func lastPlace(_ rule: CuttingRule) -> (Int, inRecord: Bool, insideLine: Bool) {
    let text = view(filled)
    if let place = rule.last(in: text) { return (place, false, false) }
    let inRecord =
      continuesRecord || !beginsInsideLine && rule.begins(text, 0..<text.count)
    if let place = CuttingRule.lastLineEnd(in: text) { return (place, inRecord, false) }
    return (filled, inRecord, true)
  }

  /// Drops the octets of the block; those behind the cut become the beginning of the next one.
  package mutating func advance() {
    let rest = filled - count
    unsafe (storage + Self.margin).copyMemory(from: storage + Self.margin + count, byteCount: rest)
    offset &+= UInt64(count)
    continuesRecord = endsInRecord
    beginsInsideLine = endsInsideLine
    filled = rest
    count = 0
  }

  /// Like `advance`, but leaves this block as it is and begins the next one in `other`, which is
  /// another thread's to fill while this one is scanned.
  package borrowing func begin(_ other: inout LogBlock) {
    let rest = min(filled - count, other.capacity)
    unsafe (other.storage + Self.margin).copyMemory(
      from: storage + Self.margin + count, byteCount: rest)
    other.offset = offset &+ UInt64(count)
    other.continuesRecord = endsInRecord
    other.beginsInsideLine = endsInsideLine
    other.filled = rest
    other.count = 0
  }

  /// Makes the block ready for another input.
  package mutating func removeAll() {
    filled = 0
    count = 0
    offset = 0
    continuesRecord = false
    beginsInsideLine = false
    endsInRecord = false
    endsInsideLine = false
  }
}
