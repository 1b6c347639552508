// SPDX-License-Identifier: Apache-2.0

/// The report on what transfer encodings cost in energy and greenhouse gases.
package struct CostReport {
  private let model: CostModel
  private let volumes: [NamedVolume]
  private let measured: CostModel.Volume?

  /// A volume with its name in the report.
  package struct NamedVolume {
    package var title: String
    package var volume: CostModel.Volume

    package init(_ title: String, _ volume: CostModel.Volume) {
      self.title = title
      self.volume = volume
    }
  }

  /// - Parameters:
  ///   - volumes: what is priced, beside the world's mail.
  ///   - measured: mail whose shares stand for the world's; nil: the parameters.
  package init(
    _ model: CostModel, volumes: [NamedVolume], measured: CostModel.Volume?
  ) {
    self.model = model
    self.volumes = volumes
    self.measured = measured
  }

  package func report() -> Report {
    var report = Report(title: "logscan mime cost")
    report.sections = sections()
    return report
  }

  /// The sections, for a report that holds more.
  package func sections() -> [Report.Section] {
    [
      Report.Section(name: "cost", title: "What the encodings cost", blocks: costs),
      Report.Section(name: "bitcoin", title: "Beside Bitcoin", blocks: comparison),
      Report.Section(name: "parameters", title: "Parameters", blocks: parameterTable),
      Report.Section(name: "caveats", title: "Caveats", blocks: [.list(Self.caveats)]),
    ]
  }

  /// One volume in one case.
  struct Line {
    var title: String
    var choice: CostCase
    var volume: CostModel.Volume
    var cost: CostModel.Cost
  }

  /// All that is priced: each volume and the world's mail, each in the three cases.
  func lines() -> [Line] {
    var lines: [Line] = []
    for named in volumes {
      lines += CostCase.allCases.map { line(named.title, $0, named.volume) }
    }
    return lines
      + CostCase.allCases.map {
        line("the world's mail, a year", $0, model.worldVolume($0, measured: measured))
      }
  }

  private func line(_ title: String, _ choice: CostCase, _ volume: CostModel.Volume) -> Line {
    Line(title: title, choice: choice, volume: volume, cost: model.cost(of: volume, choice))
  }

  func bitcoin(_ choice: CostCase) -> Double { model.bitcoin(choice) }

  var parameters: [CostParameters.Row] { model.parameters.rows }

  private var costs: [Report.Block] {
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "cost",
          columns: [
            .text("mail"), .text("case"), .init("saved by binary"), .init("CPU"), .init("network"),
            .init("storage"), .init("all"), .init("CO2e"), .init("all, marginal network"),
          ], rows: lines().map(row)))
    ]
    if let encode = model.encodeSpeed, let decode = model.decodeSpeed {
      blocks.append(
        .paragraph(
          "Codec speed (\(model.speedSource)), octets of payload a second on one core: encode "
            + "\(NumberText.octets(UInt64(saturating: encode)))/s, decode \(NumberText.octets(UInt64(saturating: decode)))/s."
        ))
    }
    return blocks
  }

  private func row(_ line: Line) -> [Table.Cell] {
    let cost = line.cost
    return [
      .text(line.title), .text(line.choice.rawValue),
      .octets(UInt64(saturating: line.volume.extra)),
      .text(QuantityText.wattHours(cost.cpu)), .text(QuantityText.wattHours(cost.networkAverage)),
      .text(QuantityText.wattHours(cost.storage)), .text(QuantityText.wattHours(cost.average)),
      .text(QuantityText.grams(cost.gramsAverage)),
      .text(QuantityText.wattHours(cost.marginal)),
    ]
  }

  private var comparison: [Report.Block] {
    [
      .table(
        Table(
          name: "bitcoin",
          columns: [
            .text("case"), .init("the world's mail, a year"), .init("Bitcoin, a year"),
            .init("mail is"), .init("its CPU alone"),
          ],
          rows: CostCase.allCases.map { choice in
            let volume = model.worldVolume(choice, measured: measured)
            let cost = model.cost(of: volume, choice)
            let bitcoin = model.bitcoin(choice)
            return [
              .text(choice.rawValue), .text(QuantityText.wattHours(cost.average)),
              .text(QuantityText.wattHours(bitcoin)),
              .text(QuantityText.fraction(cost.average, of: bitcoin)),
              .text(QuantityText.fraction(cost.cpu, of: bitcoin)),
            ]
          }))
    ]
  }

  private var parameterTable: [Report.Block] {
    [
      .table(
        Table(
          name: "parameters",
          columns: [
            .text("parameter"), .init("low"), .init("central"), .init("high"),
          ],
          rows: parameters.map { row in
            [
              .text(row.name), .text(QuantityText.plain(row.low)),
              .text(QuantityText.plain(row.central)), .text(QuantityText.plain(row.high)),
            ]
          })),
      .paragraph("Units, years and sources:"),
      .list(parameters.map { "\($0.name), \($0.unit) (\($0.year)): \($0.source)" }),
    ]
  }

  static let caveats = [
    "kWh per GB shares out the mostly fixed power of networks; fewer octets save almost nothing of it in the short "
      + "run (Mytton, Lunden and Malmodin 2024). 'Marginal' counts that way.",
    "Stores and links that compress win most of the overhead already: base64 of random data deflates to 1.04 "
      + "times its size. See --deflated.",
    "The number of messages in the world is a vendor's estimate; shares measured here stand for the world's only "
      + "as far as this corpus does.",
    "The well-known grams per message (Berners-Lee 2010) are mostly people's time at their devices and are not "
      + "mixed in.",
    "All data transmission networks took 260 to 340 TWh in 2020, data centres 200 to 250 TWh (IEA): no claim about "
      + "mail can go beyond.",
  ]
}
