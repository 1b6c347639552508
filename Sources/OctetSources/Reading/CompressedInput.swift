// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// Octets that were read from a descriptor and are not yet used: input of a decoder, or the start of
/// an input whose format is not known yet.
struct CompressedInput {
  /// Most octets of one read; the storage never grows beyond.
  static let capacity = 128 << 10

  /// Allocated at the first use and kept for all further files.
  private(set) var octets: [UInt8] = []
  /// The octets that are not yet used.
  private(set) var unread = 0..<0
  /// Whether a read has found the end of the input.
  private(set) var isAtEnd = false

  var isEmpty: Bool { unread.isEmpty }

  /// Forgets everything, before another file.
  mutating func reset() {
    unread = 0..<0
    isAtEnd = false
  }

  mutating func consume(_ count: Int) {
    unread = (unread.lowerBound + count)..<unread.upperBound
  }

  /// Drops zeros at the start.
  mutating func consumeZeros() {
    var start = unread.lowerBound
    while start < unread.upperBound && octets[start] == 0 { start += 1 }
    unread = start..<unread.upperBound
  }

  /// One read behind the unread octets.
  mutating func refill(from descriptor: Int32) throws(InputFailure) {
    makeRoom()
    var end = unread.upperBound
    let capacity = octets.count
    var storage = octets.mutableSpan
    do {
      isAtEnd = try !Kernel.read(descriptor, into: &storage, from: &end, upTo: capacity)
    } catch {
      throw .cannotRead(error)
    }
    unread = unread.lowerBound..<end
  }

  /// Reads until there are `count` unread octets, or all that the input has.
  mutating func refill(from descriptor: Int32, atLeast count: Int) throws(InputFailure) {
    while unread.count < count && !isAtEnd { try refill(from: descriptor) }
  }

  /// Takes over the start of an input that was read elsewhere.
  mutating func fill(with start: borrowing Span<UInt8>, isAtEnd: Bool) {
    makeRoom()
    for index in start.indices { octets[index] = start[index] }
    unread = 0..<start.count
    self.isAtEnd = isAtEnd
  }

  /// Moves unread octets into the buffer from an index on, as many as fit.
  mutating func move(into buffer: inout MutableSpan<UInt8>, from index: inout Int) {
    let count = min(unread.count, buffer.count - index)
    for offset in 0..<count { buffer[index + offset] = octets[unread.lowerBound + offset] }
    index += count
    consume(count)
  }

  private mutating func makeRoom() {
    if octets.isEmpty { octets = [UInt8](repeating: 0, count: Self.capacity) }
    guard unread.lowerBound > 0 else { return }
    for (place, index) in unread.enumerated() { octets[place] = octets[index] }
    unread = 0..<unread.count
  }
}
