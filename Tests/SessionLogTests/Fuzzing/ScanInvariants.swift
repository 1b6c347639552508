// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// What must hold of stages 2 to 4 whatever the octets of a log are. The fuzz target `FuzzRecords`
/// and the tests that replay its corpus share it.
enum ScanInvariants {
  /// A sentence for the first rule that `log` breaks, or nil.
  static func violation(of log: [UInt8]) -> String? {
    let whole = ScannedLog(log)
    if whole != ScannedLog(log, with: .plain) { return "the fast scanner differs from its twin" }
    for size in [1, 33, 100, 512] {
      let cut = ScannedLog(log, blockSize: size)
      if cut != ScannedLog(log, with: .plain, blockSize: size) {
        return "the fast scanner differs from its twin in blocks of \(size)"
      }
      if cut.counts.octets != UInt64(log.count) { return "octets lost in blocks of \(size)" }
      if cut.counts.lines != whole.counts.lines { return "lines lost in blocks of \(size)" }
      if longestStretch(of: log) < size && cut != whole {
        return "blocks of \(size) change the result"
      }
    }
    return rangesViolation(of: whole)
  }

  /// Texts must lie where the input has them.
  private static func rangesViolation(of log: ScannedLog) -> String? {
    for row in log.rows {
      if row.message.count > row.record.count { return "a message is longer than its record" }
      if let text = PatternInvariants.rangeViolation(of: row.event, in: row.message.count) {
        return text
      }
    }
    return nil
  }

  /// What a block must hold to be cut at every record: the octets between two places where it can
  /// be cut, and the next line, by which the second place is known.
  private static func longestStretch(of log: [UInt8]) -> Int {
    var longest = 0
    var longestLine = 0
    var stretch = 0
    for line in log.split(separator: 0x0a, omittingEmptySubsequences: false) {
      let octets = Array(line)
      if RecordStart.begins(octets.span, 0..<octets.count) { stretch = 0 }
      stretch += octets.count + 1
      longest = max(longest, stretch)
      longestLine = max(longestLine, octets.count + 1)
    }
    return longest + longestLine
  }
}
