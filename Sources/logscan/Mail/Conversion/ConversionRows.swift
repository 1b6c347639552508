// SPDX-License-Identifier: Apache-2.0
import MIME
import MailStores
import Reports
import Synchronization

/// The report with a line for each message, in the order of the input, however many workers bring the lines.
final class ConversionRows: Sendable {
  let format: ConversionRecorder.RowFormat
  private let state: Mutex<State>

  private struct State: ~Copyable {
    var sink: OutputSink?
    /// The input whose lines come next.
    var next = 0
    /// Lines that came too early, by the first of their inputs, and the input behind them.
    var waiting: [Int: (rows: [UInt8], end: Int)] = [:]
    var isEmpty = true
    var failure: Failure?
  }

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

  /// Takes the lines of some inputs that are beside one another.
  func add(_ rows: [UInt8], of inputs: Range<Int>) {
    state.withLock { state in
      state.waiting[inputs.lowerBound] = (rows, inputs.upperBound)
      while let (rows, end) = state.waiting.removeValue(forKey: state.next) {
        state.next = end
        Self.write(rows, format, &state)
      }
    }
  }

  private static func write(
    _ rows: [UInt8], _ format: ConversionRecorder.RowFormat, _ state: inout State
  ) {
    guard !rows.isEmpty, state.failure == nil else { return }
    do throws(Failure) {
      // Each JSON line ends in a comma and a line feed; before the first line of all stands none.
      if format == .json {
        if !state.isEmpty { try state.sink?.write(",\n".utf8) }
        try state.sink?.write(rows.dropLast(2))
      } else {
        try state.sink?.write(rows)
      }
      // A run that is killed leaves its lines in the temporary file.
      try state.sink?.flush()
      state.isEmpty = false
    } catch {
      state.failure = error
    }
  }

  /// Ends the report, after a run that was stopped early, too.
  func finish(_ tally: ConversionTally) throws(Failure) {
    let failure: Failure? = state.withLock { state in
      for (_, early) in state.waiting.sorted(by: { $0.key < $1.key }) {
        Self.write(early.rows, format, &state)
      }
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
