// SPDX-License-Identifier: Apache-2.0

/// What decompresses one gzip member after the other (RFC 1952), and checks their check sums.
///
/// There are two, which give the same octets and the same ends: zlib is everywhere; ISA-L needs about half the time, on
/// the processors that it supports.
protocol GzipDecoding: ~Copyable {
  init()

  /// Prepares for a member; false if there is no memory for it.
  mutating func begin() -> Bool

  /// Decompresses into the buffer from an index on, until input or room is used up.
  mutating func decode(
    _ input: inout CompressedInput, into buffer: inout MutableSpan<UInt8>, from index: inout Int
  ) -> DecodingStep
}

#if ISAL
  typealias GzipDecoder = ISALDecoder
#else
  typealias GzipDecoder = ZlibDecoder
#endif
