// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// The C kernel for well-formed quoted-printable. The state machine of `QuotedPrintableDecoder`, which takes whatever the
/// kernel leaves, is its safe twin.
enum QuotedPrintableKernel {
  /// Octets behind the input's length that the output must have room for.
  static let slack = 16

  /// What goes on from line to line.
  struct Progress {
    var lineLength: Int
    var loneLineFeeds = 0
    var hasLongLine = false
    var hasTrailingBlank = false

    init(lineLength: Int) { self.lineLength = lineLength }
  }

  /// Decodes as far as the input is well formed.
  ///
  /// - Precondition: `output` has `slack` octets more than the input.
  static func decode(
    _ input: Span<UInt8>, into output: inout [UInt8], progress: inout Progress
  ) -> (consumed: Int, written: Int) {
    precondition(output.count >= input.count + slack)
    var state = tc_qp_state(
      line: progress.lineLength, lone_lf: 0, long_line: 0, trailing_blank: 0)
    let run = unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target -> (consumed: Int, written: Int) in
        guard let from = source.baseAddress, let to = target.baseAddress else { return (0, 0) }
        var written = 0
        let consumed = unsafe tc_qp_decode(from, source.count, to, &written, &state)
        return (consumed, written)
      }
    }
    progress.lineLength = state.line
    progress.loneLineFeeds = state.lone_lf
    progress.hasLongLine = state.long_line != 0
    progress.hasTrailingBlank = state.trailing_blank != 0
    return run
  }

  /// What `measureLines` found.
  struct LineSizes {
    var consumed = 0
    var decoded = 0
    var nonASCII = 0
    /// Hard line breaks.
    var lineFeeds = 0
    /// Lone LF in hard line breaks, and in soft ones.
    var loneLineFeeds = 0
    var softLoneLineFeeds = 0
    /// Length of the decoded line that is still open.
    var openLine = 0
    var hasLongLine = false
    var hasLongDecodedLine = false
  }

  /// Measures whole lines of `input` from `start`, where a line begins, without decoding them.
  static func measureLines(_ input: Span<UInt8>, from start: Int, openLine: Int) -> LineSizes {
    var lines = tc_qp_lines()
    lines.open_line = openLine
    let consumed = unsafe input.withUnsafeBufferPointer { source -> Int in
      guard let from = source.baseAddress else { return 0 }
      return unsafe tc_qp_measure_lines(from + start, source.count - start, &lines)
    }
    return LineSizes(
      consumed: consumed, decoded: lines.decoded, nonASCII: lines.non_ascii,
      lineFeeds: lines.hard, loneLineFeeds: lines.lone_lf, softLoneLineFeeds: lines.soft_lone_lf,
      openLine: lines.open_line, hasLongLine: lines.long_line != 0,
      hasLongDecodedLine: lines.long_decoded_line != 0)
  }
}
