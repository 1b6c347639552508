// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

/// What a log comes to: the findings that accuse somebody, and the sums that no damage may raise. The
/// whole way from octets to findings, for the log of any server.
struct LogReading {
  /// An alarm or a warning about somebody.
  struct Accusation: Hashable {
    var rule: String
    var provider: String
    var direction: Session.Direction
  }

  private(set) var accusations: Set<Accusation> = []
  private(set) var messages = 0
  private(set) var octets: UInt64 = 0
  private(set) var inDoubt = 0
  private(set) var coverage = DialectCoverage()

  init(_ log: [UInt8], dialect: Dialect) {
    var reader = dialect.makeReader()
    var sink = Collector()
    Self.read(log, with: &reader, into: &sink)
    sink.finish()
    coverage = reader.coverage
    var directory = ProviderDirectory()
    var tally = LogTally()
    for session in sink.sessions {
      messages += session.messagesDelivered
      octets += session.octetsDelivered ?? 0
      if !session.doubt.isEmpty { inDoubt += 1 }
      tally.add(session, in: &directory)
    }
    let input = FindingInput(tally, fallbackWindow: Summary.defaultFallbackWindow)
    for finding in FindingCatalogue.findings(for: input) where finding.severity < .notice {
      accusations.insert(
        Accusation(
          rule: finding.rule, provider: finding.provider.key, direction: finding.direction))
    }
  }

  /// What of the log could not be used, in lines, records or sessions.
  var missing: UInt64 {
    let counts = coverage.counts
    return counts.defects + counts.impaired + counts.unrecognised + counts.notes + UInt64(inDoubt)
  }

  /// Whether this log's coverage says of more than that of `other` that it is missing, or there twice.
  func admitsMore(than other: LogReading) -> Bool {
    missing > other.missing || coverage.duplicateRecords > other.coverage.duplicateRecords
  }

  /// Nothing in the log is damaged, as far as it can be seen.
  var isWhole: Bool { coverage.counts.defects == 0 && inDoubt == 0 }

  private static func read(
    _ log: [UInt8], with reader: inout some DialectReader & ~Copyable, into sink: inout Collector
  ) {
    var block = LogBlock()
    var taken = 0
    reader.begin(DialectInput(input: 0, years: { YearAnchor(.year(2018), .option) }))
    repeat {
      taken += block.append(copying: log.span.extracting(taken..<log.count))
      block.cut(atEnd: taken == log.count, by: .ghsmtpRecords)
      reader.consume(block, into: &sink)
      block.advance()
    } while taken < log.count || !block.isEmpty
    reader.finish(into: &sink)
  }

  private struct Collector: SessionSink {
    private(set) var sessions: [Session] = []
    private var filter = DuplicateFilter(hasSeveralInputs: false)

    mutating func take(_ session: inout Session) {
      if filter.judge(&session) == .new { sessions.append(session) }
    }

    mutating func finish() {
      var late = Late()
      filter.finish(into: &late)
      sessions += late.sessions
    }
  }

  private struct Late: SessionSink {
    private(set) var sessions: [Session] = []

    mutating func take(_ session: inout Session) { sessions.append(session) }
  }
}
