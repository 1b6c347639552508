// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import ProviderFindings
package import SessionLog

/// One session as it will be printed, cut where the other session of a plaintext fallback is to be
/// named: that is known only when all input was read.
package typealias RenderedSession = (before: [UInt8], after: [UInt8])

/// How a list of sessions is written: each session on its own, before its neighbours are known.
package enum SessionListFormat: Sendable {
  case text(width: Int)
  case md, html, json, ndjson, csv, tsv
  /// The records word for word.
  case raw

  /// One session, cut where the other session of a fallback is to be named.
  package func render(_ session: Session, _ provider: Provider, zone: ZoneRules) -> RenderedSession
  {
    let context = SessionJSON.Context(provider: provider.name, zone: zone)
    let row = SessionRow(session, context)
    switch self {
    case .json, .ndjson:
      var writer = JSONWriter()
      let cut = SessionJSON.write(session, context, into: &writer)
      if case .ndjson = self { writer.endLine() }
      let rest = writer.octets[(cut + SessionJSON.noFallback.utf8.count)...]
      return (before: Array(writer.octets[..<cut]), after: Array(rest))
    case .csv: return SessionListFormat.split(CSVRenderer.record(row.fields), lineEnd: "\r\n")
    case .tsv: return SessionListFormat.split(TSVRenderer.record(row.fields), lineEnd: "\n")
    case .text(let width):
      let line = SessionListFormat.line(row.textFields, width)
      return (before: Array("\(row.date)\n\(line)".utf8), after: [])
    case .md:
      let cells = [row.date] + row.textFields.map(MarkdownRenderer.escaped)
      return (before: Array(SessionListFormat.markdown(cells).utf8), after: [])
    case .html:
      let fields = [row.date] + row.textFields
      let cells = zip(fields, SessionListFormat.htmlColumns).map { field, column in
        HTMLRenderer.cell(
          HTMLPage.escaped(field), isHeader: column.isKey, isNumber: column.alignment == .right)
      }
      return (before: Array(HTMLRenderer.row(cells).utf8), after: [])
    case .raw:
      var octets: [UInt8] = []
      for record in session.records {
        octets.append(contentsOf: session.recordText[record.record.indices])
        octets.append(UInt8(ascii: "\n"))
      }
      return (before: octets, after: [])
    }
  }

  /// A record's last field, the fallback, stands just before its line end.
  private static func split(_ record: String, lineEnd: String) -> RenderedSession {
    (before: Array(record.utf8.dropLast(lineEnd.utf8.count)), after: Array(lineEnd.utf8))
  }

  /// What is written where a session has no partner in a fallback, and where it has one.
  package var unpaired: [UInt8] {
    switch self {
    case .json, .ndjson: Array(SessionJSON.noFallback.utf8)
    default: []
    }
  }

  package func paired(_ id: SessionID) -> [UInt8] {
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
