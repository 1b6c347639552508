// SPDX-License-Identifier: Apache-2.0

/// Reads the log of ghsmtp: stages 2 to 5 of one input, block by block.
package struct GhsmtpReader: ~Copyable, DialectReader {
  private var input = DialectInput(input: 0)
  private var scanner = BlockScanner()
  private var batch = EventBatch()
  private var years: YearResolver?
  private var mending = BatchMending(DialectInput(input: 0))
  private var assembler = SessionAssembler(input: 0)
  private var disorder = TimeDisorder()
  package private(set) var coverage = DialectCoverage()

  package init() {}

  package static func recognises(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    RecordStart.begins(text, line)
  }

  package mutating func begin(_ input: DialectInput) {
    self.input = input
    assembler = SessionAssembler(input: input.input, keepsRecords: input.keepsRecords)
    years = nil
    mending = BatchMending(input)
    disorder = TimeDisorder()
    coverage = DialectCoverage()
  }

  package mutating func consume(_ block: borrowing LogBlock, into sink: inout some SessionSink) {
    batch.removeAll()
    let expectation = years?.expectation ?? YearAnchor(.unknown, .none)
    scanner.scan(block, anchor: expectation, into: &batch)
    if years == nil {
      years = YearResolver(batch.needsAnchor ? input.years() : YearAnchor(.unknown, .none))
    }
    years?.resolve(&batch)
    mending.mend(&batch, in: block.octets)
    assembler.consume(batch, block: block.octets, into: &sink)
    note(block)
  }

  private mutating func note(_ block: borrowing LogBlock) {
    let before = coverage.counts.lines
    disorder.add(batch, isFirst: before == 0)
    coverage.defects.append(batch.defects, after: input.linesBefore + before)
    coverage.counts.add(batch.counts)
    coverage.unknown.add(
      batch, of: block.octets, input: input.input, after: input.linesBefore + before)
  }

  package mutating func finish(into sink: inout some SessionSink) {
    assembler.finish(into: &sink)
    coverage.duplicateRecords = UInt64(assembler.tally.duplicateRecords) + coverage.counts.copies
    coverage.recordsOutOfOrder = UInt64(disorder.records)
    coverage.impossibleLeapDays = years?.impossibleLeapDays ?? 0
  }
}

extension BatchMending {
  fileprivate init(_ input: DialectInput) {
    self.init(civilTime: input.civilTime, clock: input.clock)
  }
}
