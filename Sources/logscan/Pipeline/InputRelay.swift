// SPDX-License-Identifier: Apache-2.0
import OctetSources
import SessionLog
import Synchronization

/// Several workers on one large input.
///
/// Blocks are read one after the other, scanned by whoever is free, and put together to sessions in
/// order, in as many lanes as pay: a lane has the records of a part of the thread ids. So nothing
/// depends on the number of workers but the time it takes.
final class InputRelay: Sendable {
  /// Stage 1: whose turn it is to read.
  private struct Reader: ~Copyable {
    var reading: BlockReading
    /// The block that is to be filled next; it holds what the one before was cut from.
    var next = LogBlock()
    var number = 0
    var years = InputYears()
    var lines: UInt64 = 0
    var records: UInt64 = 0
  }

  /// Stages 5 and 6 for a part of the thread ids.
  private struct Lane: ~Copyable {
    var assembler: SessionAssembler
    var result: WorkerResult
  }

  private let input: Int
  private let shared: RunShared
  private let reader: Mutex<Reader>
  private let ledger: Mutex<ScanLedger>
  private let order = Turnstile()
  private let lanes: [LaneBox]

  /// A lane, and the turnstile before it.
  private final class LaneBox: Sendable {
    let lane: Mutex<Lane>
    let order = Turnstile()

    init(_ lane: consuming sending Lane) { self.lane = Mutex(lane) }
  }

  /// `workers` is how many will call `work`.
  init(_ input: Int, of plan: InputPlan, workers: Int, _ shared: RunShared) {
    self.input = input
    self.shared = shared
    var reading = BlockReading(plan)
    reading.open(input)
    reader = Mutex(Reader(reading: reading))
    ledger = Mutex(ScanLedger())
    let count = max(1, min(8, workers))
    lanes = (0..<count).map { lane in
      LaneBox(
        Lane(
          assembler: SessionAssembler(
            input: input, shard: lane, of: count, keepsRecords: shared.options.keepsRecords),
          result: WorkerResult(shared)))
    }
  }

  /// Takes part in the work until the input is read.
  func work() {
    var block = LogBlock()
    var scanner = BlockScanner()
    var batch = EventBatch()
    while let number = nextBlock(&block) {
      batch.removeAll()
      scanner.scan(block, anchor: reader.withLock { $0.years.anchor }, into: &batch)
      order.pass(number) {
        let lines = reader.withLock { reader in
          defer {
            reader.lines += batch.counts.lines
            reader.records += UInt64(batch.counts.records)
          }
          reader.years.resolve(&batch, of: input, from: reader.reading.source, shared.options)
          return reader.lines
        }
        ledger.withLock {
          $0.add(batch, of: block, input: input, after: lines)
        }
      }
      for lane in lanes {
        lane.order.pass(number) {
          let counted = lane.lane.withLock { lane in
            lane.assembler.consume(batch, block: block.octets, into: &lane.result.collector)
            return lane.result.collector.takeUnnoted()
          }
          shared.note(octets: 0, inputs: 0, sessions: counted)
        }
      }
      shared.note(octets: batch.counts.octets, inputs: 0, sessions: 0)
    }
  }

  /// Reads the next block; nil when there is none.
  private func nextBlock(_ block: inout LogBlock) -> Int? {
    reader.withLock { reader in
      swap(&block, &reader.next)
      guard reader.reading.fill(&block) else {
        reader.next.removeAll()
        return nil
      }
      block.begin(&reader.next)
      defer { reader.number += 1 }
      return reader.number
    }
  }

  /// Ends the work, when all workers have returned.
  func finish(into results: LogResults) {
    for box in lanes {
      results.add(
        box.lane.withLock { lane in
          lane.assembler.finish(into: &lane.result.collector)
          lane.result.ledger.add(lane.assembler.tally)
          return lane.result
        })
    }
    let (lines, records, leapDays, failure) = reader.withLock { reader in
      reader.reading.close()
      return (
        reader.lines, reader.records, reader.years.impossibleLeapDays, reader.reading.failure
      )
    }
    var result = WorkerResult(shared)
    result.ledger = ledger.withLock { ledger in
      ledger.endInput(
        input, lines: lines, records: records, impossibleLeapDays: leapDays, failure: failure)
      return ledger
    }
    results.add(result)
    shared.note(octets: 0, inputs: 1, sessions: 0)
  }
}
