// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import SystemCalls

/// Reads ranges of an open file, as often as needed, in large blocks. What fits into a block is read from the file once,
/// however often it is asked for.
///
/// Large files may be seen through a window, which saves copying their octets; small ones, and those that cannot be
/// mapped, are read into a buffer.
final class BlockReader {
  private let capacity: Int
  private let window: FileWindow?
  private var buffer: [UInt8] = []
  /// Offsets in the file of the octets in the buffer or the window.
  private var loaded = 0..<0
  /// Whether they are in the window.
  private var isShown = false
  private(set) var descriptor: Int32 = -1
  /// For messages to people.
  private var path = ""
  /// Octets of the file when it was opened.
  private(set) var size = 0

  /// Most messages fit into one block.
  static let capacity = 512 << 10
  /// Octets of a window, at most. Nearly all messages fit; the memory of a run is that of its windows.
  private static let windowCapacity = 4 << 20
  /// Files up to this size are read: to map them costs as much.
  private static let smallFile = 64 << 10

  init(capacity: Int = BlockReader.capacity, usesWindow: Bool = false) {
    self.capacity = capacity
    window = usesWindow ? FileWindow() : nil
  }

  /// Turns to another file, which somebody else opens and closes.
  func attach(_ descriptor: Int32, size: Int, path: String) {
    self.descriptor = descriptor
    self.size = size
    self.path = path
    detach()
  }

  /// Lets go of the file's octets; what is asked for next is read anew.
  func detach() {
    loaded = 0..<0
    window?.hide()
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
      try withLoaded(offset..<(offset + count), body)
      offset += count
    }
  }

  /// Hands out the octets from an offset on, as many as there are in one block and before `end`.
  func withBlock<Result>(
    at offset: Int, before end: Int, _ body: (Span<UInt8>) -> Result
  ) throws(StoreFailure) -> Result {
    guard offset < end else { return body(Span()) }
    let count = try prepare(offset, of: offset..<end)
    return try withLoaded(offset..<(offset + count)) { octets throws(StoreFailure) in body(octets) }
  }

  /// Hands out the octets from an offset on, as many as a block takes or the file has.
  func withFullBlock<Result>(
    at offset: Int, _ body: (Span<UInt8>) -> Result
  ) throws(StoreFailure) -> Result {
    if !loaded.contains(offset) || loaded.upperBound < min(size, offset + capacity) {
      try load(offset)
    }
    return try withBlock(at: offset, before: size, body)
  }

  /// Hands out octets that are loaded.
  private func withLoaded<Result>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(StoreFailure) -> Result
  ) throws(StoreFailure) -> Result {
    let start = range.lowerBound - loaded.lowerBound
    let places = start..<(start + range.count)
    guard isShown, let window else {
      // Held by this constant, so that the octets outlive whatever the closure does.
      let octets = buffer
      return try body(octets.span.extracting(places))
    }
    let result = try window.withOctets(places, body)
    if window.isDamaged { throw .changedMeanwhile(path) }
    return result
  }

  /// Sees to it that the octet at `offset` is loaded; returns how many of the range are there from it on.
  private func prepare(_ offset: Int, of range: Range<Int>) throws(StoreFailure) -> Int {
    let isWhole = loaded.lowerBound <= offset && range.upperBound <= loaded.upperBound
    let fits = range.upperBound - offset <= capacity
    if !isWhole && (fits || !loaded.contains(offset)) { try load(offset) }
    guard loaded.contains(offset) else { throw .changedMeanwhile(path) }
    return min(loaded.upperBound, range.upperBound) - offset
  }

  private func load(_ offset: Int) throws(StoreFailure) {
    loaded = 0..<0
    if show(offset) { return }
    isShown = false
    let wanted = min(capacity, size - offset)
    guard wanted > 0 else { return }
    if buffer.count < wanted {
      buffer = Array(repeating: 0, count: size > Self.smallFile ? capacity : Self.smallFile)
    }
    do throws(SystemError) {
      var span = buffer.mutableSpan
      var room = span._mutatingExtracting(..<wanted)
      loaded = offset..<(offset + (try Kernel.read(descriptor, at: offset, into: &room)))
    } catch {
      throw .cannotRead(path, error)
    }
  }

  /// Moves the window to an offset, if it is to be used for this file.
  private func show(_ offset: Int) -> Bool {
    guard let window, size > Self.smallFile, offset < size else { return false }
    let start = offset / FileWindow.alignment * FileWindow.alignment
    let range = start..<min(size, start + Self.windowCapacity)
    guard window.show(range, of: descriptor) else { return false }
    loaded = range
    isShown = true
    return true
  }
}

extension BlockReader {
  /// A few octets at any place of the file, as many as there are, past the buffer.
  func octets(at offset: Int, count: Int) throws(StoreFailure) -> [UInt8] {
    var octets = [UInt8](repeating: 0, count: count)
    var room = octets.mutableSpan
    do throws(SystemError) {
      return Array(octets[..<(try Kernel.read(descriptor, at: offset, into: &room))])
    } catch {
      throw .cannotRead(path, error)
    }
  }
}
