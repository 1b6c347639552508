// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// What the reader makes of a log of Postfix.
struct PostfixLog {
  private(set) var sessions: [Session] = []
  private(set) var attempts = 0
  private(set) var coverage = DialectCoverage()

  init(_ text: [UInt8], blockSize: Int = LogBlock.defaultCapacity, keepsRecords: Bool = false) {
    var sink = Sink()
    var reader = PostfixReader()
    var block = LogBlock(capacity: blockSize)
    var taken = 0
    reader.begin(
      DialectInput(
        input: 0, keepsRecords: keepsRecords, years: { YearAnchor(.year(2026), .option) }))
    repeat {
      taken += block.append(copying: text.span.extracting(taken..<text.count))
      block.cut(atEnd: taken == text.count, by: .lines)
      reader.consume(block, into: &sink)
      block.advance()
    } while taken < text.count || !block.isEmpty
    reader.finish(into: &sink)
    sessions = sink.sessions.sorted { ($0.firstOrdinal, $0.id) < ($1.firstOrdinal, $1.id) }
    attempts = sink.attempts
    coverage = reader.coverage
  }

  /// A log of lines `daemon process message`, one a second; `second.` before it sets the clock.
  init(lines: String, keepsRecords: Bool = false) {
    var text = ""
    var second = 0
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2)
      second += 1
      let clock = "\(second / 60 + 10):\(String(second % 60 + 100).suffix(2))"
      let tag = words[0].contains("/") ? String(words[0]) : "postfix/\(words[0])"
      text += "Dec  1 00:\(clock) mail \(tag)[\(words[1])]: \(words[2])\n"
    }
    self.init(Array(text.utf8), keepsRecords: keepsRecords)
  }

  /// The facts of each session in a line.
  var summaries: [String] { sessions.map(Self.summary) }

  static func summary(_ session: Session) -> String {
    let tls = session.tls
    var parts = [
      "\(session.unit)", session.string(session.peerName), session.string(session.peerAddress),
      "\(tls.state)", "quit=\(session.quit)", "\(session.ending)",
    ]
    if let certificate = tls.certificate { parts.append("certificate=\(certificate)") }
    if !tls.version.isEmpty { parts.append(session.string(tls.version)) }
    if !tls.error.isEmpty { parts.append("error=\(session.string(tls.error))") }
    if !session.gaveUp.isEmpty { parts.append("gave up") }
    for transaction in session.transactions {
      let octets = transaction.octets.map { " \($0)" } ?? ""
      parts.append("<\(session.string(transaction.reversePath))> \(transaction.delivered)\(octets)")
      if let transfer = transaction.transfer { parts.append("\(transfer)") }
    }
    for path in session.forwardPaths {
      parts.append((path.accepted ? "+" : "-") + session.string(path.path))
    }
    for refusal in session.refusals { parts.append("\(refusal.verb) \(refusal.code)") }
    for offence in session.offences { parts.append("\(offence)") }
    return parts.joined(separator: "; ")
  }

  private struct Sink: SessionSink {
    var sessions: [Session] = []
    var attempts = 0

    mutating func take(_ session: inout Session) { sessions.append(session) }
    mutating func takeAttempt(_ attempt: borrowing Session) { attempts += 1 }
  }
}
