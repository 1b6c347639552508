// SPDX-License-Identifier: Apache-2.0
import OctetSources
import SessionLog

/// One worker's stages 1 to 6, for inputs that it reads alone.
struct LogWorker: ~Copyable {
  /// What is to be done with an input that does not fit into one block.
  enum LargeInput {
    case read, postpone
  }

  private let shared: RunShared
  /// Those of `shared`, which are too large to be fetched for each block.
  private let options: RunOptions
  private var reading: BlockReading
  private var scanner = BlockScanner()
  private var batch = EventBatch()
  private var block = LogBlock()
  private var assembler: SessionAssembler
  private var result: WorkerResult

  init(_ plan: InputPlan, _ shared: RunShared) {
    self.shared = shared
    options = shared.options
    reading = BlockReading(plan)
    assembler = SessionAssembler(input: 0, keepsRecords: shared.options.keepsRecords)
    result = WorkerResult(shared)
  }

  /// Reads an input. False if it is large and was left for later.
  mutating func read(_ input: Int, large: LargeInput) -> Bool {
    reading.open(input)
    defer { reading.close() }
    block.removeAll()
    assembler.begin(input: input)
    var years = InputYears()
    var lines: UInt64 = 0
    var records: UInt64 = 0
    var octets: UInt64 = 0
    while reading.fill(&block) {
      if block.isFull {
        if large == .postpone { return false }
        note(inputs: 0, octets: octets)
        octets = 0
      }
      batch.removeAll()
      scanner.scan(block, anchor: years.expectation, into: &batch)
      years.resolve(&batch, of: block, input, from: reading.source, options)
      Self.assemble(batch, block, &assembler, &result.collector)
      result.ledger.add(batch, of: block, input: input, after: lines)
      lines += batch.counts.lines
      records += UInt64(batch.counts.records)
      octets += batch.counts.octets
      block.advance()
    }
    assembler.finish(into: &result.collector)
    result.ledger.endInput(
      input, lines: lines, records: records, years: years,
      failure: reading.failure)
    note(inputs: 1, octets: octets)
    return true
  }

  private static func assemble(
    _ batch: EventBatch, _ block: borrowing LogBlock, _ assembler: inout SessionAssembler,
    _ collector: inout SessionCollector
  ) {
    assembler.consume(batch, block: block.octets, into: &collector)
  }

  /// Tells the others how far this worker is.
  private mutating func note(inputs: Int, octets: UInt64) {
    shared.note(octets: octets, inputs: inputs, sessions: result.collector.takeUnnoted())
  }

  /// Ends the work.
  consuming func finish() -> WorkerResult {
    result.ledger.add(assembler.tally)
    return result
  }
}

/// What one worker brings home.
struct WorkerResult: Sendable {
  var collector: SessionCollector
  var ledger = ScanLedger()

  init(_ shared: RunShared) { collector = SessionCollector(shared) }

  mutating func merge(_ other: WorkerResult) {
    collector.merge(other.collector)
    ledger.merge(other.ledger)
  }
}
