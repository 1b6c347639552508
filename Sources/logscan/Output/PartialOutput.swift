// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import MailTypes
import ProviderFindings
import Synchronization

/// A file with the partial result of a run, which is written while the run goes on. It gets its name when everything else
/// has been written.
final class PartialOutput: Sendable {
  private struct State: ~Copyable {
    var sink: OutputSink?
    var writer = PartialWriter()
    var failure: Failure?

    /// Writes octets, unless something went wrong before.
    mutating func write(_ octets: (inout PartialWriter) throws(CodingDefect) -> [UInt8]) {
      guard failure == nil else { return }
      do throws(CodingDefect) {
        let octets = try octets(&writer)
        do throws(Failure) { try sink?.write(octets) } catch { failure = error }
      } catch {
        failure = Failure(.incomplete, "the partial result gets too large", why: "\(error)")
      }
    }

    /// Writes what is left; the failure, if there was one.
    mutating func end() -> Failure? {
      if let failure { return failure }
      do throws(Failure) { try sink.take()?.finish() } catch { return error }
      return nil
    }
  }

  /// Paths that are written; none for standard output.
  let paths: [String]
  private let state: Mutex<State>

  /// Begins the file; nil where no path is given. `-` is standard output.
  convenience init?(path: String?) throws(Failure) {
    guard let path else { return nil }
    try self.init(path: path)
  }

  init(path: String) throws(Failure) {
    paths = path == "-" ? [] : [path]
    var sink = try OutputSink(path: paths.first, isVerbatim: false)
    let writer = PartialWriter()
    try sink.write(writer.beginning)
    state = Mutex(State(sink: sink, writer: writer))
  }

  /// Where the sessions go.
  var archive: SessionArchive {
    SessionArchive { block in
      self.state.withLock { $0.write { writer throws(CodingDefect) in try writer.frame(block) } }
    }
  }

  /// Ends the partial result of a run over the logs with these paths.
  func end(_ coverage: Coverage, of paths: [String], zone: String) {
    state.withLock { state in
      state.write { writer throws(CodingDefect) in
        try writer.ending(coverage, of: paths, zone: zone)
      }
    }
  }

  /// Ends the partial result of a merge.
  func end(_ trailer: PartialTrailer) {
    state.withLock { state in
      state.write { writer throws(CodingDefect) in try writer.ending(trailer) }
    }
  }

  /// Ends a partial result that is one value.
  func end(_ value: some FieldCoded & Sendable, _ kind: PartialForm.Kind) {
    state.withLock { state in
      state.write { writer throws(CodingDefect) in try writer.last(value, kind) }
    }
  }

  /// Writes what is left and gives the file its name.
  func finish() throws(Failure) {
    if let failure = state.withLock({ $0.end() }) { throw failure }
  }
}
