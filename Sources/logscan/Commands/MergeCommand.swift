// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import MailCost
import Reports

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "One result of partial results that other runs, on other machines, have written.",
    discussion: """
      'report', 'peers' and 'mime measure' write a partial result with --partial-out FILE: all that \
      their input shows, so that the logs themselves need not be moved. What 'merge' makes of such \
      files is what one run over all the logs makes, whatever the order and the grouping: halves of \
      sessions at the edges of the inputs are joined, and a session that is in several counts once. \
      All options of 'report' can be given here; no selection need be made before. With \
      --partial-out the result is a partial result again.

      Times are those of the --tz with which the logs were read, unless --tz is given again. \
      Transcripts are not in partial results, so that a page made of them has none.

      EXAMPLES:
        logscan report --partial-out mx1.partial /var/log/mail.log   (on mx1)
        logscan merge mx1.partial mx2.partial
        logscan merge -o report.html -o report.json partials/
        logscan merge --state state.db partials/
        logscan merge --partial-out day.partial --files-from list.txt
        logscan merge --peers-out peers.json partials/
      """)

  @Argument(
    help: ArgumentHelp("Partial results, or directories of them.", valueName: "file"))
  var paths: [String] = []

  @OptionGroup var list: FileListOption

  @Option(
    name: .customLong("peers-out"),
    help: ArgumentHelp(
      "Also write the register of peers, as 'peers -o FILE.json'.", valueName: "file"))
  var peersOut: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var options: ReportOptions

  mutating func validate() throws {
    if paths.isEmpty, list.list == nil {
      throw ValidationError("Nothing to merge: name partial results, or a list with --files-from.")
    }
    if peersOut != nil, options.memory.state != nil {
      throw ValidationError(
        "--state keeps the register of peers itself: --peers-out has no place there.")
    }
  }

  func run() throws {
    let outputs = options.output.output + [peersOut, options.partial.path].compactMap(\.self)
    var inputs = try PartialInputs(paths: try list.names(with: paths), outputs: outputs)
    if inputs.kind == .measurement { return try mergeMeasurements(inputs) }
    let (files, trailer) = try inputs.sessions()
    if !options.noise.quiet {
      for remark in inputs.remarks { StandardError.say(remark) }
    }
    let zone = reading.zoneName ?? (["", "local"].contains(trailer.zone) ? nil : trailer.zone)
    try ReportRun(
      options, RunInput(.partials(files, trailer), zoneName: zone, reading), peersOut: peersOut
    )
    .run()
  }

  /// Adds up measurements of mail.
  private func mergeMeasurements(_ inputs: PartialInputs) throws {
    guard options.memory.state == nil, peersOut == nil else {
      throw ValidationError(
        "These are measurements of mail: --state and --peers-out are about sessions.")
    }
    var sum: Measurement?
    for file in inputs.files {
      let record = try PartialInputs.value(MeasurementRecord.self, of: file)
      let next: Measurement
      do throws(MeasurementJSON.ReadError) {
        next = try record.measurement()
      } catch {
        throw Failure(.incomplete, file.path, why: error.description)
      }
      guard sum?.canGrow ?? true else {
        throw Failure(.usage, file.path, why: "the sum of the measurements gets too large")
      }
      if sum == nil { sum = next } else { sum?.merge(next) }
    }
    let measurement = sum ?? Measurement()
    let partialOut = try PartialOutput(path: options.partial.path)
    partialOut?.end(MeasurementRecord(measurement), .measurement)
    var results = Results()
    MeasurementResults(
      measurement, aliases: try RunSetup.aliases(reading.providersFile), model: CostModel(),
      detail: options.extent.detail, top: options.extent.top, machine: nil
    ).write(try options.partial.targets(options.output), options.output, to: &results)
    results.write(partialOut)
    try results.finish()
    if measurement.coverage.unreadable > 0 { throw ExitCode(ExitStatus.incomplete.rawValue) }
  }
}
