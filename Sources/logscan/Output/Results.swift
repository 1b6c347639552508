// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Reports

/// The results of one run, written so that none hides another: where one cannot be written, the others are all the same.
///
/// What the next run starts from is the *state*: the earlier report that is compared with, the register that is
/// carried on. It moves last, and only when all other results are written and flushed. Else the next run would
/// take for known what nobody has been told.
struct Results {
  /// Files that are read as the state, by their places.
  private let states: [String]
  private var held: [OutputFile] = []
  private var withheld: [String] = []
  private var failures: [Failure] = []
  /// The caller has a state to move after `finish`, which then must not be before all is written.
  private let isBeforeCommit: Bool

  /// - Parameter states: Paths of the files that this run has read as its state.
  init(replacing states: [String] = [], isBeforeCommit: Bool = false) {
    self.isBeforeCommit = isBeforeCommit
    self.states = states.map(OutputFile.place)
    // The end of a reader is found when writing, as any other failure is.
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether the target takes the place of the state.
  func isState(_ target: OutputTarget) -> Bool {
    target.path.map { states.contains(OutputFile.place(of: $0)) } ?? false
  }

  /// Writes one result; `body` gives its octets to the sink.
  mutating func write(
    to target: OutputTarget, _ body: (inout OutputSink) throws(Failure) -> Void
  ) {
    do throws(Failure) {
      var sink = try target.open()
      try body(&sink)
      if let file = try sink.close() {
        if isState(target) { held.append(file) } else { try file.commit() }
      }
    } catch {
      failures.append(error)
    }
  }

  mutating func write(_ octets: [UInt8], to target: OutputTarget) {
    write(to: target) { sink throws(Failure) in try sink.write(octets) }
  }

  /// Writes what comes in portions.
  mutating func write(
    portions: ((_ portion: [UInt8]) -> Void) -> Void, to target: OutputTarget
  ) {
    write(to: target) { sink throws(Failure) in
      var failure: Failure?
      portions { portion in
        guard failure == nil else { return }
        do throws(Failure) { try sink.write(portion) } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }

  /// Writes a report in one of the formats that show reports as they are.
  mutating func write(
    _ report: Report, to target: OutputTarget, _ options: OutputOptions, detail: Int
  ) {
    write(Array(target.renderer(options, detail: detail).render(report).utf8), to: target)
  }

  /// Ends a partial result, if there is one.
  mutating func write(_ partial: PartialOutput?) {
    do throws(Failure) { try partial?.finish() } catch { failures.append(error) }
  }

  /// Leaves a target as it is, for a reason that is said at the end. No state moves then.
  mutating func withhold(_ target: OutputTarget, why: String, remedy: String) {
    guard let path = target.path else { return }
    withheld.append(path)
    failures.append(
      Failure(.incomplete, "\(path) stays as it was", why: why, remedy: remedy))
  }

  /// Moves the state, or says why not.
  consuming func finish() throws {
    if failures.isEmpty, !held.isEmpty || isBeforeCommit {
      do throws(Failure) { try StandardOutput.flush() } catch { failures.append(error) }
    }
    if failures.isEmpty {
      for file in held {
        do throws(Failure) { try file.commit() } catch { failures.append(error) }
      }
    } else {
      for file in held where !withheld.contains(file.path) {
        failures.append(
          Failure(
            .incomplete, "\(file.path) stays as it was", why: "another result was not written",
            remedy: "the same run again, which then reports the same"))
      }
    }
    for failure in failures { StandardError.write(failure) }
    if let first = failures.first { throw ExitCode(first.status.rawValue) }
  }
}

extension OutputTarget {
  func renderer(_ options: OutputOptions, detail: Int) -> any ReportRenderer {
    switch format {
    case .md: MarkdownRenderer(detail: detail)
    case .html: HTMLRenderer(detail: detail)
    case .csv: CSVRenderer()
    case .tsv: TSVRenderer()
    case .text, .json, .ndjson:
      TextRenderer(width: options.width, colours: colours, detail: detail)
    }
  }
}
