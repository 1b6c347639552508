// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import SessionLog
internal import Synchronization

/// The readers of one input for the servers other than ghsmtp: they take its blocks in order.
struct DialectReaders: ~Copyable {
  private final class Reading {
    let dialect: Int
    var reader: any DialectReader & ~Copyable

    init(_ dialect: Int, _ input: DialectInput) {
      self.dialect = dialect
      reader = Dialects.all[dialect].makeReader()
      reader.begin(input)
    }

    func consume(_ block: borrowing LogBlock, into sink: inout some SessionSink) {
      reader.consume(block, into: &sink)
    }

    func finish(into sink: inout some SessionSink) -> DialectCoverage {
      reader.finish(into: &sink)
      return reader.coverage
    }

    var lines: UInt64 { reader.coverage.counts.lines }
  }

  private var readings: [Reading] = []
  private var year: InputYear?

  /// Takes a block, for each of the `found` dialects; `lines` were before it.
  mutating func consume(
    _ block: borrowing LogBlock, _ found: [Int], of input: Int, year: @autoclosure () -> InputYear,
    after lines: UInt64, _ options: RunOptions, into sink: inout some SessionSink
  ) {
    for dialect in found where !readings.contains(where: { $0.dialect == dialect }) {
      let asked = self.year ?? year()
      self.year = asked
      var facts = DialectInput(
        input: input, keepsRecords: options.keepsRecords, clock: options.clock,
        years: { asked.anchor }, civilTime: options.civilTime)
      facts.linesBefore = lines
      readings.append(Reading(dialect, facts))
    }
    for reading in readings { reading.consume(block, into: &sink) }
  }

  /// Lines that any of the readers has seen.
  var lines: UInt64 { readings.first?.lines ?? 0 }

  /// The input is over; what was read of it is counted. Gives the number of records.
  mutating func finish(
    _ input: Int, hasLines: Bool, into sink: inout some SessionSink, _ ledger: inout ScanLedger
  ) -> UInt64 {
    var records: UInt64 = 0
    for (place, reading) in readings.enumerated() {
      let coverage = reading.finish(into: &sink)
      ledger.add(coverage, of: input, isFirst: place == 0 && !hasLines)
      records += coverage.counts.records
    }
    if let year, year.restsOnFileTime { ledger.noteDatedByTime(input) }
    readings.removeAll()
    year = nil
    return records
  }
}

/// The year of an input's records that state none, where it is asked for.
final class InputYear: Sendable {
  private let path: String
  private let time: Int?
  private let options: RunOptions
  private let chosen = Mutex<YearAnchor?>(nil)

  init(_ input: Int, of source: borrowing OctetSource, _ options: RunOptions) {
    path = source.plan.path(of: input)
    time = source.memberTime ?? source.modificationTime
    self.options = options
  }

  var anchor: YearAnchor {
    chosen.withLock { chosen in
      if let chosen { return chosen }
      let anchor = YearAnchor.choose(
        preamble: nil, fileName: path, option: options.year, modified: time.map(options.civilTime),
        now: options.now)
      chosen = anchor
      return anchor
    }
  }

  /// The time of the file, which every copy changes, was asked for the year.
  var restsOnFileTime: Bool { chosen.withLock { $0?.source == .modificationTime } }
}
