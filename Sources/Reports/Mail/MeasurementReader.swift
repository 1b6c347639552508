// SPDX-License-Identifier: Apache-2.0
import MailTypes
import MIME

extension MeasurementJSON {
  /// Reads back what `write` wrote, and nothing else: a file that lacks a member, or whose numbers cannot be those of
  /// any mail, would spoil every sum that it is added to without a word.
  package static func read(_ octets: [UInt8]) throws(ReadError) -> Measurement {
    let json: JSONValue
    do { json = try JSONValue(parsing: octets) } catch {
      throw ReadError(description: error.description)
    }
    guard json["schema"]?.string == "logscan-mime-measure" else {
      throw ReadError(description: "this is not a result of 'mime measure'")
    }
    guard json["version"]?.number == version else {
      throw ReadError(description: "its version is not \(version)")
    }
    return try MeasurementReader(json).measurement()
  }
}

/// Takes a measurement out of a JSON text, member by member.
private struct MeasurementReader {
  private let json: JSONValue
  private let total: SizeTally

  /// The largest count that is believed: what every reader of JSON can hold (RFC 7493 section 2.2), 9 PB.
  private static let limit = 1 << 53

  typealias ReadError = MeasurementJSON.ReadError

  init(_ json: JSONValue) throws(ReadError) {
    self.json = json
    total = try Self.sizes(json["total"], "total")
  }

  func measurement() throws(ReadError) -> Measurement {
    var measurement = Measurement()
    try fill(&measurement.coverage, MailCoverage.fields, json["coverage"], "coverage")
    measurement.tally = try tally()
    if let deflated = json["deflated"] {
      var sizes = DeflatedSizes()
      try fill(&sizes, DeflatedSizes.fields, deflated, "deflated")
      measurement.deflated = sizes
    }
    return measurement
  }

  private func tally() throws(ReadError) -> CorpusTally {
    var tally = CorpusTally()
    tally.total = total
    tally.byType = try rows("byType")
    tally.byEncoding = try rows("byEncoding")
    tally.byDomain = try rows("byDomain")
    tally.byYear = try rows("byYear")
    tally.byMailbox = try rows("byMailbox")
    for (name, row) in try rows("convertibility") {
      guard let verdict = Convertibility(name: name) else {
        throw failure("convertibility.\(name)", "is unknown")
      }
      tally.convertibility[verdict] = row
    }
    for trait in MessageTrait.allCases {
      let place = "traits.\(trait.rawValue)"
      let count = try Self.count(json["traits"]?[trait.rawValue], place, upTo: total.messages)
      if count > 0 { tally.traits[trait] = count }
    }
    for (name, count) in try object("defects") {
      tally.defects[name] = try Self.count(count, "defects.\(name)", upTo: total.messages)
    }
    try fill(&tally.sizes, "sizes")
    try fill(&tally.overheads, "overheads")
    tally.wasteful = try list("wasteful")
    tally.ambiguous = try list("ambiguous")
    return tally
  }

  // MARK: Members

  private func failure(_ place: String, _ what: String) -> ReadError {
    ReadError(description: "its member '\(place)' \(what)")
  }

  private static func count(
    _ json: JSONValue?, _ place: String, upTo limit: Int = limit
  ) throws(ReadError) -> Int {
    guard let number = json?.number, (0...limit).contains(number) else {
      throw ReadError(description: "its member '\(place)' is not a number from 0 to \(limit)")
    }
    return number
  }

  private func object(_ name: String) throws(ReadError) -> [String: JSONValue] {
    guard let members = json[name]?.object else { throw failure(name, "is not an object") }
    return members
  }

  private func fill<Counts>(
    _ counts: inout Counts, _ fields: [CountField<Counts>], _ json: JSONValue?, _ place: String
  ) throws(ReadError) {
    for field in fields {
      counts[keyPath: field.path] = try Self.count(json?[field.name], "\(place).\(field.name)")
    }
  }

  /// Counts of messages, all of them together as many as there are messages.
  private func fill(_ counts: inout [Int], _ name: String) throws(ReadError) {
    guard let elements = json[name]?.array, elements.count == counts.count else {
      throw failure(name, "is not an array of \(counts.count) numbers")
    }
    var left = total.messages
    for (index, element) in elements.enumerated() {
      counts[index] = try Self.count(element, "\(name)[\(index)]", upTo: left)
      left -= counts[index]
    }
    if left > 0 { throw failure(name, "counts fewer messages than there are") }
  }

  // MARK: Sizes

  /// The rows of a table; no row is larger than the total.
  private func rows(_ name: String) throws(ReadError) -> [String: SizeTally] {
    var rows: [String: SizeTally] = [:]
    for (key, row) in try object(name) {
      rows[key] = try Self.sizes(
        row, "\(name).\(key)", within: total, MeasurementJSON.fields(of: name))
    }
    return rows
  }

  private static func sizes(
    _ json: JSONValue?, _ place: String, within total: SizeTally? = nil,
    _ fields: [CountField<SizeTally>] = MeasurementJSON.sizeFields
  ) throws(ReadError) -> SizeTally {
    var tally = SizeTally()
    for field in fields {
      let limit = total.map { $0[keyPath: field.path] } ?? limit
      tally[keyPath: field.path] = try count(
        json?[field.name], "\(place).\(field.name)", upTo: limit)
    }
    return tally
  }

  // MARK: Lists

  private func list(_ name: String) throws(ReadError) -> [CorpusTally.ListedMessage] {
    guard let elements = json[name]?.array, elements.count <= CorpusTally.listLimit else {
      throw failure(name, "is not an array of up to \(CorpusTally.listLimit) messages")
    }
    var messages: [CorpusTally.ListedMessage] = []
    for (index, element) in elements.enumerated() {
      let place = "\(name)[\(index)]"
      guard let file = element["file"]?.string, let defects = element["defects"]?.array else {
        throw failure(place, "names no file or has no defects")
      }
      messages.append(
        CorpusTally.ListedMessage(
          file: file, message: try Self.count(element["message"], "\(place).message"),
          octets: try Self.count(element["octets"], "\(place).octets"),
          overhead: try Self.count(element["overhead"], "\(place).overhead"),
          defects: defects.compactMap(\.string)))
    }
    return messages
  }
}
