// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ArgumentParser
import LogPipeline
import ProviderFindings
import Reports

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "What was recognised and what was not, and why.",
    discussion: """
      Files read and skipped, duplicates, where the year comes from, and the first lines and \
      messages that were not understood, each with its place and reason.

      EXAMPLES:
        logscan doctor /var/log/smtp
        journalctl -u smtp | logscan doctor -
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  func run() throws {
    let setup = try RunSetup(RunInput(input), nil, noise, writing: output)
    let result = try setup.run()
    let summary = setup.summary(of: result)
    let context = ReportContext(zone: setup.zone, top: 0, detail: 10)
    let report = DoctorReport.report(on: summary, context: context)
    var results = Results()
    for target in output.targets {
      switch target.format {
      case .json, .ndjson:
        var writer = JSONWriter(pretty: target.format == .json)
        CoverageJSON.write(summary.coverage, into: &writer)
        writer.endLine()
        results.write(writer.octets, to: target)
      default: results.write(report, to: target, output, detail: 5)
      }
    }
    try results.finish()
    try RunSetup.finish(result.coverage)
  }
}
