// SPDX-License-Identifier: Apache-2.0
internal import CZlib

/// Octets as one gzip member (RFC 1952) in memory, without name and time: the same octets give the same member.
package enum GzipFrame {
  /// Adds to zlib's window what asks for a gzip header.
  private static let gzip: Int32 = 16

  /// Nil where there is no memory for it.
  package static func compress(_ octets: [UInt8]) -> [UInt8]? {
    var stream = unsafe z_stream()
    let size = Int32(unsafe MemoryLayout<z_stream>.size)
    guard
      unsafe deflateInit2_(
        &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + gzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        size) == Z_OK
    else { return nil }
    defer { _ = unsafe deflateEnd(&stream) }
    var input = octets
    var member = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(octets.count))))
    let result = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe member.withUnsafeMutableBufferPointer { room in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(input.count)
        unsafe stream.next_out = room.baseAddress
        unsafe stream.avail_out = UInt32(room.count)
        return unsafe deflate(&stream, Z_FINISH)
      }
    }
    guard result == Z_STREAM_END else { return nil }
    member.removeLast(member.count - Int(unsafe stream.total_out))
    return member
  }

  /// The octets of a gzip member; nil if it is damaged, or holds more than `most` octets.
  package static func decompress(_ member: [UInt8], atMost most: Int) -> [UInt8]? {
    var stream = unsafe z_stream()
    let size = Int32(unsafe MemoryLayout<z_stream>.size)
    guard unsafe inflateInit2_(&stream, 15 + gzip, ZLIB_VERSION, size) == Z_OK else { return nil }
    defer { _ = unsafe inflateEnd(&stream) }
    var input = member
    var octets: [UInt8] = []
    var portion = [UInt8](repeating: 0, count: 64 << 10)
    return unsafe input.withUnsafeMutableBufferPointer { input -> [UInt8]? in
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(clamping: input.count)
      while true {
        let (result, left) = unsafe portion.withUnsafeMutableBufferPointer { room in
          unsafe stream.next_out = room.baseAddress
          unsafe stream.avail_out = UInt32(room.count)
          let result = unsafe inflate(&stream, Z_NO_FLUSH)
          return (result, Int(unsafe stream.avail_out))
        }
        octets += portion[..<(portion.count - left)]
        if octets.count > most { return nil }
        if result == Z_STREAM_END { return octets }
        let isUsedUp = unsafe stream.avail_in == 0
        guard result == Z_OK, left == 0 || !isUsedUp else { return nil }
      }
    }
  }
}
