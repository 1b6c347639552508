// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// The C kernels that count octets. `OctetCounts.countPlainly` is their safe twin.
enum CountingKernel {
  /// Counts `octets` as a continuation of what was counted before.
  @inline(__always)
  static func count(_ octets: Span<UInt8>, into counts: inout OctetCounts) {
    guard octets.count > 0 else { return }
    var state = tc_counts(
      lf: 0, lone_lf: 0, lone_cr: 0, nul: 0, non_ascii: 0, open_line: Int(counts.openLine),
      long_line: counts.hasLongLine ? 1 : 0, holds_cr: counts.holdsCR ? 1 : 0)
    unsafe octets.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe tc_count(base, buffer.count, &state) }
    }
    counts.lineFeeds += state.lf
    counts.loneLineFeeds += state.lone_lf
    counts.loneCarriageReturns += state.lone_cr
    counts.nuls += state.nul
    counts.nonASCII += state.non_ascii
    counts.openLine = state.open_line
    counts.hasLongLine = state.long_line != 0
    counts.holdsCR = state.holds_cr != 0
  }

  /// Counts the line ends in `octets` as a continuation of what was counted before, and nothing else.
  @inline(__always)
  static func countLineEnds(_ octets: Span<UInt8>, into counts: inout OctetCounts) {
    var state = tc_counts()
    state.holds_cr = counts.holdsCR ? 1 : 0
    unsafe octets.withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe tc_count_line_ends(base, buffer.count, &state) }
    }
    counts.lineFeeds += state.lf
    counts.loneLineFeeds += state.lone_lf
    counts.loneCarriageReturns += state.lone_cr
    counts.holdsCR = state.holds_cr != 0
  }
}
