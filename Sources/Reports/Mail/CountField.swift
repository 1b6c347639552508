// SPDX-License-Identifier: Apache-2.0
import MIME

/// A count with its stable name, as files hold it.
struct CountField<Counts>: Sendable {
  let name: String
  let path: any WritableKeyPath<Counts, Int> & Sendable

  init(_ name: String, _ path: any WritableKeyPath<Counts, Int> & Sendable) {
    self.name = name
    self.path = path
  }
}

extension MailCoverage {
  static var fields: [CountField<MailCoverage>] {
    [
      .init("files", \.files), .init("octets", \.octets), .init("notMail", \.notMail),
      .init("empty", \.empty), .init("unreadable", \.unreadable), .init("skipped", \.skipped),
    ]
  }
}

extension DeflatedSizes {
  static var fields: [CountField<DeflatedSizes>] {
    [
      .init("leaves", \.leaves), .init("encoded", \.encoded), .init("decoded", \.decoded),
      .init("deflatedEncoded", \.deflatedEncoded), .init("deflatedDecoded", \.deflatedDecoded),
    ]
  }
}

extension MeasurementJSON {
  static let sizeFields = SizeTally.fields.map { CountField<SizeTally>($0.name, $0.path) }

  /// Counts of messages that a leaf does not have: absent where leaves are counted, for a zero would be false.
  private static let ofMessages: Set<String> = [
    "messages", "header", "structure", "headerLineFeeds", "structureLineFeeds",
  ]
  private static let leafFields = sizeFields.filter { !ofMessages.contains($0.name) }

  /// The counts of each row of a table.
  static func fields(of table: String) -> [CountField<SizeTally>] {
    ["byType", "byEncoding", "convertibility"].contains(table) ? leafFields : sizeFields
  }
}
