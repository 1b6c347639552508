// SPDX-License-Identifier: Apache-2.0
internal import CZlib

/// Decompresses gzip members (RFC 1952) through zlib, with their check sums.
///
/// Memory is zlib's 32 KiB window and tables, whatever the data expands to.
@safe struct ZlibDecoder: GzipDecoding, ~Copyable {
  /// At a fixed place, since zlib's own state points back to it. Nil until the first member.
  private var stream: UnsafeMutablePointer<z_stream>?

  init() { unsafe stream = nil }

  deinit {
    guard let stream = unsafe stream else { return }
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Prepares for a member; false if there is no memory for it.
  mutating func begin() -> Bool {
    if let stream = unsafe stream { return unsafe inflateReset(stream) == Z_OK }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for a gzip wrapper and nothing else.
    let result = unsafe inflateInit2_(
      stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else {
      unsafe stream.deallocate()
      return false
    }
    unsafe self.stream = stream
    return true
  }

  /// Decompresses into the buffer from an index on, until input or room is used up.
  mutating func decode(
    _ input: inout CompressedInput, into buffer: inout MutableSpan<UInt8>, from index: inout Int
  ) -> DecodingStep {
    guard let stream = unsafe stream else { return .corrupt }
    let unread = input.unread
    let start = index
    let (result, read, written) = unsafe buffer.withUnsafeMutableBytes { output in
      unsafe input.octets.withUnsafeBytes { octets in
        let source = unsafe UnsafeRawBufferPointer(rebasing: octets[unread])
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: output[start...])
        let most = min(room.count, Int(UInt32.max))
        // zlib promises not to write through `next_in`; its type lacks the `const`.
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
        unsafe stream.pointee.avail_in = UInt32(source.count)
        unsafe stream.pointee.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
        unsafe stream.pointee.avail_out = UInt32(most)
        let result = unsafe inflate(stream, Z_NO_FLUSH)
        return unsafe (
          result, source.count - Int(stream.pointee.avail_in),
          most - Int(stream.pointee.avail_out)
        )
      }
    }
    input.consume(read)
    index += written
    switch result {
    case Z_OK, Z_BUF_ERROR: return .goesOn
    case Z_STREAM_END: return .ended
    default: return .corrupt
    }
  }
}
