// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import MailTypes
import MailCost
import ArgumentParser
import MIME
import OctetSources
import ProviderFindings
import Reports

/// `logscan mime measure`: what the transfer encodings of stored mail cost.
struct MimeMeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "What base64 and quoted-printable cost in stored mail, and what could be saved.",
    discussion: """
      Reads mbox of all kinds, Maildir with its folders, .eml, directories of any of them, gzip and \
      zstd. JSON holds everything that was counted; '--merge' adds up such files as if their mail \
      had been measured in one run. The cost in energy is reported too, with its caveats; '--no-cost' \
      leaves it out, 'logscan mime cost' lists its parameters. --detail 0 is the answer alone; each \
      step adds sections, 6 every column and exact octets, 7 the parameters of the cost, 10 every row.

      EXAMPLES:
        logscan mime measure ~/Maildir
        logscan mime measure -o mail.json -o mail.md archive.mbox.gz more/
        logscan mime measure --merge monday.json tuesday.json
        logscan mime measure --partial-out mx1.partial ~/Maildir

      EXIT STATUS: 0 complete, 2 usage, 3 some input not read or a result not written, 4 no mail found.
      """)

  @Argument(help: ArgumentHelp("Files or directories, '-' for standard input.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup var list: FileListOption

  @Flag(help: "The paths are JSON results of earlier runs: adds them up.")
  var merge = false

  @Flag(help: "Also measure what deflate leaves of the overhead (slow).")
  var deflated = false

  @Flag(name: .customLong("no-cost"), help: "Leave out the cost in energy.")
  var noCost = false

  @OptionGroup var cost: CostOptions

  @OptionGroup var threads: JobsOption

  @Option(
    name: .customLong("providers"),
    help: ArgumentHelp(
      "Further rows that go before the built-in table: CSV with the header row "
        + "'suffix,provider,source'.",
      valueName: "file"))
  var providersFile: String?

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var extent: MailExtentOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions
  @OptionGroup(title: "Output") var partial: PartialOptions

  mutating func validate() throws {
    if paths.isEmpty, list.list == nil {
      throw ValidationError("Nothing to measure: name a Maildir, an mbox or a directory of mail.")
    }
  }

  func run() throws {
    try RunSetup.refuse(replacing: [providersFile, cost.parameters], by: output)
    let aliases = try RunSetup.aliases(providersFile)
    let model = try cost.model()
    let display = ProgressDisplay(noise.progress, quiet: noise.quiet, counting: "messages")
    let (measurement, problems) = try merge ? (merged(), []) : measured(display)
    let shown = MeasurementResults(
      measurement, aliases: aliases, model: noCost ? nil : model, detail: extent.detail,
      top: extent.top, machine: cost.machine())
    let partialOut = try PartialOutput(path: partial.path)
    partialOut?.end(MeasurementRecord(measurement), .measurement)
    var results = Results()
    shown.write(try partial.targets(output), output, to: &results)
    results.write(partialOut)
    try results.finish()
    if noise.verbose, !noise.quiet, !merge {
      StandardError.say(display.account(of: measurement))
    }
    try tell(problems, measurement)
  }

  private func measured(
    _ display: ProgressDisplay
  ) throws(Failure) -> (Measurement, [InputProblem]) {
    let run = try MeasureRun(
      paths: try list.names(with: paths), outputs: output.output, withDeflate: deflated,
      progress: display)
    return run.run(jobs: threads.count)
  }

  private func merged() throws -> Measurement {
    var run = try MergeRun(paths: try list.names(with: paths), outputs: output.output)
    let sum = try run.run()
    if !noise.quiet {
      for remark in run.remarks { StandardError.say(remark) }
    }
    return sum
  }

  /// Says what could not be read and ends with the status for it.
  private func tell(_ problems: [InputProblem], _ measurement: Measurement) throws {
    for problem in problems.prefix(noise.verbose ? problems.count : 10) {
      StandardError.write(
        Failure(
          .incomplete, problem.path, why: problem.failure.description,
          remedy: problem.failure.remedy(path: problem.path, command: "logscan mime measure")
        ).message)
    }
    if problems.count > 10, !noise.verbose {
      StandardError.say("… and \(problems.count - 10) more (-v lists all)")
    }
    if !problems.isEmpty { throw ExitCode(ExitStatus.incomplete.rawValue) }
    if measurement.tally.total.messages == 0 {
      throw Failure(
        .nothingRecognised, "no mail in the input",
        why: "no file begins with a header section that has From, Date or another field of mail",
        remedy: remedy)
    }
    if measurement.coverage.unreadable > 0 { throw ExitCode(ExitStatus.incomplete.rawValue) }
  }

  /// What helps where the input held no mail.
  private var remedy: String? {
    let results = paths.filter { OutputFormat(suffixOf: $0) == .json }
    return merge || results.isEmpty
      ? nil : "logscan mime measure --merge \(results.joined(separator: " "))"
  }
}
