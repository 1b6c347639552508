// SPDX-License-Identifier: Apache-2.0
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
    help: ArgumentHelp("Share of the traffic that is base64, 0 to 1.", valueName: "share"))
  var base64Share = 0.26

  @Option(
    name: .customLong("saved-share"),
    help: ArgumentHelp("Share of the traffic that binary would save, 0 to 1.", valueName: "share"))
  var savedShare = 0.091

  @OptionGroup var cost: CostOptions
  @OptionGroup(title: "Output") var output: OutputOptions

  mutating func validate() throws {
    if let traffic, !(traffic >= 0 && traffic <= 1e24) {
      throw ValidationError("--traffic must be a number of octets up to 1e24.")
    }
    if !(0...1).contains(base64Share) || !(0...1).contains(savedShare) {
      throw ValidationError("--base64-share and --saved-share are from 0 to 1.")
    }
  }

  func run() throws {
    try RunSetup.refuse(replacing: [from, cost.parameters], by: output)
    let model = try cost.model()
    var volumes: [CostReport.NamedVolume] = []
    var measured: CostModel.Volume?
    if let from {
      let measurement = try CostOptions.measurement(from)
      volumes += CostOptions.volumes(measurement)
      measured = CostOptions.volume(of: measurement.tally)
    }
    if let traffic {
      volumes.append(
        CostReport.NamedVolume(
          "the given traffic",
          CostModel.Volume(
            traffic: traffic, payload: traffic * base64Share * 57 / 78,
            extra: traffic * savedShare)))
    }
    let report = CostReport(model, volumes: volumes, measured: measured)
    for target in output.targets {
      if target.format == .json || target.format == .ndjson {
        try target.write(CostJSON.document(report, pretty: target.format == .json))
      } else {
        try target.write(report.report(), output, detail: 5)
      }
    }
  }
}
