// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import MIME

/// A measurement as JSON, complete enough to be merged with others. Documentation/MailOutput.md describes it.
package enum MeasurementJSON {
  /// Version of the schema, raised when a member changes its meaning or goes.
  package static let version = 2

  /// Why a JSON text is not a measurement.
  package struct ReadError: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// - Parameters:
  ///   - providers: the sizes by provider, which follow from those by domain and are not read back.
  ///   - cost: what the encodings cost, which is not read back either; nil to leave it out.
  package static func write(
    _ measurement: Measurement, providers: [String: SizeTally], cost: CostReport?,
    into json: inout JSONWriter
  ) {
    let tally = measurement.tally
    json.object { json in
      json.member("schema", "logscan-mime-measure")
      json.member("version", version)
      json.object("coverage") { counts(measurement.coverage, MailCoverage.fields, into: &$0) }
      json.object("total") { counts(tally.total, sizeFields, into: &$0) }
      for (name, rows) in tables(tally) + [("byProvider", providers)] {
        json.object(name) { json in
          for key in rows.keys.sorted() {
            json.object(key) { counts(rows[key] ?? SizeTally(), fields(of: name), into: &$0) }
          }
        }
      }
      json.object("convertibility") { json in
        for verdict in Convertibility.allCases {
          guard let row = tally.convertibility[verdict] else { continue }
          json.object(verdict.name) {
            counts(row, fields(of: "convertibility"), into: &$0)
          }
        }
      }
      json.object("traits") { json in
        for trait in MessageTrait.allCases {
          json.member(trait.rawValue, tally.traits[trait] ?? 0)
        }
      }
      json.object("defects") { json in
        for name in tally.defects.keys.sorted() { json.member(name, tally.defects[name]) }
      }
      json.array("sizes") { json in for count in tally.sizes { json.number(count) } }
      json.array("overheads") { json in for count in tally.overheads { json.number(count) } }
      list("wasteful", tally.wasteful, into: &json)
      list("ambiguous", tally.ambiguous, into: &json)
      if let deflated = measurement.deflated {
        json.object("deflated") { counts(deflated, DeflatedSizes.fields, into: &$0) }
      }
      if let cost { json.object("cost") { CostJSON.members(cost, into: &$0) } }
    }
    json.endLine()
  }

  private static func tables(_ tally: CorpusTally) -> [(String, [String: SizeTally])] {
    [
      ("byType", tally.byType), ("byEncoding", tally.byEncoding), ("byDomain", tally.byDomain),
      ("byYear", tally.byYear), ("byMailbox", tally.byMailbox),
    ]
  }

  private static func counts<Counts>(
    _ counts: Counts, _ fields: [CountField<Counts>], into json: inout JSONWriter
  ) {
    for field in fields { json.member(field.name, counts[keyPath: field.path]) }
  }

  private static func list(
    _ name: String, _ messages: [CorpusTally.ListedMessage], into json: inout JSONWriter
  ) {
    json.array(name) { json in
      for message in messages {
        json.object { json in
          json.member("file", message.file)
          json.member("message", message.message)
          json.member("octets", message.octets)
          json.member("overhead", message.overhead)
          json.strings("defects", message.defects)
        }
      }
    }
  }
}
