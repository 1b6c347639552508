// SPDX-License-Identifier: Apache-2.0
import MailTypes
import MIME
import MailStores
import Reports

/// Counts messages, and writes a line for each if a report is asked for.
struct ConversionRecorder: ConversionObserver {
  private(set) var tally = ConversionTally()
  /// Messages whose recipe does not fit, or whose new form did not lead back, each with its file and what was wrong.
  private(set) var mismatches: [String] = []
  /// Mismatches beyond those kept.
  private(set) var omittedMismatches = 0
  /// Where the lines go.
  private let report: ConversionRows?
  private var rows = RowBatch()
  private var json = JSONWriter()
  /// The file that the next messages are in.
  var path = ""

  /// The formats of lines.
  enum RowFormat { case json, csv }

  /// Octets of lines in memory, after which they go to the spool.
  private static let portion = 64 << 10

  init(_ report: ConversionRows?) { self.report = report }

  mutating func note(_ message: MessageResult) {
    tally.note(message)
    if message.outcome == .unfit || message.outcome == .fault { noteMismatch(message) }
    guard let report else { return }
    switch report.format {
    case .json: addJSON(message)
    case .csv: addCSV(message)
    }
    if rows.tail.count > Self.portion { report.spool(&rows) }
  }

  /// Mismatches kept at most: each of them is reported, and a store may be full of them.
  static let mismatchLimit = 1_000

  private mutating func noteMismatch(_ message: MessageResult) {
    guard mismatches.count < Self.mismatchLimit else { return omittedMismatches += 1 }
    mismatches.append(
      "\(path): message \(message.number): \(message.outcome == .unfit ? "its recipe does not fit" : "verification failed")"
        + ": \(message.detail ?? message.reason ?? "")")
  }

  mutating func note(_ file: FileOutcome, octets: Int) { tally.note(file, octets: octets) }

  /// Hands over the lines since the last call.
  mutating func takeRows() -> RowBatch {
    defer { rows = RowBatch() }
    return rows
  }

  private mutating func addJSON(_ message: MessageResult) {
    json.removeAll()
    json.object { json in
      json.member("file", path)
      json.member("message", message.number)
      json.member("offset", message.offset)
      json.member("outcome", message.outcome.rawValue)
      json.member("reason", message.reason)
      json.member("detail", message.detail)
      json.member("octetsBefore", message.before)
      json.member("octetsAfter", message.after)
      json.member("partsConverted", message.convertedParts)
      json.object("partsRefused") { json in
        for (reason, count) in message.refusedParts { json.member(reason.rawValue, count) }
      }
      json.member("breaksSignature", message.breaksSignature)
    }
    rows.tail += ConversionRows.separator
    rows.tail += json.octets
  }

  static let columns = [
    "file", "message", "offset", "outcome", "reason", "detail", "octetsBefore", "octetsAfter",
    "partsConverted", "partsRefused", "breaksSignature",
  ]

  private mutating func addCSV(_ message: MessageResult) {
    let refused = message.refusedParts.map { "\($0.reason.rawValue):\($0.count)" }
    rows.tail += Array(
      CSVRenderer.record([
        path, "\(message.number)", "\(message.offset)", message.outcome.rawValue,
        message.reason ?? "", message.detail ?? "", "\(message.before)", "\(message.after)",
        "\(message.convertedParts)", refused.joined(separator: " "), "\(message.breaksSignature)",
      ]).utf8)
  }
}
