// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import SessionLog

/// What a run reads, and how its times are understood.
struct RunInput {
  enum Source {
    /// A state or a register alone.
    case nothing
    case logs(paths: [String], year: Int?, dialect: Dialect?)
    case partials([PartialFile], PartialTrailer)
  }

  let source: Source
  /// As `--tz` names it; nil for the system's zone.
  let zoneName: String?
  let reading: ReadingOptions

  /// The logs that the options name, or those of the environment.
  init(_ input: InputOptions) throws(Failure) {
    source = .logs(
      paths: try input.resolvedPaths(), year: input.year, dialect: input.dialect)
    zoneName = input.reading.zoneName
    reading = input.reading
  }

  init(_ source: Source, zoneName: String?, _ reading: ReadingOptions) {
    self.source = source
    self.zoneName = zoneName
    self.reading = reading
  }

  /// Nothing is read.
  static func nothing(_ reading: ReadingOptions) -> RunInput {
    RunInput(.nothing, zoneName: reading.zoneName, reading)
  }

  var isNothing: Bool { if case .nothing = source { true } else { false } }
}
