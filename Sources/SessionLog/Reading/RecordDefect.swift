// SPDX-License-Identifier: Apache-2.0

/// Why a line of a log is not a part of any record.
package enum RecordDefect: UInt8, CaseIterable, Comparable, Sendable {
  /// Text without a header, and no record before it that it could continue.
  case noRecordBefore
  /// Begins like a header (severity letter and four digits) but is none.
  case damagedHeader
  /// A header whose date or time does not exist, such as month 13.
  case impossibleTime
  /// A record that is longer than a block; its end was left out.
  case overlong
  /// NUL octets where a line should begin, as a file system leaves them after a crash. A record
  /// that follows them in the line is read.
  case nulRun
  /// A line that journalctl did not write out, since it has control characters: `[29B blob data]`.
  case withheld
  /// A line of another program in a stream that several programs share: not this log's, but
  /// counted apart and not as a loss.
  case foreign
  /// What looks like a record's header stands inside a line: behind something that is not known, or because two wrote
  /// into one line. Such a record is not read, since a peer can make others quote what it likes.
  case recordInside
  /// The journal or syslog reports lines that it dropped.
  case suppressed

  /// The stable name used in machine-readable output.
  package var name: String {
    switch self {
    case .noRecordBefore: "no-record-before"
    case .damagedHeader: "damaged-header"
    case .impossibleTime: "impossible-time"
    case .overlong: "overlong-record"
    case .nulRun: "nul-run"
    case .withheld: "blob-data"
    case .foreign: "foreign-line"
    case .recordInside: "record-inside"
    case .suppressed: "suppressed-lines"
    }
  }

  /// What it throws on the sessions that are open where it stands.
  var doubt: Doubt {
    switch self {
    case .noRecordBefore, .damagedHeader, .impossibleTime, .overlong: .lostLine
    case .nulRun: .nuls
    case .withheld: .withheld
    case .foreign: []
    case .recordInside: .interleaved
    case .suppressed: .suppressed
    }
  }

  package static func < (a: RecordDefect, b: RecordDefect) -> Bool { a.rawValue < b.rawValue }
}
