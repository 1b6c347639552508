// SPDX-License-Identifier: Apache-2.0
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
      had been measured in one run. The cost in energy is told too, with its caveats; '--no-cost' \
      leaves it out, 'logscan mime cost' tells its parameters.

      EXAMPLES:
        logscan mime measure ~/Maildir
        logscan mime measure -o mail.json -o mail.md archive.mbox.gz more/
        logscan mime measure --merge monday.json tuesday.json

      EXIT STATUS: 0 complete, 2 usage, 3 some input not read completely, 4 no mail found.
      """)

  @Argument(help: ArgumentHelp("Files or directories, '-' for standard input.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "The paths are JSON results of earlier runs: adds them up.")
  var merge = false

  @Flag(help: "Also measure what deflate leaves of the overhead (slow).")
  var deflated = false

  @Flag(name: .customLong("no-cost"), help: "Leave out the cost in energy.")
  var noCost = false

  @OptionGroup var cost: CostOptions

  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp("Threads to read with. Default: one for each core.", valueName: "n"))
  var jobs: Int?

  @Option(
    name: .customLong("providers"),
    help: ArgumentHelp(
      "Further rows that go before the built-in table: CSV with the header row "
        + "'suffix,provider,source'.",
      valueName: "file"))
  var providersFile: String?

  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var extent: ExtentOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  mutating func validate() throws {
    if paths.isEmpty {
      throw ValidationError("Nothing to measure: name a Maildir, an mbox or a directory of mail.")
    }
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs must be from 1 to 256.")
    }
  }

  func run() throws {
    try RunSetup.refuse(replacing: [providersFile, cost.parameters], by: output)
    let aliases = try RunSetup.aliases(providersFile)
    let model = try noCost ? nil : cost.model()
    let (measurement, problems) = try merge ? (merged(), []) : measured()
    for target in output.targets {
      switch target.format {
      case .json, .ndjson:
        var json = JSONWriter(pretty: target.format == .json)
        MeasurementJSON.write(measurement, into: &json)
        try target.write(json.octets)
      default:
        var report = MeasurementReport(measurement, top: extent.top).report(aliases: aliases)
        if let model {
          report.sections += CostOptions.sections(measurement, model, detail: extent.detail)
        }
        try target.write(report, output, detail: extent.detail)
      }
    }
    try tell(problems, measurement)
  }

  private func measured() throws -> (Measurement, [InputProblem]) {
    let display = ProgressDisplay(noise.progress, quiet: noise.quiet, counting: "messages")
    let run = try MeasureRun(
      paths: paths, outputs: output.output, withDeflate: deflated, progress: display)
    return run.run(jobs: jobs ?? Processors.count)
  }

  private func merged() throws -> Measurement {
    var run = try MergeRun(paths: paths, outputs: output.output)
    let sum = try run.run()
    if !noise.quiet {
      for remark in run.remarks {
        StandardError.write("logscan: \(DisplayWidth.printable(remark))\n")
      }
    }
    return sum
  }

  /// Says what could not be read and ends with the status for it.
  private func tell(_ problems: [InputProblem], _ measurement: Measurement) throws {
    for problem in problems.prefix(noise.verbose ? problems.count : 10) {
      StandardError.write(
        Failure(
          .incomplete, problem.path, why: problem.failure.description,
          remedy: problem.failure.remedy(path: problem.path)
        ).message)
    }
    if problems.count > 10, !noise.verbose {
      StandardError.write("logscan: … and \(problems.count - 10) more (-v tells all)\n")
    }
    if !problems.isEmpty { throw ExitCode(ExitStatus.incomplete.rawValue) }
    if measurement.tally.total.messages == 0 {
      throw Failure(
        .nothingRecognised, "no mail in the input",
        why: "no file begins with a header section that has From, Date or another field of mail")
    }
    if measurement.coverage.unreadable > 0 { throw ExitCode(ExitStatus.incomplete.rawValue) }
  }
}
