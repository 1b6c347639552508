// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

/// Log text from records written without their times and thread ids:
///
///     I Session.cpp] EHLO mx.example from [192.0.2.1]
///     +30
///     W POSIX.cpp] read returned zero
///
/// `+30` lets 30 seconds pass; otherwise a record comes 10 milliseconds after the one before.
/// `-0.5` writes the next records with earlier times. A line that does not begin so is kept as it is.
struct LogScript {
  /// One record (with its continuation lines) and its time, in microseconds of the day.
  struct Record {
    var time: Int
    var text: String
  }

  enum Form { case june2018, august2026 }

  private(set) var records: [Record] = []

  init(_ text: String, form: Form = .june2018, thread: Int = 17945, start: Int = 36_000) {
    var time = start * 1_000_000
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let first = line.first, first == "+" || first == "-", let seconds = Double(line) {
        time += Int((seconds * 1_000_000).rounded())
      } else if let (severity, rest) = Self.split(line) {
        time += 10_000
        records.append(
          Record(time: time, text: Self.head(severity, form, time) + " \(thread) \(rest)\n"))
      } else if !records.isEmpty {
        records[records.count - 1].text += line + "\n"
      }
    }
  }

  var text: String { records.map(\.text).joined() }

  /// Severity and `file:line] message` of a record's line.
  private static func split(_ line: Substring) -> (Character, String)? {
    guard let severity = line.first, "IWEF".contains(severity), line.dropFirst().first == " ",
      let bracket = line.firstIndex(of: "]")
    else { return nil }
    let file = line[line.index(line.startIndex, offsetBy: 2)..<bracket]
    guard file.hasSuffix(".cpp") || file.hasSuffix(".hpp") else { return nil }
    return (severity, "\(file):100\(line[bracket...])")
  }

  private static func head(_ severity: Character, _ form: Form, _ time: Int) -> String {
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let seconds = time / 1_000_000
    let clock =
      "\(digits(seconds / 3600, 2)):\(digits(seconds / 60 % 60, 2)):\(digits(seconds % 60, 2))"
    let date = form == .june2018 ? "0613" : "20260822"
    return "\(severity)\(date) \(clock).\(digits(time % 1_000_000, 6))"
  }

  /// What a log file of its own begins with: the process is gone when the file ends.
  static let preamble = """
    Log file created at: 2018/06/13 10:00:00
    Running on machine: mail.ghsmtp.example
    Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg

    """
}

/// A log and the facts that its sessions must have, as lines of `Session.summary`.
struct SessionCase: CustomTestStringConvertible, Sendable {
  var name: String
  var form: LogScript.Form
  var log: String
  /// One list of lines for each session; lines on other facts may stand beside them.
  var expected: [[String]]

  var testDescription: String { name }

  init(
    _ name: String, _ form: LogScript.Form = .june2018, _ log: String, gives expected: [String]...
  ) {
    self.name = name
    self.form = form
    self.log = log
    self.expected = expected
  }

  /// The sessions of the log as a file of one process.
  var assembled: AssembledLog {
    AssembledLog(LogScript.preamble + LogScript(log, form: form).text)
  }
}
