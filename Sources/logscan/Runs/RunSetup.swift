// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import LogPipeline
import OctetSources
import PeerRegister
import ProviderFindings
import Reports
import SessionLog

/// The options of a command that reads logs, made into a run.
struct RunSetup {
  let zone: ZoneRules
  private let noise: NoiseOptions
  /// `--fallback-window` in microseconds.
  let window: Int64
  let options: RunOptions

  private let source: RunInput.Source
  /// Where the sessions go that are to be in a partial result.
  private let partial: PartialOutput?

  init(
    _ input: RunInput, _ selection: SelectionOptions? = nil, _ noise: NoiseOptions,
    writing output: OutputOptions? = nil, keepsRecords: Bool = false,
    registerPeersBeside known: KnownSessions? = nil, periods: PeriodTally.Length? = nil,
    memory: RunMemory? = nil, partial: PartialOutput? = nil
  ) throws {
    try RunSetup.refuse(replacing: [input.reading.providersFile], by: output)
    let zone = try SystemZone.rules(named: input.zoneName)
    self.zone = zone
    self.noise = noise
    self.partial = partial
    source = input.source
    window = Int64(input.reading.fallbackWindow) * 60_000_000
    let now = SystemZone.now()
    var options = RunOptions(
      paths: [], outputs: (output?.output ?? []) + (partial?.paths ?? []),
      jobs: input.reading.threads.count,
      year: nil,
      now: now,
      present: SystemZone.now,
      civilTime: { seconds in
        zone.local(ofUTC: LogTimestamp(microseconds: Int64(seconds) * 1_000_000))
      }, clock: zone.changes.isEmpty ? nil : ZoneClock(zone),
      filter: try selection?.filter(now: now, zone: zone) ?? SessionFilter(),
      aliases: try RunSetup.aliases(input.reading.providersFile),
      keepsRecords: keepsRecords || partial != nil,
      registerPeersBeside: known, periods: periods, memory: memory)
    if case .logs(let paths, let year, let dialect) = input.source {
      (options.paths, options.year, options.dialect) = (paths, year, dialect)
    }
    options.archive = partial?.archive
    options.anonymizer = try input.reading.anonymous.anonymizer(options.aliases)
    if options.anonymizer != nil, keepsRecords || partial != nil || memory != nil {
      throw ValidationError(
        "--anonymize is about results that leave the house: a state, a partial result and transcripts hold the log's own "
          + "words.")
    }
    self.options = options
  }

  /// The built-in table of providers, with the user's rows before it.
  static func aliases(_ file: String?) throws -> AliasTable {
    guard let file else { return .embedded }
    let text = try TextFile.read(file)
    do {
      return AliasTable.embedded.adding(try AliasTable(parsing: text))
    } catch {
      throw Failure(
        .usage, "\(file): \(error.description)",
        remedy: "rows of the form suffix,provider,source below a header row")
    }
  }

  /// Reads everything; `listing` gets the sessions as well.
  func run(listing: SessionListing? = nil) throws(Failure) -> LogResult {
    let display = ProgressDisplay(noise.progress, quiet: noise.quiet)
    let result: LogResult
    if case .partials(let files, let trailer) = source {
      let run = PartialRun(files, trailer, options, listing: listing) { display.show($0) }
      display.expect(inputs: files.count, octets: 0)
      do throws(PartialDefect) {
        result = try run.run()
      } catch {
        throw PartialInputs.failure(error.path, error.failure)
      }
      partial?.end(trailer)
    } else {
      let run = LogRun(options, listing: listing) { display.show($0) }
      try RunSetup.refuse(run.plan)
      display.expect(inputs: run.plan.count, octets: run.plan.sizes().plainOctets)
      result = run.run()
      partial?.end(result.read, of: (0..<run.plan.count).map(run.plan.path), zone: zone.name)
    }
    display.end()
    tell(result.coverage)
    if noise.verbose, !noise.quiet {
      StandardError.say(display.account(of: result.coverage))
    }
    return result
  }

  /// Reads the input a second time for the records of its sessions, in silence; does nothing where some of it can be
  /// read only once.
  func readAgain(listing: SessionListing) throws(Failure) {
    guard case .logs = source, options.anonymizer == nil else { return }
    var options = options
    options.keepsRecords = true
    options.periods = nil
    options.archive = nil
    let run = LogRun(options, listing: listing) { _ in }
    guard (0..<run.plan.count).allSatisfy(run.plan.canBeReadAgain) else { return }
    _ = run.run()
  }

  /// Refuses a plan in which an input would be replaced by a result.
  static func refuse(_ plan: InputPlan) throws(Failure) {
    guard let path = plan.inputsAmongOutputs.first else { return }
    let input = path == "-" ? "standard input" : path
    throw Failure(
      .usage, "\(input) is to be read, and -o would replace it",
      remedy: "a file outside of the input")
  }

  /// Refuses to replace a file that is read besides the inputs: a table, parameters, an earlier result.
  static func refuse(replacing files: [String?], by output: OutputOptions?) throws(Failure) {
    let files = files.compactMap(\.self)
    guard let output, !files.isEmpty, !output.output.isEmpty else { return }
    try refuse(InputPlan(paths: files, selecting: .everyFile, outputs: output.output))
  }

  /// The summary of what a state has counted.
  func summary(of tally: LogTally, coverage: Coverage) -> Summary {
    Summary(tally, coverage: coverage, fallbackWindow: window)
  }

  func summary(of result: LogResult) -> Summary {
    var summary = Summary(result.tally, coverage: result.coverage, fallbackWindow: window)
    summary.periods = result.periods
    return summary
  }

  /// For each session of a plaintext fallback the other one.
  func partners(in result: LogResult) -> [SessionID: SessionID] {
    var partners: [SessionID: SessionID] = [:]
    for pair in result.tally.fallbacks(windowMicroseconds: window) {
      partners[pair.failed.id] = partners[pair.failed.id] ?? pair.plaintext.id
      partners[pair.plaintext.id] = partners[pair.plaintext.id] ?? pair.failed.id
    }
    return partners
  }

  /// Says on standard error what could not be read, `-q` or not: that is an error.
  private func tell(_ coverage: Coverage) {
    let missing = coverage.unreadable + coverage.truncated
    let shown = noise.verbose ? missing[...] : missing.prefix(10)
    for input in shown { StandardError.say("\(input.input): \(input.reason)") }
    if shown.count < missing.count {
      StandardError.say("… and \(missing.count - shown.count) more (-v lists all)")
    }
  }

  /// A remark on standard error.
  func tell(_ remark: String) {
    if !noise.quiet { StandardError.say(remark) }
  }

  /// Says on standard error that the selection left nothing, for results that have no head.
  func tellIfNothingMatches(_ coverage: Coverage) {
    if let text = HeadSection.noMatch(coverage) { tell(text) }
  }

  /// What the exit status says of a run.
  ///
  /// - Parameter hasState: An earlier run may have read everything that there is.
  static func status(of coverage: Coverage, hasState: Bool = false) -> ExitStatus {
    if hasState, coverage.files == 0, coverage.isComplete { return .complete }
    if !coverage.recognisedAnything {
      // Where nothing could be read, nothing could be recognised either.
      return coverage.files == coverage.truncated.count && !coverage.isComplete
        ? .incomplete : .nothingRecognised
    }
    return coverage.isComplete ? .complete : .incomplete
  }

  /// Ends the program with the status that the coverage asks for.
  static func finish(_ coverage: Coverage, hasState: Bool = false) throws {
    let status = status(of: coverage, hasState: hasState)
    if status != .complete { throw ExitCode(status.rawValue) }
  }
}
