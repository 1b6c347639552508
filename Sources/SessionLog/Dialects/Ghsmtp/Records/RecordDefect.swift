// SPDX-License-Identifier: Apache-2.0

/// Why a line of a log is no part of any record.
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

/// Defects of a log: how many of each kind, and where the first ones are.
///
/// Tallies of consecutive parts of one input are put together in order (`append`); tallies of
/// different inputs are only summed up by their owner, since places belong to an input.
package struct DefectTally: Equatable, Sendable {
  /// How many places are kept.
  package static let kept = 10
  /// How many octets of a line are kept.
  package static let excerpt = 80

  package struct Sample: Equatable, Sendable {
    package var defect: RecordDefect
    /// Number of the line in the input, from 1.
    package var line: UInt64
    /// Octet at which the line begins in the input.
    package var offset: UInt64
    /// The beginning of the line, octet for octet.
    package var text: [UInt8]
  }

  private var numbers = [UInt64](repeating: 0, count: RecordDefect.allCases.count)
  package private(set) var samples: [Sample] = []

  package init() {}

  package subscript(defect: RecordDefect) -> UInt64 { numbers[Int(defect.rawValue)] }

  /// All defects, without foreign lines.
  package var total: UInt64 {
    RecordDefect.allCases.reduce(0) { $1 == .foreign ? $0 : $0 + self[$1] }
  }

  package var isEmpty: Bool { !numbers.contains { $0 != 0 } }

  mutating func add(_ defect: RecordDefect, line: UInt64, offset: UInt64, text: Span<UInt8>) {
    numbers[Int(defect.rawValue)] += 1
    guard samples.count < Self.kept, defect != .foreign else { return }
    let length = min(text.count, Self.excerpt)
    samples.append(
      Sample(
        defect: defect, line: line, offset: offset, text: (0..<length).map { text[$0] }))
  }

  /// Appends the tally of the part of the input that follows the first `lines` lines.
  package mutating func append(_ next: DefectTally, after lines: UInt64) {
    for index in numbers.indices { numbers[index] += next.numbers[index] }
    for sample in next.samples.prefix(max(0, Self.kept - samples.count)) {
      var sample = sample
      sample.line += lines
      samples.append(sample)
    }
  }

  package mutating func removeAll() {
    if isEmpty { return }
    for index in numbers.indices { numbers[index] = 0 }
    samples.removeAll(keepingCapacity: true)
  }
}
