// SPDX-License-Identifier: Apache-2.0
internal import CZstd

/// Decompresses zstd frames (RFC 8878), several in a row, skippable ones too.
@safe struct ZstdDecoder: ~Copyable {
  /// Most octets of the window that a frame may ask for, 16 MiB, since the window lies in memory.
  /// Enough for `zstd -19`; `--ultra` and `--long` can ask for more.
  static let largestWindow = 1 << largestWindowLog
  private static let largestWindowLog: Int32 = 24

  /// Nil until the first frame.
  private var stream: OpaquePointer?
  /// Whether no octet of another frame was read yet.
  private(set) var isBetweenFrames = true

  init() { unsafe stream = nil }

  deinit { _ = unsafe ZSTD_freeDStream(stream) }

  /// Prepares for an input; false if there is no memory for it.
  mutating func begin() -> Bool {
    isBetweenFrames = true
    if let stream = unsafe stream {
      return unsafe ZSTD_isError(ZSTD_DCtx_reset(stream, ZSTD_reset_session_only)) == 0
    }
    guard let stream = unsafe ZSTD_createDStream() else { return false }
    unsafe self.stream = stream
    return unsafe ZSTD_isError(
      ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.largestWindowLog)) == 0
  }

  /// Decompresses into the buffer from an index on, until input or room is used up or a frame ends.
  mutating func decode(
    _ input: inout CompressedInput, into buffer: inout MutableSpan<UInt8>, from index: inout Int
  ) -> DecodingStep {
    guard let stream = unsafe stream else { return .corrupt }
    let unread = input.unread
    let start = index
    let (result, read, written) = unsafe buffer.withUnsafeMutableBytes { output in
      unsafe input.octets.withUnsafeBytes { octets in
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: octets[unread])
        let room = unsafe UnsafeMutableRawBufferPointer(rebasing: output[start...])
        var source = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        var target = unsafe ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        let result = unsafe ZSTD_decompressStream(stream, &target, &source)
        return unsafe (result, source.pos, target.pos)
      }
    }
    input.consume(read)
    index += written
    guard ZSTD_isError(result) == 0 else {
      switch ZSTD_getErrorCode(result) {
      case ZSTD_error_prefix_unknown: return .notAFrame
      case ZSTD_error_frameParameter_windowTooLarge: return .windowTooLarge
      default: return .corrupt
      }
    }
    isBetweenFrames = result == 0
    return result == 0 ? .ended : .goesOn
  }
}
