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
  /// Octets of input that zstd would like next.
  private var wanted = firstWanted
  /// Whether zstd may hold octets that did not fit into the buffer.
  private var mayHoldOutput = false

  /// Enough for the start of a frame header.
  private static let firstWanted = 5
  /// Octets of the header of a block (RFC 8878 section 3.1.1.2), which `wanted` includes.
  private static let blockHeader = 3

  init() { unsafe stream = nil }

  deinit { _ = unsafe ZSTD_freeDStream(stream) }

  /// Prepares for an input; false if there is no memory for it.
  mutating func begin() -> Bool {
    isBetweenFrames = true
    wanted = Self.firstWanted
    mayHoldOutput = false
    if let stream = unsafe stream {
      return unsafe ZSTD_isError(ZSTD_DCtx_reset(stream, ZSTD_reset_session_only)) == 0
    }
    guard let stream = unsafe ZSTD_createDStream() else { return false }
    unsafe self.stream = stream
    return unsafe ZSTD_isError(
      ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.largestWindowLog)) == 0
  }

  /// Decompresses at most one block into the buffer from an index on.
  ///
  /// When a call fails, zstd does not say how many octets it wrote before. So each call gets no more
  /// than one block, and none as long as octets of the last one may be left: then no more is lost
  /// than the block that is damaged.
  mutating func decode(
    _ input: inout CompressedInput, into buffer: inout MutableSpan<UInt8>, from index: inout Int
  ) -> DecodingStep {
    guard let stream = unsafe stream else { return .corrupt }
    let offered =
      mayHoldOutput ? 0 : wanted > Self.blockHeader ? wanted - Self.blockHeader : wanted
    let unread = input.unread.prefix(offered)
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
    mayHoldOutput = index == buffer.count
    isBetweenFrames = result == 0
    wanted = result == 0 ? Self.firstWanted : result
    return result == 0 ? .ended : .goesOn
  }
}
