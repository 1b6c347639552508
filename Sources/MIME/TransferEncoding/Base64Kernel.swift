// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// The C kernels for base64; `Base64Group` is their safe twin.
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
    precondition(output.count >= place + room + slack && place >= 0 && room >= 0)
    precondition(start >= 0 && start <= input.count)
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
    precondition(start >= 0 && start <= input.count)
    return unsafe input.withUnsafeBufferPointer { source -> Int in
      guard let from = source.baseAddress else { return 0 }
      return unsafe tc_base64_lines(from + start, source.count - start, width, isCRLF ? 1 : 0)
    }
  }

  /// How many octets from `start` on are of the alphabet without a break.
  @inline(__always)
  static func alphabetRun(_ input: Span<UInt8>, from start: Int) -> Int {
    precondition(start >= 0 && start <= input.count)
    return unsafe input.withUnsafeBufferPointer { source -> Int in
      guard let from = source.baseAddress else { return 0 }
      return unsafe tc_base64_run(from + start, source.count - start)
    }
  }

  /// Encodes `lines` whole lines of `width` characters, each with its line end, from `start` into `output` at `place`.
  @inline(__always)
  static func encodeLines(
    _ input: Span<UInt8>, from start: Int, lines: Int, width: Int, isCRLF: Bool,
    into output: inout [UInt8], at place: Int
  ) {
    precondition(start + lines * (width / 4 * 3) <= input.count)
    precondition(place + lines * (width + (isCRLF ? 2 : 1)) <= output.count)
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        unsafe tc_base64_encode_lines(from + start, lines, width, isCRLF ? 1 : 0, to + place)
      }
    }
  }

  /// Encodes `groups` groups of three octets from `start` into `output` at `place`, without line ends.
  @inline(__always)
  static func encodeGroups(
    _ input: Span<UInt8>, from start: Int, groups: Int, into output: inout [UInt8], at place: Int
  ) {
    precondition(groups >= 0 && start + groups * 3 <= input.count)
    precondition(place + groups * 4 <= output.count)
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        unsafe tc_base64_encode_groups(from + start, groups, to + place)
      }
    }
  }
}

/// Which form of the C kernels runs. For tests and benchmarks, which compare the forms.
package enum KernelLevel: Int32, CaseIterable, Sendable {
  /// Plain C.
  case portable = 0
  /// AVX2 and BMI2.
  case avx2 = 1

  /// The best that this processor can do.
  package static var best: KernelLevel { KernelLevel(rawValue: tc_best_level()) ?? .portable }

  /// Makes all kernels of the process use this form, or the best one if the processor cannot.
  package func select() { tc_select(rawValue) }
}
