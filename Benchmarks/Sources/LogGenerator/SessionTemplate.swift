// SPDX-License-Identifier: Apache-2.0

/// A session as `Sessions.txt` says it: records with gaps for what differs between sessions.
struct SessionTemplate {
  var year: Int
  var name: String
  /// How often the session occurs, relative to the others of its year.
  var weight: Double
  /// The session with which the same peer comes back.
  var next: String?
  var records: [Record] = []

  struct Record {
    /// Microseconds since the record before.
    var delay: Int
    /// `I`, `W`, `E` or `F`.
    var severity: UInt8
    /// Source file and line with the bracket and the blank behind: `Session.cpp:839] `.
    var source: [UInt8]
    /// The message with its continuation lines and the final line end.
    var pieces: [Piece]
  }

  enum Piece {
    case text([UInt8])
    case value(Value)
  }

  /// What is filled in.
  enum Value: String, CaseIterable {
    case host, ip, domain, user, octets, size, id, stamp, cpu
  }

  /// Reads the whole of `Sessions.txt`; nil with the line that makes no sense printed.
  static func all(in text: String) -> [SessionTemplate]? {
    var templates: [SessionTemplate] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
      if words[0] == "session" {
        let head = line.split(separator: " ")
        guard head.count >= 4, let year = Int(head[1]), let weight = Double(head[3]) else {
          print("cannot read: \(line)")
          return nil
        }
        let next = head.count == 6 ? String(head[5]) : nil
        templates.append(
          SessionTemplate(year: year, name: String(head[2]), weight: weight, next: next))
      } else if line.hasPrefix("> "), let last = templates.indices.last {
        let row = templates[last].records.count - 1
        templates[last].records[row].pieces += pieces(of: line.dropFirst(2) + "\n")
      } else if words.count >= 3, let delay = Int(words[0]), let severity = words[1].utf8.first,
        let last = templates.indices.last
      {
        let text = words.count == 4 ? String(words[3]) + "\n" : "\n"
        templates[last].records.append(
          Record(
            delay: delay, severity: severity, source: Array((words[2] + "] ").utf8),
            pieces: pieces(of: text)))
      } else {
        print("cannot read: \(line)")
        return nil
      }
    }
    return templates
  }

  private static func pieces(of text: some StringProtocol) -> [Piece] {
    var pieces: [Piece] = []
    var plain: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let octet = rest.first {
      let value = Value.allCases.first { rest.starts(with: "{\($0.rawValue)}".utf8) }
      if let value {
        if !plain.isEmpty { pieces.append(.text(plain)) }
        plain = []
        pieces.append(.value(value))
        rest = rest.dropFirst(value.rawValue.utf8.count + 2)
      } else if rest.starts(with: "\\r".utf8) {
        plain.append(UInt8(ascii: "\r"))
        rest = rest.dropFirst(2)
      } else {
        plain.append(octet)
        rest = rest.dropFirst()
      }
    }
    if !plain.isEmpty { pieces.append(.text(plain)) }
    return pieces
  }
}
