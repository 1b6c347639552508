// SPDX-License-Identifier: Apache-2.0
internal import SystemCalls

/// A large plain file, of which several threads may read different parts at the same time.
package final class SeekableFile: Sendable {
  /// Octets in one read that suit the processor's caches: larger blocks are slower, not faster.
  package static let blockCapacity = 256 << 10

  private let descriptor: Int32
  /// Octets of the file when it was opened; it may be shorter or longer by now.
  package let size: Int

  init(duplicating descriptor: Int32, size: Int) throws(SystemError) {
    self.descriptor = try Kernel.duplicate(descriptor)
    self.size = size
  }

  deinit { Kernel.close(descriptor) }

  /// Fills the buffer with the octets from an offset on, and returns their number: fewer than the
  /// buffer holds only at the end of the file.
  package func read(
    at offset: Int, into buffer: inout MutableSpan<UInt8>
  ) throws(InputFailure) -> Int {
    var filled = 0
    do {
      while filled < buffer.count {
        guard
          try Kernel.read(descriptor, at: offset + filled, into: &buffer, from: &filled)
        else { break }
      }
    } catch {
      throw .cannotRead(error)
    }
    return filled
  }
}
