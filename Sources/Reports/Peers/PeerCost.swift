// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import MailCost
package import PeerRegister
package import ProviderFindings
import SessionLog

/// What each provider's missing BINARYMIME costs: octets that were exchanged with it and could not,
/// or did not, go as BINARYMIME, times the overhead that was measured in stored mail.
package struct PeerCost {
  /// What is missing at one provider, or at all.
  package struct Line {
    package var provider: Provider
    /// Octets sent to servers that do not offer BINARYMIME with CHUNKING.
    package var sent: UInt64 = 0
    /// Octets received in messages without BODY=BINARYMIME.
    package var received: UInt64 = 0

    package var octets: Double { Double(sent) + Double(received) }
  }

  /// By octets, most first.
  package let lines: [Line]
  package let all: Line
  private let model: CostModel
  private let measured: CostModel.Volume

  /// - Parameter measured: mail whose share of overhead stands for the mail that was exchanged.
  package init(_ register: PeerRegister, _ model: CostModel, measured: CostModel.Volume) {
    self.model = model
    self.measured = measured
    var lines: [Provider: Line] = [:]
    var all = Line(provider: .everyone)
    for server in register.servers(.provider) where server.octetsWithoutBinary > 0 {
      lines[server.provider, default: Line(provider: server.provider)].sent =
        server.octetsWithoutBinary
      all.sent.addSaturating(server.octetsWithoutBinary)
    }
    for client in register.clients(.provider) where client.octetsWithoutBinary > 0 {
      lines[client.provider, default: Line(provider: client.provider)].received =
        client.octetsWithoutBinary
      all.received.addSaturating(client.octetsWithoutBinary)
    }
    self.all = all
    self.lines = lines.values.sorted {
      $0.octets == $1.octets ? $0.provider < $1.provider : $0.octets > $1.octets
    }
  }

  /// The mail of a line as the model takes it.
  func volume(of line: Line) -> CostModel.Volume {
    guard measured.traffic > 0 else { return CostModel.Volume(traffic: 0, payload: 0, extra: 0) }
    return measured.scaled(by: line.octets / measured.traffic)
  }

  func cost(of line: Line, _ choice: CostCase) -> CostModel.Cost {
    model.cost(of: volume(of: line), choice)
  }

  // MARK: As a section

  /// The section on cost; `top` rows, 0 for all.
  package func section(top: Int) -> Report.Section {
    var table = Table(
      name: "cost",
      columns: [
        .text("Provider"), .init("sent to it"), .init("got from it"), .init("would save"),
        .init("energy"), .init("CO2e"),
      ], total: lines.count + 1)
    let shown = top == 0 ? lines[...] : lines.prefix(top)
    table.rows = ([all] + shown).map(row)
    if shown.count == lines.count { table.total = table.rows.count }
    return Report.Section(
      name: "cost", title: "What the missing BINARYMIME costs",
      blocks: [.table(table), .paragraph(legend), .list(Self.caveats)])
  }

  /// Tenths of a percent that binary saves of the measured mail.
  private var share: Double { measured.traffic > 0 ? measured.extra / measured.traffic * 100 : 0 }

  private func row(_ line: Line) -> [Table.Cell] {
    let central = cost(of: line, .central)
    return [
      .text(line.provider == .everyone ? "all" : line.provider.label), .octets(line.sent),
      .octets(line.received), .octets(UInt64(saturating: volume(of: line).extra)),
      .text(QuantityText.wattHours(central.average)),
      .text(QuantityText.grams(central.gramsAverage)),
    ]
  }

  private var legend: String {
    let low = QuantityText.wattHours(cost(of: all, .low).average)
    let high = QuantityText.wattHours(cost(of: all, .high).average)
    return
      "sent to it: octets of messages to servers that do not offer BINARYMIME with CHUNKING; got from it: "
      + "of messages that came without BODY=BINARYMIME. would save: \(QuantityText.plain(share)) % of both, "
      + "as measured in the stored mail. energy: of processors, network and storage by the cost model's "
      + "central case; for all from \(low) to \(high) ('logscan mime cost' lists its parameters)."
  }

  package static let caveats = [
    "The overhead is that of the measured mail: it stands for the mail exchanged only as far as both "
      + "are alike, and for a single provider less than for all.",
    "Octets are as the log states them: of messages sent by DATA what the SIZE parameter declared, or "
      + "nothing where it was not given.",
    "Each hop that lacks BINARYMIME makes the whole way pay, so the octets of one provider's mail are "
      + "not all its own doing; a message that is signed must not be converted on the way at all.",
  ]
}

// MARK: As JSON

extension PeerCost {
  /// The cost as a JSON object: octets, and energies as integers in milliwatt hours, gases in
  /// milligrams of CO2 equivalent, as in the result of 'mime cost'.
  package func write(into writer: inout JSONWriter) {
    writer.object { object in
      object.member("measuredOctets", UInt64(saturating: measured.traffic))
      object.member("measuredSavedOctets", UInt64(saturating: measured.extra))
      object.array("providers") { array in
        for line in [all] + lines { write(line, into: &array) }
      }
      object.strings("caveats", Self.caveats + CostReport.caveats)
    }
  }

  private func write(_ line: Line, into writer: inout JSONWriter) {
    writer.object { object in
      object.member("provider", line.provider.name)
      object.member("kind", line.provider == .everyone ? "all" : line.provider.kind.name)
      object.member("sentOctets", min(line.sent, UInt64(Int.max)))
      object.member("receivedOctets", min(line.received, UInt64(Int.max)))
      object.member("savedOctets", UInt64(saturating: volume(of: line).extra))
      for choice in CostCase.allCases {
        let cost = cost(of: line, choice)
        object.object(choice.rawValue) { json in
          json.member("all", CostJSON.milli(cost.average))
          json.member("allMarginal", CostJSON.milli(cost.marginal))
          json.member("co2e", CostJSON.milli(cost.gramsAverage))
        }
      }
    }
  }

  /// The table for the separated formats.
  package var table: FlatTable {
    var table = FlatTable(header: [
      "provider", "kind", "sentOctets", "receivedOctets", "savedOctets", "milliwattHoursLow",
      "milliwattHours", "milliwattHoursHigh", "milligramsCO2e",
    ])
    table.rows = ([all] + lines).map { line in
      [
        line.provider.name, line.provider == .everyone ? "all" : line.provider.kind.name,
        String(line.sent), String(line.received),
        String(UInt64(saturating: volume(of: line).extra)),
        String(CostJSON.milli(cost(of: line, .low).average)),
        String(CostJSON.milli(cost(of: line, .central).average)),
        String(CostJSON.milli(cost(of: line, .high).average)),
        String(CostJSON.milli(cost(of: line, .central).gramsAverage)),
      ]
    }
    return table
  }
}
