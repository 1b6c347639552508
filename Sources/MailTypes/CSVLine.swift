// SPDX-License-Identifier: Apache-2.0

/// One line of a table that people edit: CSV (RFC 4180 section 2), without line ends inside quotes.
///
/// Lines end as any editor ends them, and the byte order mark that spreadsheets write before the
/// first one is not a part of it. Empty lines and lines that begin with `#` are left out.
package struct CSVLine: Equatable, Sendable {
  /// Place in the file, from 1.
  package let number: Int
  /// Nil where a quote is not closed.
  package let fields: [String]?

  /// The lines of a whole file.
  package static func lines(of text: String) -> [CSVLine] {
    let mark = text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
    return String(text.unicodeScalars.dropFirst(mark))
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
      .filter { _, line in line.first != "#" && !line.allSatisfy { $0 == " " } }
      .map { index, line in CSVLine(number: index + 1, fields: fields(line)) }
  }

  private static func fields(_ line: Substring) -> [String]? {
    var fields: [String] = []
    var field = ""
    var quoted = false
    var characters = line.makeIterator()
    var pending = characters.next()
    while let character = pending {
      pending = characters.next()
      if quoted {
        if character != "\"" {
          field.append(character)
        } else if pending == "\"" {
          field.append("\"")
          pending = characters.next()
        } else {
          quoted = false
        }
      } else if character == "\"", field.isEmpty {
        quoted = true
      } else if character == "," {
        fields.append(field)
        field = ""
      } else {
        field.append(character)
      }
    }
    fields.append(field)
    return quoted ? nil : fields
  }
}
