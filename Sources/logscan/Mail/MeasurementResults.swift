// SPDX-License-Identifier: Apache-2.0
import MailCost
import MIME
import MailTypes
import ProviderFindings
import Reports

/// A measurement of mail in all its formats.
struct MeasurementResults {
  private let measurement: Measurement
  private let aliases: AliasTable
  /// Nil where no cost is wanted.
  private let model: CostModel?
  private let detail: Int
  private let top: Int?
  private let machine: () -> CodecRate?

  /// - Parameter machine: How fast this machine encodes and decodes; asked for only where it is shown.
  init(
    _ measurement: Measurement, aliases: AliasTable, model: CostModel?, detail: Int, top: Int?,
    machine: @escaping @autoclosure () -> CodecRate?
  ) {
    self.measurement = measurement
    self.aliases = aliases
    self.model = model
    self.detail = detail
    self.top = top
    self.machine = machine
  }

  func write(_ targets: [OutputTarget], _ options: OutputOptions, to results: inout Results) {
    let price = priced(nil)
    // Measured where it is shown, and shown where no result is to be compared with another.
    lazy var priceHere = priced(machine())
    for target in targets {
      switch target.format {
      case .json, .ndjson:
        var json = JSONWriter(pretty: target.format == .json)
        MeasurementJSON.write(
          measurement, providers: measurement.byProvider(aliases), cost: price, into: &json)
        results.write(json.octets, to: target)
      case .csv, .tsv:
        results.write(report(cost: price, detail: 10), to: target, options, detail: 10)
      case .text, .md, .html:
        results.write(
          report(cost: detail > 0 ? priceHere : price, detail: detail), to: target, options,
          detail: detail)
      }
    }
  }

  private func report(cost: CostReport?, detail: Int) -> Report {
    MeasurementReport(measurement, aliases: aliases, cost: cost, detail: detail, top: top).report()
  }

  private func priced(_ machine: @autoclosure () -> CodecRate?) -> CostReport? {
    guard let model, measurement.tally.total.messages > 0 else { return nil }
    return CostReport(
      model, volumes: measurement.volumes, measured: measurement.volume, machine: machine())
  }
}

/// A measurement in a partial result: the JSON that holds everything that was counted.
struct MeasurementRecord: FieldCoded, Sendable {
  private var json: [UInt8] = []

  static var blank: MeasurementRecord { MeasurementRecord() }

  private init() {}

  init(_ measurement: Measurement) {
    var writer = JSONWriter(pretty: false)
    MeasurementJSON.write(measurement, providers: [:], cost: nil, into: &writer)
    json = writer.octets
  }

  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.octets(&json)
  }

  func measurement() throws(MeasurementJSON.ReadError) -> Measurement {
    try MeasurementJSON.read(json)
  }
}
