// SPDX-License-Identifier: Apache-2.0
package import MailCost

/// The report on what transfer encodings cost in energy and greenhouse gases.
package struct CostReport {
  let model: CostModel
  private let volumes: [NamedVolume]
  private let measured: CostModel.Volume?
  /// How fast this machine was when it was asked: what it makes of the arithmetic is told apart from all else, for it
  /// is another number each time.
  let machine: CodecRate?

  /// A volume with its name in the report.
  package struct NamedVolume {
    package var title: String
    /// What the name stands for, as a sentence; empty where it is plain.
    package var explanation: String
    package var volume: CostModel.Volume
    /// The name within a sentence.
    var phrase: String

    package init(
      _ title: String, _ volume: CostModel.Volume, explanation: String = "", phrase: String? = nil
    ) {
      self.title = title
      self.phrase = phrase ?? title
      self.volume = volume
      self.explanation = explanation
    }
  }

  /// - Parameters:
  ///   - volumes: what is priced, beside the world's mail.
  ///   - measured: mail whose shares stand for the world's; nil: the parameters.
  ///   - machine: what was measured of this machine, nil where nothing was.
  package init(
    _ model: CostModel, volumes: [NamedVolume], measured: CostModel.Volume?,
    machine: CodecRate? = nil
  ) {
    self.model = model
    self.volumes = volumes
    // Of no traffic there are no shares.
    self.measured = measured.flatMap { $0.traffic > 0 ? $0 : nil }
    self.machine = machine
  }

  package func report() -> Report {
    Report(title: "logscan mime cost", sections: [costs, parameterTable, caveatSection])
  }

  /// One volume in one case.
  struct Line {
    var title: String
    var choice: CostCase
    var volume: CostModel.Volume
    var cost: CostModel.Cost
  }

  static let worldTitle = "world, year"

  /// All that is priced: each volume and the world's mail, each in the three cases.
  func lines() -> [Line] {
    var lines: [Line] = []
    for named in volumes {
      lines += CostCase.allCases.map { line(named.title, $0, named.volume) }
    }
    return lines + CostCase.allCases.map(world)
  }

  private func line(_ title: String, _ choice: CostCase, _ volume: CostModel.Volume) -> Line {
    Line(title: title, choice: choice, volume: volume, cost: model.cost(of: volume, choice))
  }

  /// The world's mail of a year.
  func world(_ choice: CostCase) -> Line {
    line(Self.worldTitle, choice, model.worldVolume(choice, measured: measured))
  }

  func bitcoin(_ choice: CostCase) -> Double { model.bitcoin(choice) }

  /// The parameters that were used: shares that were measured stand in the place of those in the file.
  var parameters: [CostParameters.Row] {
    guard let measured else { return model.parameters.rows }
    var parameters = model.parameters
    parameters.set(
      "base64Share", to: measured.payload / measured.traffic * 78 / 57,
      source: "of the measured mail")
    parameters.set(
      "savedShare", to: measured.extra / measured.traffic, source: "of the measured mail")
    return parameters.rows
  }

  // MARK: Sections

  /// Energy, greenhouse gases, and Bitcoin beside them.
  var costs: Report.Section {
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "cost",
          columns: [
            Table.Column.text("mail").asKey, Table.Column("case", .left).asKey, .init("CPU"),
            .init("network"), .init("storage"), .init("all"), .init("CO2e"), .init("marginal"),
          ], rows: lines().map(row))),
      .list(notes),
      .paragraph(basis),
      .table(comparison),
      .paragraph(
        "Low sets the least mail beside the most Bitcoin (\(terawatts(.low))), high the most mail "
          + "beside the least (\(terawatts(.high))): both are bounds."),
    ]
    if let machine { blocks.append(.paragraph(text(of: machine))) }
    return Report.Section(name: "cost", title: "Energy and greenhouse gases", blocks: blocks)
  }

  /// What the names in the table stand for.
  private var notes: [String] {
    let named = volumes.filter { !$0.explanation.isEmpty }.map { "\($0.title): \($0.explanation)." }
    let extra = QuantityText.octets(world(.central).volume.extra)
    let traffic = QuantityText.octets(world(.central).volume.traffic)
    return named + [
      "\(Self.worldTitle): \(traffic) on the wire (central), of which encodings are \(extra).",
      "marginal: all, with the network's energy for more octets only (almost none).",
    ]
  }

  private func row(_ line: Line) -> [Table.Cell] {
    let cost = line.cost
    let energies = [cost.cpu, cost.networkAverage, cost.storage, cost.average]
    return [.text(line.title), .text(line.choice.rawValue)]
      + energies.map { .quantity(Quantity($0, .wattHours)) }
      + [
        .quantity(Quantity(cost.gramsAverage, .grams)),
        .quantity(Quantity(cost.marginal, .wattHours)),
      ]
  }

  /// What is assumed of the way of an octet, in one paragraph.
  private var basis: String {
    func range(_ name: String, _ text: (Double) -> String = QuantityText.plain) -> String {
      let values = CostCase.allCases.map { text(model.parameters.value(name, $0)) }
      return values[0] == values[2] ? values[1] : "\(values[1]) (\(values[0]) to \(values[2]))"
    }
    return "Assumed, central (low to high): carried \(range("hops")) times, kept "
      + "\(range("retention")) years in \(range("copies")) copies, encoded "
      + "\(range("encodePasses")) and decoded \(range("decodePasses")) times at "
      + "\(range("codecSpeed", QuantityText.octets)) a second; see 'logscan mime cost'."
  }

  /// What this machine's speed makes of the arithmetic.
  private func text(of rate: CodecRate) -> String {
    func cpu(_ volume: CostModel.Volume) -> String {
      QuantityText.wattHours(model.cpu(of: volume, .central, rate))
    }
    let parts =
      volumes.map { "\(cpu($0.volume)) for \($0.phrase)" }
      + ["\(cpu(world(.central).volume)) for a year of the world's mail"]
    return
      "One core of this machine encodes \(QuantityText.octets(rate.encode)) of payload a second and "
      + "decodes \(QuantityText.octets(rate.decode)), measured just now. At that speed the "
      + "arithmetic takes \(parts.joined(separator: ", "))."
  }

  private func terawatts(_ choice: CostCase) -> String {
    QuantityText.wattHours(model.bitcoin(choice))
  }

  private var comparison: Table {
    Table(
      name: "bitcoin",
      columns: [
        Table.Column("case", .left), .init("world's mail, a year"), .init("Bitcoin, a year"),
        .init("mail is"), .init("its CPU alone"),
      ],
      rows: CostCase.allCases.map { choice in
        let cost = world(choice).cost
        let bitcoin = model.bitcoin(choice)
        return [
          .text(choice.rawValue), .quantity(Quantity(cost.average, .wattHours)),
          .quantity(Quantity(bitcoin, .wattHours)),
          .quantity(Quantity(cost.average / bitcoin, .share)),
          .quantity(Quantity(cost.cpu / bitcoin, .share)),
        ]
      })
  }

  var parameterTable: Report.Section {
    Report.Section(
      name: "parameters", title: "Parameters",
      blocks: [
        .table(
          Table(
            name: "parameters",
            columns: [
              Table.Column("parameter", .left), .init("low"), .init("central"), .init("high"),
            ],
            rows: parameters.map { row in
              [
                .text(row.name), .text(QuantityText.plain(row.low)),
                .text(QuantityText.plain(row.central)), .text(QuantityText.plain(row.high)),
              ]
            })),
        .paragraph("Units, years and sources:"),
        .list(parameters.map { "\($0.name), \($0.unit) (\($0.year)): \($0.source)" }),
      ])
  }

  static let caveats = [
    "Network energy is mostly fixed; fewer octets save little of it (Mytton 2024).",
    "Stores and links that compress have won most of it already (see --deflated).",
    "The world's mail is a vendor's estimate; measured mail may not be like it.",
    "Grams per mail (Berners-Lee 2010) are mostly people's time: not included.",
    "All networks: 260 to 340 TWh, data centres 200 to 250 TWh (2020, IEA).",
  ]

  var caveatSection: Report.Section {
    Report.Section(name: "caveats", title: "Caveats", blocks: [.list(Self.caveats)])
  }
}
