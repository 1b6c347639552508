// SPDX-License-Identifier: Apache-2.0

/// Puts rendered sessions together: heads, commas, blank lines, and dates where they change.
package struct SessionListPage {
  private let format: SessionListFormat
  private var isFirst = true
  private var date: [UInt8] = []

  package init(_ format: SessionListFormat) { self.format = format }

  package var head: [UInt8] {
    switch format {
    case .csv: Array(CSVRenderer.record(SessionRow.header).utf8)
    case .tsv: Array(TSVRenderer.record(SessionRow.header).utf8)
    case .json: Array("[".utf8)
    case .text(let width): Array(SessionListFormat.line(SessionRow.textHeader, width).utf8)
    case .md:
      Array(
        (SessionListFormat.markdown(["date"] + SessionRow.textHeader)
          + SessionListFormat.markdown(
            Array(repeating: "---", count: SessionRow.textHeader.count + 1))).utf8)
    case .html:
      Array(
        (HTMLPage.head(title: "logscan sessions")
          + HTMLRenderer.tableHead(label: "Sessions", columns: SessionListFormat.htmlColumns)).utf8)
    case .ndjson, .raw: []
    }
  }

  /// What to write for the next session.
  package mutating func entry(_ octets: [UInt8]) -> [UInt8] {
    defer { isFirst = false }
    switch format {
    case .json: return Array((isFirst ? "\n" : ",\n").utf8) + octets
    case .raw: return (isFirst ? [] : [UInt8(ascii: "\n")]) + octets
    case .text:
      let end = octets.firstIndex(of: UInt8(ascii: "\n")) ?? octets.endIndex
      let newDate = Array(octets[..<end])
      let line = octets[min(end + 1, octets.endIndex)...]
      if newDate == date { return Array(line) }
      date = newDate
      return newDate + [UInt8(ascii: "\n")] + line
    case .md, .html, .ndjson, .csv, .tsv: return octets
    }
  }

  package var tail: [UInt8] {
    switch format {
    case .json: Array("\n]\n".utf8)
    case .html: Array((HTMLRenderer.tableTail + HTMLPage.tail).utf8)
    case .text, .md, .ndjson, .csv, .tsv, .raw: []
    }
  }
}
