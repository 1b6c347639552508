// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import SessionLog

/// What was counted of the sessions of one day, and by what they are known if they come again.
package struct DayTally: Equatable, Sendable {
  package var tally = LogTally()
  /// Identities of the sessions, and of attempts without a connection.
  package var identities: [UInt64] = []
  /// When the sessions were, by which a part of one is known that another log begins with.
  package var spans: [SessionSpan] = []
  /// What other files hold of the sessions, by hash: the WARNING, ERROR and FATAL files, a reject log.
  package var twins: [UInt64] = []
  package var sessions = 0
  package var attempts = 0

  package init() {}

  package mutating func merge(_ other: DayTally) {
    tally.merge(other.tally)
    identities += other.identities
    spans += other.spans
    twins += other.twins
    sessions += other.sessions
    attempts += other.attempts
  }
}

/// Sessions by the day on which they began, by the log's clock.
package struct DayLedger: Sendable {
  /// Sessions whose records are kept at most: what findings point to.
  private static let transcripts = 65_536

  /// By days since 1970-01-01.
  package private(set) var days: [Int: DayTally] = [:]
  /// Records of sessions that a finding may point to, word for word.
  package private(set) var records: [SessionID: [UInt8]] = [:]

  package init() {}

  /// Counts a session whose times are those of the log's clock. `span` is when it was, by the clock of the run.
  package mutating func add(
    _ session: Session, span: SessionSpan?, in directory: inout ProviderDirectory
  ) {
    let day = session.start.day
    let isEvidence = days[day, default: DayTally()].add(session, in: &directory)
    if let span { days[day]?.spans.append(span) }
    if isEvidence, records.count < Self.transcripts {
      records[session.id] = session.recordLines
    }
  }

  /// Counts an attempt that reached no server.
  package mutating func add(attempt: Session) {
    days[attempt.start.day, default: DayTally()].attempts += 1
    days[attempt.start.day]?.identities.append(attempt.id.value)
  }

  package mutating func merge(_ other: DayLedger) {
    for (day, tally) in other.days { days[day, default: DayTally()].merge(tally) }
    records.merge(other.records) { first, _ in first }
  }
}

extension DayTally {
  /// Counts a session; whether a finding may point to it.
  fileprivate mutating func add(
    _ session: Session, in directory: inout ProviderDirectory
  ) -> Bool {
    sessions += 1
    identities.append(session.id.value)
    twins += session.twinKeys
    return tally.add(session, in: &directory) || !session.refusals.isEmpty
  }
}

extension LogTimestamp {
  /// The day, in days since 1970-01-01.
  package var day: Int { date.days }
}
