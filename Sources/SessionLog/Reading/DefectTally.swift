// SPDX-License-Identifier: Apache-2.0

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
