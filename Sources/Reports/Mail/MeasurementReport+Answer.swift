// SPDX-License-Identifier: Apache-2.0
import MIME
import MailCost

/// The head: what base64 costs, in octets, in energy, and beside Bitcoin.
extension MeasurementReport {
  var answer: Report.Section {
    let total = tally.total
    let headline =
      total.overhead > 0
      ? "\(added): \(percent(total.overhead, total.wire)) of the "
        + "\(octets(total.wire)) that this mail takes on the wire."
      : "Nothing in this mail is encoded: it takes \(octets(total.wire)) on the wire."
    return section(
      "summary", "What base64 costs",
      incomplete + [.headline(headline, alert: false), .paragraph(extent)] + energy + world)
  }

  /// What each encoding adds, most first: `base64 adds 675 B, x-uuencode 37 B and quoted-printable 22 B`.
  var added: String {
    let encodings = tally.byEncoding.filter { $0.value.overhead > 0 }
      .sorted { ($1.value.overhead, $0.key) < ($0.value.overhead, $1.key) }
      .prefix(3)
    var text = ""
    for (index, encoding) in encodings.enumerated() {
      if index > 0 { text += index == encodings.count - 1 ? " and " : ", " }
      text += "\(encoding.key) \(index == 0 ? "adds " : "")\(exactly(encoding.value.overhead))"
    }
    return text
  }

  private var extent: String {
    let total = tally.total
    var text =
      "\(NumberText.counted(total.messages, "message")) with "
      + "\(NumberText.counted(total.leaves, "part")) in "
      + "\(NumberText.counted(measurement.coverage.files, "file")), \(octets(total.stored)) as "
      + "stored."
    let base64 = tally.byEncoding["base64"] ?? SizeTally()
    if base64.leaves > 0 {
      text +=
        " \(NumberText.counted(base64.leaves, "part")) in base64: "
        + "\(octets(base64.encodedOnWire)) on the wire for \(octets(base64.decodedOnWire)), "
        + "\(NumberText.factor(Ratio(base64.encodedOnWire, of: base64.decodedOnWire))) times as much."
    }
    if total.overhead > 0 {
      text +=
        " As BINARYMIME all that is added would be saved, "
        + "\(percent(total.savedExactly, total.overhead)) in parts that come back octet for octet; "
        + "as 8BITMIME alone \(percent(total.savedEightBit, total.overhead))."
    }
    return text
  }

  private var energy: [Report.Block] {
    guard let cost, tally.total.overhead > 0 else { return [] }
    let costs = cost.lines().prefix(CostCase.allCases.count).map(\.cost)
    guard costs.count == 3 else { return [] }
    return [
      .paragraph(
        "Energy: about \(QuantityText.wattHours(costs[1].average)) for this mail "
          + "(\(QuantityText.wattHours(costs[0].average)) to "
          + "\(QuantityText.wattHours(costs[2].average))), "
          + "\(QuantityText.grams(costs[1].gramsAverage)) of CO2e, to encode, move, keep and decode "
          + "these octets.")
    ]
  }

  private var world: [Report.Block] {
    guard let cost, tally.total.overhead > 0 else { return [] }
    let cases = CostCase.allCases.map { cost.world($0).cost }
    let central = cases[1].average
    let share = QuantityText.fraction(central, of: cost.bitcoin(.central))
    return [
      .paragraph(
        "Were the world's mail like this, its encodings would take about "
          + "\(QuantityText.wattHours(central)) a year "
          + "(\(QuantityText.wattHours(cases[0].average)) to "
          + "\(QuantityText.wattHours(cases[2].average))), "
          + "\(QuantityText.grams(cases[1].gramsAverage)) of CO2e: \(share) of Bitcoin's "
          + "\(QuantityText.wattHours(cost.bitcoin(.central))). The arithmetic is "
          + "\(QuantityText.fraction(cases[1].cpu, of: central)) of that; the rest is octets "
          + "carried and kept.")
    ]
  }
}
