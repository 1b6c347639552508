// SPDX-License-Identifier: Apache-2.0

/// Tab-separated values (IANA text/tab-separated-values): one line a record. A tab or line end in a
/// value, which the format has no way to write, becomes a blank.
package struct TSVRenderer: ReportRenderer {
  package init() {}

  package func render(_ report: Report) -> String { TSVRenderer.text(FlatTable(cellsOf: report)) }

  package static func text(_ table: FlatTable) -> String {
    ([table.header] + table.rows).map(record).joined()
  }

  /// One record with its line end.
  package static func record(_ fields: [String]) -> String {
    fields.map(field).joined(separator: "\t") + "\n"
  }

  private static func field(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append((0x09...0x0D).contains(scalar.value) ? " " : scalar)
    }
    return String(result)
  }
}
