// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// The C kernels for base64. Unsafe code of the coders is in this file only; `Base64Group` is its safe twin.
enum Base64Kernel {
  /// Octets behind its room that a kernel may write over.
  static let slack = 64

  /// Decodes whole groups of four from `start`, passing over CR, LF and blanks, and stops before the group that holds
  /// anything else, that the input cuts, or that does not fit into `room`.
  ///
  /// - Precondition: `output` has `slack` octets behind `place + room`.
  @inline(__always)
  static func decode(
    _ input: Span<UInt8>, from start: Int, into output: inout [UInt8], at place: Int, room: Int
  ) -> (consumed: Int, written: Int) {
    precondition(output.count >= place + room + slack && room >= 0)
    return unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target -> (consumed: Int, written: Int) in
        guard let from = source.baseAddress, let to = target.baseAddress else { return (0, 0) }
        var written = 0
        let consumed = unsafe tc_base64_decode(
          from + start, input.count - start, to + place, room, &written)
        return (consumed, written)
      }
    }
  }

  /// How many whole lines from `start` have exactly `width` characters of the alphabet and the line end.
  @inline(__always)
  static func regularLines(
    _ input: Span<UInt8>, from start: Int, width: Int, isCRLF: Bool
  ) -> Int {
    unsafe input.withUnsafeBufferPointer { source -> Int in
      guard let from = source.baseAddress else { return 0 }
      return unsafe tc_base64_lines(from + start, source.count - start, width, isCRLF ? 1 : 0)
    }
  }
}
