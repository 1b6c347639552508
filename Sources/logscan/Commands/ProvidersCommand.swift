// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import LogPipeline
import ProviderFindings
import Reports

struct ProvidersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "providers",
    abstract: "One row for each provider: security, verification, share encrypted, volume.",
    discussion: """
      Security goes by the weakest sessions. It is one of: no TLS; TLS fails (every handshake); TLS, partly (some \
      sessions stayed in the clear); TLS, risky (failed handshakes, plaintext after one, broken \
      ciphers); TLS; TLS with PFS (perfect forward secrecy in every session that was encrypted). \
      Verified is none, some or all. With --provider, or with --detail 6 or more, the ciphers, protocols, \
      verification and volume behind each row follow.

      EXAMPLES:
        logscan providers /var/log/smtp
        logscan providers --provider google* smtp.log
        logscan providers -n 0 -f csv -d 2026-01 smtp.log
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Selection") var selection: SelectionOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Output") var extent: ExtentOptions
  @OptionGroup(title: "Output") var noise: NoiseOptions

  func run() throws {
    let setup = try RunSetup(RunInput(input), selection, noise, writing: output)
    let result = try setup.run()
    setup.tellIfNothingMatches(result.coverage)
    let summary = setup.summary(of: result)
    let drillDown = selection.provider != nil || extent.detail >= 6
    var results = Results()
    for target in output.targets {
      let context = extent.context(for: target.format, zone: setup.zone)
      let json = SummaryJSON(summary, zone: setup.zone)
      let table = FlatTable(ProvidersReport.table(of: summary, in: context))
      switch target.format {
      case .json: results.write(json.document(), to: target)
      case .ndjson: results.write(json.providerLines(), to: target)
      case .csv: results.write(Array(CSVRenderer.text(table).utf8), to: target)
      case .tsv: results.write(Array(TSVRenderer.text(table).utf8), to: target)
      case .text, .md, .html:
        let report = ProvidersReport.report(on: summary, drillDown: drillDown, context: context)
        results.write(report, to: target, output, detail: extent.detail)
      }
    }
    try results.finish()
    try RunSetup.finish(result.coverage)
  }
}
