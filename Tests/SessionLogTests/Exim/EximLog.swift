// SPDX-License-Identifier: Apache-2.0
@testable import SessionLog

/// What a reader of Exim's logs makes of one input.
struct EximLog: SessionSink {
  private(set) var sessions: [Session] = []
  private(set) var attempts: [Session] = []
  private(set) var coverage = DialectCoverage()

  /// Reads a log, in blocks of `capacity` octets, cut at line ends.
  init(_ text: [UInt8], blockCapacity capacity: Int = LogBlock.defaultCapacity, year: Int = 2026) {
    var reader = EximReader()
    reader.begin(
      DialectInput(
        input: 0, keepsRecords: true, years: { YearAnchor(.year(year), .option) }))
    var block = LogBlock(capacity: capacity)
    var read = 0
    while read < text.count || !block.isEmpty {
      read += block.append(copying: text.span.extracting(read..<text.count))
      block.cut(atEnd: read == text.count, by: .lines)
      reader.consume(block, into: &self)
      block.advance()
    }
    reader.finish(into: &self)
    coverage = reader.coverage
  }

  init(_ lines: String...) { self.init(Array((lines.joined(separator: "\n") + "\n").utf8)) }

  mutating func take(_ session: inout Session) { sessions.append(session) }
  mutating func takeAttempt(_ attempt: borrowing Session) { attempts.append(copy attempt) }

  /// One line for each session, in order of the log: what a reader of the log would say of it.
  var summaries: [String] {
    sessions.sorted { $0.firstOrdinal < $1.firstOrdinal }.map(Self.summary)
  }

  static func summary(_ session: Session) -> String {
    var words = [session.direction == .inbound ? "in" : "out"]
    words.append(session.string(session.peerAddress))
    words.append("tls=\(session.tls.state)")
    if let method = session.tls.method { words.append("\(method)") }
    if let certificate = session.tls.certificate { words.append("cert=\(certificate)") }
    if !session.tls.version.isEmpty { words.append(session.string(session.tls.version)) }
    if session.tls.continuedInPlaintext { words.append("fell-back") }
    words.append("quit=\(session.quit)")
    words.append("end=\(session.ending)")
    for transaction in session.transactions {
      let paths = session.forwardPaths[transaction.forwardPaths]
      let transfer = transaction.transfer.map { "\($0)" } ?? "-"
      words.append(
        "<\(session.string(transaction.reversePath))>"
          + "\(paths.count { $0.accepted })/\(paths.count),\(transfer),"
          + "\(transaction.octets.map { "\($0)" } ?? "-"),\(transaction.delivered)")
    }
    for refusal in session.refusals {
      words.append("\(refusal.verb):\(refusal.code == 0 ? refusal.replyClass : refusal.code)")
    }
    if session.isAmbiguous { words.append("ambiguous") }
    return words.joined(separator: " ")
  }
}
