// SPDX-License-Identifier: Apache-2.0
import LogPipeline
import MailTypes
import ProviderFindings
import Reports
import SessionLog

/// How a list of sessions is written: each session on its own, before its neighbours are known.
enum SessionListFormat: Sendable {
  case text(width: Int)
  case md, html, json, ndjson, csv, tsv
  /// The records word for word.
  case raw

  init(_ format: OutputFormat, width: Int) {
    switch format {
    case .text: self = .text(width: width)
    case .md: self = .md
    case .html: self = .html
    case .json: self = .json
    case .ndjson: self = .ndjson
    case .csv: self = .csv
    case .tsv: self = .tsv
    }
  }

  /// One session, cut where the other session of a fallback is to be named.
  func render(_ session: Session, _ provider: Provider, zone: ZoneRules) -> RenderedSession {
    let context = SessionJSON.Context(provider: provider.name, zone: zone)
    let row = SessionRow(session, context)
    switch self {
    case .json, .ndjson:
      var writer = JSONWriter()
      let cut = SessionJSON.write(session, context, into: &writer)
      if case .ndjson = self { writer.endLine() }
      let rest = writer.octets[(cut + SessionJSON.noFallback.utf8.count)...]
      return RenderedSession(before: Array(writer.octets[..<cut]), after: Array(rest))
    case .csv: return SessionListFormat.split(CSVRenderer.record(row.fields), lineEnd: "\r\n")
    case .tsv: return SessionListFormat.split(TSVRenderer.record(row.fields), lineEnd: "\n")
    case .text(let width):
      let line = SessionListFormat.line(row.textFields, width)
      return RenderedSession(before: Array("\(row.date)\n\(line)".utf8), after: [])
    case .md:
      let cells = [row.date] + row.textFields.map(MarkdownRenderer.escaped)
      return RenderedSession(before: Array(SessionListFormat.markdown(cells).utf8), after: [])
    case .html:
      let fields = [row.date] + row.textFields
      let cells = zip(fields, SessionListFormat.htmlColumns).map { field, column in
        HTMLRenderer.cell(
          HTMLPage.escaped(field), isHeader: column.isKey, isNumber: column.alignment == .right)
      }
      return RenderedSession(before: Array(HTMLRenderer.row(cells).utf8), after: [])
    case .raw:
      var octets: [UInt8] = []
      for record in session.records {
        octets.append(contentsOf: session.recordText[record.record.indices])
        octets.append(UInt8(ascii: "\n"))
      }
      return RenderedSession(before: octets, after: [])
    }
  }

  /// A record's last field, the fallback, stands just before its line end.
  private static func split(_ record: String, lineEnd: String) -> RenderedSession {
    RenderedSession(
      before: Array(record.utf8.dropLast(lineEnd.utf8.count)), after: Array(lineEnd.utf8))
  }

  /// What is written where a session has no partner in a fallback, and where it has one.
  var unpaired: [UInt8] {
    switch self {
    case .json, .ndjson: Array(SessionJSON.noFallback.utf8)
    default: []
    }
  }

  func paired(_ id: SessionID) -> [UInt8] {
    switch self {
    case .json, .ndjson: Array("\"\(id)\"".utf8)
    case .csv, .tsv: Array(id.description.utf8)
    case .text, .md, .html, .raw: []
    }
  }

  /// One line of the text table.
  static func line(_ fields: [String], _ width: Int) -> String {
    var line = ""
    for (field, columnWidth) in zip(fields, SessionRow.textWidths(page: width)) {
      if !line.isEmpty { line += "  " }
      line += DisplayWidth.pad(DisplayWidth.cut(field, to: columnWidth), to: columnWidth, .left)
    }
    while line.hasSuffix(" ") { line.removeLast() }
    // A page that is narrower than the columns at their least loses the last ones.
    return DisplayWidth.cut(line, to: width) + "\n"
  }

  /// The columns of a page of HTML: that of the messages is one of numbers, that of the ids the key.
  static let htmlColumns = (["date"] + SessionRow.textHeader).map { title in
    let column = Table.Column(title, title == "msgs" ? .right : .left)
    return title == "see" ? column.asKey : column
  }

  /// One row of a Markdown table.
  static func markdown(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }
}

/// Puts rendered sessions together: heads, commas, blank lines, and dates where they change.
struct SessionListPage {
  private let format: SessionListFormat
  private var isFirst = true
  private var date: [UInt8] = []

  init(_ format: SessionListFormat) { self.format = format }

  var head: [UInt8] {
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
  mutating func entry(_ octets: [UInt8]) -> [UInt8] {
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

  var tail: [UInt8] {
    switch format {
    case .json: Array("\n]\n".utf8)
    case .html: Array((HTMLRenderer.tableTail + HTMLPage.tail).utf8)
    case .text, .md, .ndjson, .csv, .tsv, .raw: []
    }
  }
}
