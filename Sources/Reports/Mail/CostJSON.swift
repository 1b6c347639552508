// SPDX-License-Identifier: Apache-2.0
import MailTypes
import MailCost

/// The cost report as JSON. Energies are integers in milliwatt hours, gases in milligrams of CO2 equivalent.
package enum CostJSON {
  package static func document(_ report: CostReport, pretty: Bool) -> [UInt8] {
    var json = JSONWriter(pretty: pretty)
    json.object { json in
      json.member("schema", "logscan-mime-cost")
      json.member("version", 2)
      members(report, into: &json)
    }
    json.endLine()
    return json.octets
  }

  /// What is priced and by which parameters, as members of an object.
  static func members(_ report: CostReport, into json: inout JSONWriter) {
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
    if let machine = report.machine {
      json.object("machine") { json in
        json.member("encode", UInt64(saturating: machine.encode))
        json.member("decode", UInt64(saturating: machine.decode))
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

  static func milli(_ value: Double) -> UInt64 { UInt64(saturating: value * 1000) }
}
