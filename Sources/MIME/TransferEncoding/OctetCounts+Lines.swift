// SPDX-License-Identifier: Apache-2.0

extension OctetCounts {
  /// Counts whole lines that a kernel measured, without lone CR and NUL.
  ///
  /// - Parameter lines: lines that go on from the line that is open here.
  mutating func take(_ lines: QuotedPrintableKernel.LineSizes) {
    lineFeeds += lines.lineFeeds
    loneLineFeeds += lines.loneLineFeeds
    nonASCII += lines.nonASCII
    openLine = lines.openLine
    if lines.hasLongDecodedLine { hasLongLine = true }
  }
}
