// SPDX-License-Identifier: Apache-2.0
internal import OctetSources
internal import SessionLog
internal import Synchronization

/// Several workers on one large input.
///
/// Blocks are read one after the other, scanned by whoever is free, and put together to sessions in
/// order, in one lane for each worker: a lane has the records of a part of the thread ids. So nothing
/// depends on the number of workers, or on how many of them run at the same time, but the time it takes.
final class InputRelay: Sendable {
  /// Where a block lies, with what was read in it. `RelayOrder` sees to it that it is written by
  /// one worker at a time, and read by others only when it is complete.
  private final class Place: @unchecked Sendable {
    var block = LogBlock()
    var batch = EventBatch()
    var dialects = StreamDialects()
  }

  /// Stage 1.
  private struct Reader: ~Copyable {
    var reading: BlockStream
    /// The block that is to be filled next; it holds what the one before was cut from.
    var next = LogBlock()
  }

  /// What is said of the batches in their order.
  private struct Sequel {
    var years = InputYears()
    var ledger = ScanLedger()
    var lines: UInt64 = 0
    var records: UInt64 = 0
  }

  /// Stages 5 and 6 for a part of the thread ids.
  private struct Lane: ~Copyable {
    var assembler: SessionAssembler
    var result: WorkerResult

    mutating func consume(_ batch: borrowing EventBatch, _ block: borrowing LogBlock) {
      assembler.consume(batch, block: block.octets, into: &result.collector)
    }
  }

  /// The other servers' readers, which take the blocks in order, in a lane of their own.
  private struct Readers: ~Copyable {
    var readers = DialectReaders()
    var result: WorkerResult
    let year: InputYear
  }

  private final class LaneBox: Sendable {
    let lane: Mutex<Lane>

    init(_ lane: consuming sending Lane) { self.lane = Mutex(lane) }
  }

  /// More lanes cost more than they bring: each has tallies of its own, which are merged in the end.
  private static let mostLanes = 8

  private let input: Int
  private let shared: RunShared
  private let reader: Mutex<Reader>
  private let sequel = Mutex(Sequel())
  private let lanes: [LaneBox]
  private let readers: Mutex<Readers>
  private let places: [Place]
  private let order: Monitor<RelayOrder>

  /// `workers` is how many will call `work`.
  init(_ input: Int, of plan: InputPlan, workers: Int, _ shared: RunShared) {
    self.input = input
    self.shared = shared
    var reading = BlockStream(plan, dialect: shared.options.dialect)
    reading.open(input)
    readers = Mutex(
      Readers(
        result: WorkerResult(shared), year: InputYear(input, of: reading.source, shared.options)))
    reader = Mutex(Reader(reading: reading))
    let count = max(1, min(Self.mostLanes, workers))
    lanes = (0..<count).map { lane in
      LaneBox(
        Lane(
          assembler: SessionAssembler(
            input: input, shard: lane, of: count, keepsRecords: shared.options.keepsRecords),
          result: WorkerResult(shared)))
    }
    places = (0..<workers + 2).map { _ in Place() }
    order = Monitor(RelayOrder(lanes: count + 1, places: places.count))
  }

  /// Takes part in the work, as worker `number`, until the input is read.
  func work(_ number: Int) {
    var scanner = BlockScanner()
    while true {
      switch order.wait(for: { $0.next(worker: number) }) {
      case .readAndScan(let block): readAndScan(block, &scanner)
      case .resolve(let block): resolve(block)
      case .assemble(let block, let lane): assemble(block, lane)
      case .finish: return
      }
    }
  }

  private func place(of block: Int) -> Place { places[block % places.count] }

  private func readAndScan(_ number: Int, _ scanner: inout BlockScanner) {
    let place = place(of: number)
    let isThere = reader.withLock { reader in
      swap(&place.block, &reader.next)
      guard reader.reading.fill(&place.block) else {
        reader.next.removeAll()
        return false
      }
      place.block.begin(&reader.next)
      place.dialects = reader.reading.dialects
      return true
    }
    order.change { $0.read(isThere) }
    guard isThere else { return }
    place.batch.removeAll()
    guard place.dialects.hasGhsmtp else { return order.change { $0.scanned(number) } }
    let expectation = sequel.withLock { $0.years.expectation }
    scanner.scan(place.block, anchor: expectation, into: &place.batch)
    order.change { $0.scanned(number) }
  }

  private func resolve(_ number: Int) {
    let place = place(of: number)
    let octets = UInt64(place.block.count)
    if place.dialects.hasGhsmtp { resolve(place) }
    order.change { $0.resolved() }
    shared.note(octets: octets, inputs: 0, sessions: 0)
  }

  private func resolve(_ place: Place) {
    sequel.withLock { sequel in
      if sequel.years.isAnchored {
        sequel.years.resolve(&place.batch, of: place.block)
      } else {
        reader.withLock {
          sequel.years.resolve(
            &place.batch, of: place.block, input, from: $0.reading.source, shared.options)
        }
      }
      sequel.ledger.add(place.batch, of: place.block, input: input, after: sequel.lines)
      sequel.lines += place.batch.counts.lines
      sequel.records += UInt64(place.batch.counts.records)
    }
  }

  private func assemble(_ number: Int, _ lane: Int) {
    let place = place(of: number)
    guard lane < lanes.count else { return read(number, lane) }
    let counted = lanes[lane].lane.withLock { lane in
      lane.consume(place.batch, place.block)
      return lane.result.collector.takeUnnoted()
    }
    order.change { $0.assembled(lane: lane) }
    shared.note(octets: 0, inputs: 0, sessions: counted)
  }

  /// Hands a block to the readers of the other servers.
  private func read(_ number: Int, _ lane: Int) {
    let place = place(of: number)
    let found = place.dialects.others
    let lines = found.isEmpty ? 0 : sequel.withLock { $0.lines }
    let counted =
      found.isEmpty
      ? 0
      : readers.withLock { state in
        let year = state.year
        state.readers.consume(
          place.block, found, of: input, year: year, after: max(lines, state.readers.lines),
          shared.options, into: &state.result.collector)
        return state.result.collector.takeUnnoted()
      }
    order.change { $0.assembled(lane: lane) }
    if counted > 0 { shared.note(octets: 0, inputs: 0, sessions: counted) }
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
    let failure = reader.withLock { reader in
      reader.reading.close()
      return reader.reading.failure
    }
    let result = sequel.withLock { sequel in
      readers.withLock { state in
        var ledger = sequel.ledger
        let seen = max(sequel.lines, state.readers.lines)
        let records = state.readers.finish(
          input, hasLines: sequel.lines > 0, into: &state.result.collector, &ledger)
        ledger.endInput(
          input, lines: seen, records: sequel.records + records, years: sequel.years,
          failure: failure)
        state.result.ledger = ledger
        return state.result
      }
    }
    results.add(result)
    shared.note(octets: 0, inputs: 1, sessions: 0)
  }
}
