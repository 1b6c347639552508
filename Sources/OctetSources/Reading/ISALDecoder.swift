// SPDX-License-Identifier: Apache-2.0
#if ISAL
  internal import CISAL

  /// Decompresses gzip members (RFC 1952) through ISA-L, with their check sums.
  ///
  /// Memory is ISA-L's state, some 90 KiB, whatever the data expands to.
  @safe struct ISALDecoder: GzipDecoding, ~Copyable {
    /// Too large for the stack of a call. Nil until the first member.
    private var state: UnsafeMutablePointer<inflate_state>?

    init() { unsafe state = nil }

    deinit {
      guard let state = unsafe state else { return }
      unsafe state.deallocate()
    }

    mutating func begin() -> Bool {
      if let state = unsafe state {
        unsafe isal_inflate_reset(state)
      } else {
        let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
        unsafe isal_inflate_init(state)
        unsafe self.state = state
      }
      // With its wrapper, so that the check sum is compared, and the octet behind it is where reading stops.
      unsafe state?.pointee.crc_flag = UInt32(ISAL_GZIP)
      return true
    }

    mutating func decode(
      _ input: inout CompressedInput, into buffer: inout MutableSpan<UInt8>, from index: inout Int
    ) -> DecodingStep {
      guard let state = unsafe state else { return .corrupt }
      let unread = input.unread
      let start = index
      let (result, read, written) = unsafe buffer.withUnsafeMutableBytes { output in
        unsafe input.octets.withUnsafeBytes { octets in
          let source = unsafe UnsafeRawBufferPointer(rebasing: octets[unread])
          let room = unsafe UnsafeMutableRawBufferPointer(rebasing: output[start...])
          let most = min(room.count, Int(UInt32.max))
          // ISA-L does not write through `next_in`; its type lacks the `const`.
          unsafe state.pointee.next_in = UnsafeMutablePointer(
            mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
          unsafe state.pointee.avail_in = UInt32(source.count)
          unsafe state.pointee.next_out = room.assumingMemoryBound(to: UInt8.self).baseAddress
          unsafe state.pointee.avail_out = UInt32(most)
          let result = unsafe isal_inflate(state)
          return unsafe (
            result, source.count - Int(state.pointee.avail_in),
            most - Int(state.pointee.avail_out)
          )
        }
      }
      input.consume(read)
      index += written
      guard result >= 0 else { return .corrupt }
      return unsafe state.pointee.block_state == ISAL_BLOCK_FINISH ? .ended : .goesOn
    }
  }
#endif
