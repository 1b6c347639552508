// SPDX-License-Identifier: Apache-2.0
import CZlib
import CZstd

/// Compressed data for the tests, made by the very libraries that read it.
///
/// Unsafe code: both libraries take pointers. All of it is in this file.
enum Compressors {
  /// One gzip member, with `time` as MTIME in its header.
  static func gzip(_ octets: [UInt8], time: Int = 0) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: octets.count + octets.count / 1000 + 256)
    var source = octets + [0]
    let count = unsafe result.withUnsafeMutableBufferPointer { room in
      unsafe source.withUnsafeMutableBufferPointer { input in
        var stream = unsafe z_stream()
        unsafe deflateInit2_(
          &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
          Int32(MemoryLayout<z_stream>.size))
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(octets.count)
        unsafe stream.next_out = room.baseAddress
        unsafe stream.avail_out = UInt32(room.count)
        unsafe deflate(&stream, Z_FINISH)
        let written = unsafe Int(stream.total_out)
        unsafe deflateEnd(&stream)
        return written
      }
    }
    result.removeLast(result.count - count)
    for index in 0..<4 { result[4 + index] = UInt8(truncatingIfNeeded: time >> (8 * index)) }
    return result
  }

  /// One zstd frame with a check sum; its window has `1 << windowLog` octets, if that is given.
  static func zstd(_ octets: [UInt8], windowLog: Int32? = nil) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: ZSTD_compressBound(octets.count) + 64)
    let context = unsafe ZSTD_createCCtx()
    defer { unsafe ZSTD_freeCCtx(context) }
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog ?? 0)
    let count = unsafe result.withUnsafeMutableBytes { room in
      unsafe octets.withUnsafeBytes { input in
        var source = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        if windowLog != nil {
          // While it does not know that no more will come, zstd takes the window as asked for.
          unsafe ZSTD_compressStream2(context, &target, &source, ZSTD_e_continue)
        }
        unsafe ZSTD_compressStream2(context, &target, &source, ZSTD_e_end)
        return unsafe target.pos
      }
    }
    result.removeLast(result.count - count)
    return result
  }
}
