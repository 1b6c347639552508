// SPDX-License-Identifier: Apache-2.0
internal import OctetSources

/// Reads ranges of an open file, as often as needed, in large blocks. What fits into the buffer is read from the file
/// once, however often it is asked for.
final class BlockReader {
  private var buffer: [UInt8]
  /// Offsets in the file of the octets in the buffer.
  private var loaded = 0..<0
  private(set) var descriptor: Int32 = -1
  /// For messages to people.
  private var path = ""
  /// Octets of the file when it was opened.
  private(set) var size = 0

  /// Most messages fit into one block, and a block into the processor's caches.
  static let capacity = 512 << 10

  init(capacity: Int = BlockReader.capacity) { buffer = Array(repeating: 0, count: capacity) }

  /// Turns to another file, which somebody else opens and closes.
  func attach(_ descriptor: Int32, size: Int, path: String) {
    self.descriptor = descriptor
    self.size = size
    self.path = path
    loaded = 0..<0
  }

  /// Hands out a range in one or more blocks, in order.
  ///
  /// A file that has become shorter since it was opened is one that somebody else changed.
  func forEachBlock(
    of range: Range<Int>, _ body: (Span<UInt8>) throws(StoreFailure) -> Void
  ) throws(StoreFailure) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let count = try prepare(offset, of: range)
      let start = offset - loaded.lowerBound
      // Held by this constant, so that the octets outlive whatever the closure does.
      let octets = buffer
      try body(octets.span.extracting(start..<(start + count)))
      offset += count
    }
  }

  /// Hands out the octets from an offset on, as many as there are in one block and before `end`.
  func withBlock<Result>(
    at offset: Int, before end: Int, _ body: (Span<UInt8>) -> Result
  ) throws(StoreFailure) -> Result {
    let count = offset < end ? try prepare(offset, of: offset..<end) : 0
    let start = count > 0 ? offset - loaded.lowerBound : 0
    let octets = buffer
    return body(octets.span.extracting(start..<(start + count)))
  }

  /// Hands out the octets from an offset on, as many as the buffer takes or the file has.
  func withFullBlock<Result>(
    at offset: Int, _ body: (Span<UInt8>) -> Result
  ) throws(StoreFailure) -> Result {
    if !loaded.contains(offset) || loaded.upperBound < min(size, offset + buffer.count) {
      try load(offset)
    }
    return try withBlock(at: offset, before: size, body)
  }

  /// Sees to it that the octet at `offset` is in the buffer; returns how many of the range are there from it on.
  private func prepare(_ offset: Int, of range: Range<Int>) throws(StoreFailure) -> Int {
    let isWhole = loaded.lowerBound <= offset && range.upperBound <= loaded.upperBound
    let fits = range.upperBound - offset <= buffer.count
    if !isWhole && (fits || !loaded.contains(offset)) { try load(offset) }
    guard loaded.contains(offset) else { throw .changedMeanwhile(path) }
    return min(loaded.upperBound, range.upperBound) - offset
  }

  private func load(_ offset: Int) throws(StoreFailure) {
    loaded = 0..<0
    let wanted = min(buffer.count, size - offset)
    guard wanted > 0 else { return }
    do throws(SystemError) {
      var span = buffer.mutableSpan
      var room = span._mutatingExtracting(..<wanted)
      loaded = offset..<(offset + (try StoreCalls.read(descriptor, at: offset, into: &room)))
    } catch {
      throw .cannotRead(path, error)
    }
  }
}

extension BlockReader {
  /// A few octets at any place of the file, as many as there are, past the buffer.
  func octets(at offset: Int, count: Int) throws(StoreFailure) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: count)
    var room = octets.mutableSpan
    do throws(SystemError) {
      return Array(octets[..<(try StoreCalls.read(descriptor, at: offset, into: &room))])
    } catch {
      throw .cannotRead(path, error)
    }
  }
}
