// SPDX-License-Identifier: Apache-2.0
internal import CZstd

/// Octets as one zstd frame (RFC 8878) in memory, with a check sum.
package enum ZstdFrame {
  /// Between speed and size: the one that `zstd` itself uses.
  private static let level: Int32 = 3

  /// Nil where there is no memory for it.
  package static func compress(_ octets: [UInt8]) -> [UInt8]? {
    guard let context = unsafe ZSTD_createCCtx() else { return nil }
    defer { _ = unsafe ZSTD_freeCCtx(context) }
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    var frame = [UInt8](repeating: 0, count: ZSTD_compressBound(octets.count))
    let count = unsafe frame.withUnsafeMutableBytes { room in
      unsafe octets.withUnsafeBytes { input in
        unsafe ZSTD_compress2(
          context, room.baseAddress, room.count, input.baseAddress, input.count)
      }
    }
    guard ZSTD_isError(count) == 0 else { return nil }
    frame.removeLast(frame.count - count)
    return frame
  }

  /// The octets of a frame that `compress` wrote; nil if it is damaged or holds more than `most` octets.
  package static func decompress(_ frame: [UInt8], atMost most: Int) -> [UInt8]? {
    let stated = unsafe frame.withUnsafeBytes { input in
      unsafe ZSTD_getFrameContentSize(input.baseAddress, input.count)
    }
    guard stated <= UInt64(most) else { return nil }
    var octets = [UInt8](repeating: 0, count: Int(stated))
    let count = unsafe octets.withUnsafeMutableBytes { room in
      unsafe frame.withUnsafeBytes { input in
        unsafe ZSTD_decompress(room.baseAddress, room.count, input.baseAddress, input.count)
      }
    }
    return ZSTD_isError(count) == 0 && count == octets.count ? octets : nil
  }
}
