// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import SessionLog

/// One worker's stages 1 to 6, for inputs that it reads alone.
struct LogWorker: ~Copyable {
  /// What is to be done with an input that does not fit into one block.
  enum LargeInput {
    case read, postpone
  }

  private let shared: RunShared
  private let options: RunOptions
  private var stream: BatchStream
  private var assembler: SessionAssembler
  private var readers = DialectReaders()
  private var result: WorkerResult

  init(_ plan: InputPlan, _ shared: RunShared) {
    self.shared = shared
    options = shared.options
    stream = BatchStream(plan, shared.options)
    assembler = SessionAssembler(input: 0, keepsRecords: shared.options.keepsRecords)
    result = WorkerResult(shared)
  }

  /// Reads an input. False if it is large and was left for later.
  mutating func read(_ input: Int, large: LargeInput) -> Bool {
    stream.open(input)
    defer { stream.close() }
    assembler.begin(input: input)
    var lines: UInt64 = 0
    var records: UInt64 = 0
    var octets: UInt64 = 0
    while stream.next() {
      if stream.block.isFull {
        if large == .postpone { return false }
        note(inputs: 0, octets: octets)
        octets = 0
      }
      if !stream.blocks.dialects.others.isEmpty {
        readers.consume(
          stream.block, stream.blocks.dialects.others, of: input,
          year: InputYear(input, of: stream.blocks.source, options),
          after: max(lines, readers.lines), options, into: &result.collector)
      }
      octets += UInt64(stream.block.count)
      guard stream.hasEvents else { continue }
      Self.assemble(stream, &assembler, &result.collector)
      result.ledger.add(stream.batch, of: stream.block, input: input, after: lines)
      lines += stream.batch.counts.lines
      records += UInt64(stream.batch.counts.records)
    }
    assembler.finish(into: &result.collector)
    let seen = max(lines, readers.lines)
    records += readers.finish(
      input, hasLines: lines > 0, into: &result.collector, &result.ledger)
    result.ledger.endInput(
      input, lines: seen, records: records, years: stream.years, failure: stream.blocks.failure)
    note(inputs: 1, octets: octets)
    return true
  }

  private static func assemble(
    _ stream: borrowing BatchStream, _ assembler: inout SessionAssembler,
    _ collector: inout SessionCollector
  ) {
    assembler.consume(stream.batch, block: stream.block.octets, into: &collector)
  }

  /// Reports to the others how far this worker is.
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
