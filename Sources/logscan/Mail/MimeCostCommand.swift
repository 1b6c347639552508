// SPDX-License-Identifier: Apache-2.0
import MailCost
import ArgumentParser
import Reports

/// `logscan mime cost`: the cost model alone.
struct MimeCostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost",
    abstract: "What base64 costs in energy: the model alone, on given traffic.",
    discussion: """
      Without options: a year of the world's mail, by the built-in parameters. Each parameter is \
      shown with its source and year.

      EXAMPLES:
        logscan mime cost
        logscan mime cost --from mail.json
        logscan mime cost --traffic 5e12 --base64-share 0.4 --saved-share 0.15
      """)

  @Option(help: ArgumentHelp("A JSON result of 'mime measure'.", valueName: "file"))
  var from: String?

  @Option(help: ArgumentHelp("Octets of mail on the wire.", valueName: "octets"))
  var traffic: Double?

  @Option(
    name: .customLong("base64-share"),
    help: ArgumentHelp(
      "With --traffic: share of it that is base64, 0 to 1. Default: the parameter's central value.",
      valueName: "share"))
  var base64Share: Double?

  @Option(
    name: .customLong("saved-share"),
    help: ArgumentHelp(
      "With --traffic: share of it that binary would save, 0 to 1. Default: likewise.",
      valueName: "share"))
  var savedShare: Double?

  @OptionGroup var cost: CostOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  mutating func validate() throws {
    if let traffic, !(traffic >= 0 && traffic <= 1e24) {
      throw ValidationError("--traffic must be a number of octets up to 1e24.")
    }
    for share in [base64Share, savedShare] {
      guard let share else { continue }
      if !(0...1).contains(share) {
        throw ValidationError("--base64-share and --saved-share are from 0 to 1.")
      }
      if traffic == nil {
        throw ValidationError("--base64-share and --saved-share are shares of --traffic: give it.")
      }
    }
  }

  func run() throws {
    try RunSetup.refuse(replacing: [from, cost.parameters], by: output)
    let model = try cost.model()
    let measurement = try from.map { path throws(Failure) in try CostOptions.measurement(path) }
    var volumes = measurement?.volumes ?? []
    if let traffic {
      volumes.append(
        CostReport.NamedVolume(
          "as given",
          model.volume(ofTraffic: traffic, base64Share: base64Share, savedShare: savedShare),
          phrase: "the given traffic"))
    }
    let report = CostReport(
      model, volumes: volumes, measured: measurement?.volume, machine: cost.machine())
    var results = Results()
    for target in output.targets {
      if target.format == .json || target.format == .ndjson {
        results.write(CostJSON.document(report, pretty: target.format == .json), to: target)
      } else {
        results.write(report.report(), to: target, output, detail: 5)
      }
    }
    try results.finish()
  }
}
