// SPDX-License-Identifier: Apache-2.0
import MIME

/// A measurement as JSON, complete enough to be merged with others. Documentation/MailOutput.md describes it.
package enum MeasurementJSON {
  /// Version of the schema, raised when a member changes its meaning or goes.
  package static let version = 1

  /// Why a JSON text is no measurement.
  package struct ReadError: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  package static func write(_ measurement: Measurement, into json: inout JSONWriter) {
    let tally = measurement.tally
    json.object { json in
      json.member("schema", "logscan-mime-measure")
      json.member("version", version)
      coverage(measurement.coverage, into: &json)
      json.object("total") { sizes(tally.total, into: &$0) }
      for (name, rows) in tables(tally) {
        json.object(name) { json in
          for key in rows.keys.sorted() {
            json.object(key) { sizes(rows[key] ?? SizeTally(), into: &$0) }
          }
        }
      }
      json.object("convertibility") { json in
        for verdict in Convertibility.allCases {
          guard let row = tally.convertibility[verdict] else { continue }
          json.object(verdict.rawValue) { sizes(row, into: &$0) }
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
        json.object("deflated") { json in
          json.member("leaves", deflated.leaves)
          json.member("encoded", deflated.encoded)
          json.member("decoded", deflated.decoded)
          json.member("deflatedEncoded", deflated.deflatedEncoded)
          json.member("deflatedDecoded", deflated.deflatedDecoded)
        }
      }
    }
    json.endLine()
  }

  private static func tables(_ tally: CorpusTally) -> [(String, [String: SizeTally])] {
    [
      ("byType", tally.byType), ("byEncoding", tally.byEncoding), ("byDomain", tally.byDomain),
      ("byYear", tally.byYear), ("byMailbox", tally.byMailbox),
    ]
  }

  private static func coverage(_ coverage: MailCoverage, into json: inout JSONWriter) {
    json.object("coverage") { json in
      json.member("files", coverage.files)
      json.member("octets", coverage.octets)
      json.member("notMail", coverage.notMail)
      json.member("empty", coverage.empty)
      json.member("unreadable", coverage.unreadable)
      json.member("skipped", coverage.skipped)
    }
  }

  private static func sizes(_ tally: SizeTally, into json: inout JSONWriter) {
    for (name, path) in SizeTally.fields { json.member(name, tally[keyPath: path]) }
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
