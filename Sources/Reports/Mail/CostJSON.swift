// SPDX-License-Identifier: Apache-2.0

/// The cost report as JSON. Energies are integers in milliwatt hours, gases in milligrams of CO2 equivalent.
package enum CostJSON {
  package static func document(_ report: CostReport, pretty: Bool) -> [UInt8] {
    var json = JSONWriter(pretty: pretty)
    json.object { json in
      json.member("schema", "logscan-mime-cost")
      json.member("version", 1)
      json.array("costs") { json in
        for line in report.lines() {
          json.object { json in
            json.member("mail", line.title)
            json.member("case", line.choice.rawValue)
            json.member("trafficOctets", UInt64(saturating: line.volume.traffic))
            json.member("savedOctets", UInt64(saturating: line.volume.extra))
            json.member("cpu", milli(line.cost.cpu))
            json.member("networkAverage", milli(line.cost.networkAverage))
            json.member("networkMarginal", milli(line.cost.networkMarginal))
            json.member("storage", milli(line.cost.storage))
            json.member("all", milli(line.cost.average))
            json.member("allMarginal", milli(line.cost.marginal))
            json.member("co2e", milli(line.cost.gramsAverage))
            json.member("bitcoin", milli(report.bitcoin(line.choice)))
          }
        }
      }
      json.array("parameters") { json in
        for row in report.parameters {
          json.object { json in
            json.member("name", row.name)
            json.member("low", QuantityText.exact(row.low))
            json.member("central", QuantityText.exact(row.central))
            json.member("high", QuantityText.exact(row.high))
            json.member("unit", row.unit)
            json.member("year", row.year)
            json.member("source", row.source)
          }
        }
      }
      json.strings("caveats", CostReport.caveats)
    }
    json.endLine()
    return json.octets
  }

  static func milli(_ value: Double) -> UInt64 { UInt64(saturating: value * 1000) }
}
