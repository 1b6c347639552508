// SPDX-License-Identifier: Apache-2.0
import MIME

extension MeasurementJSON {
  /// Reads back what `write` wrote.
  package static func read(_ octets: [UInt8]) throws(ReadError) -> Measurement {
    let json: JSONValue
    do { json = try JSONValue(parsing: octets) } catch {
      throw ReadError(description: error.description)
    }
    guard json["schema"]?.string == "logscan-mime-measure" else {
      throw ReadError(description: "this is no result of 'mime measure'")
    }
    guard json["version"]?.number == version else {
      throw ReadError(description: "its version is not \(version)")
    }
    var measurement = Measurement()
    measurement.coverage = coverage(json["coverage"])
    measurement.tally = tally(json)
    if let deflated = json["deflated"] {
      var sizes = DeflatedSizes()
      sizes.leaves = deflated["leaves"]?.number ?? 0
      sizes.encoded = deflated["encoded"]?.number ?? 0
      sizes.decoded = deflated["decoded"]?.number ?? 0
      sizes.deflatedEncoded = deflated["deflatedEncoded"]?.number ?? 0
      sizes.deflatedDecoded = deflated["deflatedDecoded"]?.number ?? 0
      measurement.deflated = sizes
    }
    return measurement
  }

  private static func coverage(_ json: JSONValue?) -> MailCoverage {
    var coverage = MailCoverage()
    coverage.files = json?["files"]?.number ?? 0
    coverage.octets = json?["octets"]?.number ?? 0
    coverage.notMail = json?["notMail"]?.number ?? 0
    coverage.empty = json?["empty"]?.number ?? 0
    coverage.unreadable = json?["unreadable"]?.number ?? 0
    coverage.skipped = json?["skipped"]?.number ?? 0
    return coverage
  }

  private static func tally(_ json: JSONValue) -> CorpusTally {
    var tally = CorpusTally()
    tally.total = sizes(json["total"])
    tally.byType = rows(json["byType"])
    tally.byEncoding = rows(json["byEncoding"])
    tally.byDomain = rows(json["byDomain"])
    tally.byYear = rows(json["byYear"])
    tally.byMailbox = rows(json["byMailbox"])
    for (name, row) in rows(json["convertibility"]) {
      if let verdict = Convertibility(rawValue: name) { tally.convertibility[verdict] = row }
    }
    for trait in MessageTrait.allCases {
      let count = json["traits"]?[trait.rawValue]?.number ?? 0
      if count > 0 { tally.traits[trait] = count }
    }
    for (name, count) in json["defects"]?.object ?? [:] { tally.defects[name] = count.number }
    fill(&tally.sizes, json["sizes"])
    fill(&tally.overheads, json["overheads"])
    tally.wasteful = list(json["wasteful"])
    tally.ambiguous = list(json["ambiguous"])
    return tally
  }

  private static func fill(_ counts: inout [Int], _ json: JSONValue?) {
    for (index, count) in (json?.array ?? []).enumerated() where index < counts.count {
      counts[index] = count.number ?? 0
    }
  }

  private static func rows(_ json: JSONValue?) -> [String: SizeTally] {
    (json?.object ?? [:]).mapValues { sizes($0) }
  }

  private static func sizes(_ json: JSONValue?) -> SizeTally {
    var tally = SizeTally()
    for (name, path) in SizeTally.fields { tally[keyPath: path] = json?[name]?.number ?? 0 }
    return tally
  }

  private static func list(_ json: JSONValue?) -> [CorpusTally.ListedMessage] {
    (json?.array ?? []).map { message in
      CorpusTally.ListedMessage(
        file: message["file"]?.string ?? "", message: message["message"]?.number ?? 0,
        octets: message["octets"]?.number ?? 0, overhead: message["overhead"]?.number ?? 0,
        defects: (message["defects"]?.array ?? []).compactMap(\.string))
    }
  }
}
