// SPDX-License-Identifier: Apache-2.0

/// Comma-separated values as RFC 4180 section 2 has them: CRLF, a header, quotes where needed.
package struct CSVRenderer: ReportRenderer {
  package init() {}

  package func render(_ report: Report) -> String { CSVRenderer.text(FlatTable(cellsOf: report)) }

  package static func text(_ table: FlatTable) -> String {
    ([table.header] + table.rows).map(record).joined()
  }

  /// One record with its line end.
  package static func record(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  /// `escaped = DQUOTE *(TEXTDATA / COMMA / CR / LF / 2DQUOTE) DQUOTE`
  private static func field(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0D, 0x0A].contains($0) }) else { return text }
    var result = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.append("\"") }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }
}
