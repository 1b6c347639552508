// SPDX-License-Identifier: Apache-2.0
import MailTypes
import MIME
import MailStores
import Reports
import Synchronization

/// The report with a line for each message, in the order of the input, however many workers bring the lines. What comes too early
/// waits in a temporary file, so that it takes no more memory for a million messages than for a few.
final class ConversionRows: Sendable {
  let format: ConversionRecorder.RowFormat
  private let state: Mutex<State>

  /// Lines of inputs that are beside one another.
  private struct Run {
    var inputs: Range<Int>
    var batch: RowBatch
  }

  private struct State: ~Copyable {
    var sink: OutputSink?
    var spool = RowSpool()
    /// The input whose lines come next.
    var next = 0
    /// Lines that came too early, in the order of their inputs.
    var waiting: [Run] = []
    /// Octets of theirs that are in memory.
    var held = 0
    var isEmpty = true
    var failure: Failure?
  }

  /// Octets that wait in memory, at most.
  private static let heldLimit = 4 << 20

  /// The file's suffix chooses the format.
  init(path: String) throws(Failure) {
    format = path.lowercased().hasSuffix(".csv") ? .csv : .json
    var sink = try OutputSink(path: path, isVerbatim: false)
    switch format {
    case .csv: try sink.write(CSVRenderer.record(ConversionRecorder.columns).utf8)
    case .json: try sink.write(Self.head.utf8)
    }
    state = Mutex(State(sink: sink))
  }

  private static let head =
    "{\"schema\":\"logscan-mime-conversion\",\"version\":1,\"messages\":[\n"
  /// What stands before each line of JSON but the first.
  static let separator = Array(",\n".utf8)

  /// Brings the tail of a worker's lines into the spool.
  func spool(_ batch: inout RowBatch) {
    state.withLock { Self.spool(&batch, &$0) }
  }

  private static func spool(_ batch: inout RowBatch, _ state: inout State) {
    guard !batch.tail.isEmpty, state.failure == nil else { return batch.tail.removeAll() }
    do throws(StoreFailure) {
      batch.spool(at: try state.spool.append(batch.tail.span))
    } catch {
      state.failure = Failure(.incomplete, error.description)
    }
  }

  /// Takes the lines of some inputs that are beside one another.
  func add(_ batch: RowBatch, of inputs: Range<Int>) {
    state.withLock { state in
      guard inputs.lowerBound == state.next else { return Self.wait(batch, inputs, &state) }
      Self.write(batch, format, &state)
      state.next = inputs.upperBound
      while let run = state.waiting.first, run.inputs.lowerBound == state.next {
        state.waiting.removeFirst()
        state.held -= run.batch.tail.count
        state.next = run.inputs.upperBound
        Self.write(run.batch, format, &state)
      }
    }
  }

  /// Keeps lines until their turn, with those of the inputs before them if these are waiting, too.
  private static func wait(_ batch: RowBatch, _ inputs: Range<Int>, _ state: inout State) {
    let place = state.waiting.firstIndex { $0.inputs.lowerBound > inputs.lowerBound }
    let index = place ?? state.waiting.count
    if index > 0, state.waiting[index - 1].inputs.upperBound == inputs.lowerBound {
      var run = state.waiting[index - 1]
      state.held -= run.batch.tail.count
      if !batch.spooled.isEmpty { spool(&run.batch, &state) }
      run.batch.append(batch)
      run.inputs = run.inputs.lowerBound..<inputs.upperBound
      state.held += run.batch.tail.count
      state.waiting[index - 1] = run
    } else {
      state.held += batch.tail.count
      state.waiting.insert(Run(inputs: inputs, batch: batch), at: index)
    }
    guard state.held > heldLimit else { return }
    var waiting: [Run] = []
    swap(&waiting, &state.waiting)
    for index in waiting.indices { spool(&waiting[index].batch, &state) }
    swap(&waiting, &state.waiting)
    state.held = 0
  }

  private static func write(
    _ batch: RowBatch, _ format: ConversionRecorder.RowFormat, _ state: inout State
  ) {
    guard !batch.isEmpty, state.failure == nil else { return }
    do throws(Failure) {
      for range in batch.spooled { try write(range, format, &state) }
      try write(batch.tail, format, &state)
      // A run that is killed leaves its lines in the temporary file.
      try state.sink?.flush()
    } catch {
      state.failure = error
    }
  }

  private static func write(
    _ spooled: Range<Int>, _ format: ConversionRecorder.RowFormat, _ state: inout State
  ) throws(Failure) {
    var start = spooled.lowerBound
    while start < spooled.upperBound {
      let end = min(spooled.upperBound, start + (64 << 10))
      var rows: [UInt8] = []
      do throws(StoreFailure) {
        try state.spool.forEachBlock(of: start..<end) { rows.write($0) }
      } catch {
        throw Failure(.incomplete, error.description)
      }
      try write(rows, format, &state)
      start = end
    }
  }

  private static func write(
    _ rows: [UInt8], _ format: ConversionRecorder.RowFormat, _ state: inout State
  ) throws(Failure) {
    guard !rows.isEmpty else { return }
    let isFirst = state.isEmpty && format == .json
    state.isEmpty = false
    try state.sink?.write(isFirst ? rows[separator.count...] : rows[...])
  }

  /// Ends the report, after a run that was stopped early, too.
  func finish(_ tally: ConversionTally) throws(Failure) {
    let failure: Failure? = state.withLock { state in
      let waiting = state.waiting
      for run in waiting { Self.write(run.batch, format, &state) }
      guard state.failure == nil, var sink = state.sink.take() else { return state.failure }
      do throws(Failure) {
        if format == .json { try sink.write(Self.tail(tally)) }
        try sink.finish()
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private static func tail(_ tally: ConversionTally) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.object("outcomes") { json in
        for outcome in MessageResult.Outcome.allCases {
          json.object(outcome.rawValue) { write(tally.sizes(outcome), into: &$0) }
        }
      }
      json.object("reasons") { json in
        for (reason, sizes) in tally.byReason.sorted(by: { $0.key < $1.key }) {
          json.object(reason) { write(sizes, into: &$0) }
        }
      }
      json.object("partsRefused") { json in
        for (reason, count) in tally.refusedParts.sorted(by: { $0.key < $1.key }) {
          json.member(reason.rawValue, count)
        }
      }
    }
    return Array("\n],\"summary\":".utf8) + json.octets + Array("}\n".utf8)
  }

  private static func write(_ sizes: ConversionTally.Sizes, into json: inout JSONWriter) {
    json.member("messages", sizes.messages)
    json.member("octetsBefore", sizes.before)
    json.member("octetsAfter", sizes.after)
  }
}
