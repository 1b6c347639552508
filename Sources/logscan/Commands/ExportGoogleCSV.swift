// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import ProviderFindings
import Reports

struct ExportGoogleCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "google-csv",
    abstract: "The share of encrypted messages, in the columns of Google's table of safer e-mail.",
    discussion: """
      A row for each provider and direction: the share of its messages that went through TLS, as far as the log states \
      it. The address suffix is '*': which domains a provider carries mail for is in 'report', their shares are not \
      kept apart. The region is the world (001).

      EXAMPLES:
        logscan export google-csv /var/log/smtp > safer.csv
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
  var output: String?

  func run() throws {
    let setup = try RunSetup(RunInput(input), selection, noise)
    let result = try setup.run()
    setup.tellIfNothingMatches(result.coverage)
    var results = Results()
    results.write(
      Array(SaferMailCSV.text(result.tally).utf8),
      to: OutputTarget(path: output, format: .csv, colours: false))
    try results.finish()
    try RunSetup.finish(result.coverage)
  }
}
