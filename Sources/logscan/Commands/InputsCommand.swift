// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import MailTypes
import OctetSources
import ProviderFindings
import Reports

/// `logscan inputs`: what a run would read.
struct InputsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inputs",
    abstract: "The files that a run over these paths reads, without reading them.",
    discussion: """
      One line for each file, as NDJSON with its size as it is stored, in the order in which they are read. What is left out on purpose (links, copies of \
      records in glog's files of warnings, mail still being delivered) is counted on standard error. With it a run \
      can be shared out among machines: each reads some of the files ('--files-from', '--partial-out'), and \
      'logscan merge' puts the results together. --partial-out writes what none of them knows: what was left out.

      EXAMPLES:
        logscan inputs /var/log/smtp
        logscan inputs --mail -f ndjson ~/Maildir
        logscan inputs -q /var/log/smtp | split -n l/4 - share.
      """)

  @Argument(help: ArgumentHelp("Files or directories.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup var list: FileListOption

  @Flag(help: "The paths are those of stored mail: every regular file is read.")
  var mail = false

  @Option(name: .shortAndLong, help: ArgumentHelp("text or ndjson.", valueName: "format"))
  var format = Format.text

  @Option(
    name: .customLong("partial-out"),
    help: ArgumentHelp(
      "Write a partial result that holds nothing but what is left out, and what cannot be reached.",
      valueName: "file"))
  var partialOut: String?

  @Flag(name: .shortAndLong, help: "Print nothing but errors on standard error.")
  var quiet = false

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, ndjson }

  mutating func validate() throws {
    if paths.isEmpty, list.list == nil {
      throw ValidationError("Nothing to list: name files or directories.")
    }
  }

  func run() throws {
    let plan = InputPlan(
      paths: try list.names(with: paths), selecting: mail ? .everyFile : .logFiles,
      outputs: [partialOut].compactMap(\.self))
    try RunSetup.refuse(plan)
    var results = Results()
    let target = OutputTarget(path: nil, format: .text, colours: false)
    results.write(to: target) { sink throws(Failure) in
      for input in 0..<plan.count { try sink.write(line(of: input, plan)) }
    }
    let partial = try partialOut.map { path throws(Failure) in try PartialOutput(path: path) }
    try partial.map { try end($0, plan) }
    results.write(partial)
    for problem in plan.problems {
      StandardError.say("\(problem.path): \(problem.failure.description)")
    }
    if !quiet, plan.skipped.total > 0 {
      StandardError.say("\(NumberText.counted(plan.skipped.total, "file")) left out on purpose")
    }
    try results.finish()
    if !plan.problems.isEmpty { throw ExitCode(ExitStatus.incomplete.rawValue) }
    if plan.count == 0 { throw ExitCode(ExitStatus.nothingRecognised.rawValue) }
  }

  private func line(of input: Int, _ plan: InputPlan) -> [UInt8] {
    let path = plan.path(of: input)
    if case .text = format { return Array("\(path)\n".utf8) }
    var json = JSONWriter(pretty: false)
    json.object {
      $0.member("path", path)
      $0.member("octets", plan.size(of: input))
    }
    return json.octets + [0x0A]
  }

  private func end(_ partial: PartialOutput, _ plan: InputPlan) throws {
    if mail {
      var measurement = Measurement()
      measurement.coverage.skipped = plan.skipped.total
      measurement.coverage.unreadable = plan.problems.count
      return partial.end(MeasurementRecord(measurement), .measurement)
    }
    var coverage = Coverage()
    coverage.filesSkipped = plan.skipped.total
    coverage.unreadable = plan.problems.map {
      Coverage.Unreadable(input: $0.path, reason: $0.failure.description)
    }
    partial.end(coverage, of: paths, zone: "")
  }
}
