// SPDX-License-Identifier: Apache-2.0
import MailTypes
package import SessionLog

/// What was counted of the sessions of one day, and by what they are known if they come again.
package struct DayTally: Equatable, Sendable {
  package var tally = LogTally()
  /// Identities of the sessions, and of attempts without a connection.
  package var identities: [UInt64] = []
  /// Identities of halves that are part of other sessions now: how the log was cut, and nothing that counts.
  package var halves: [UInt64] = []
  /// What the files of higher severity hold of the sessions, by hash.
  package var twins: [UInt64] = []
  package var sessions = 0
  package var attempts = 0

  package init() {}

  package mutating func merge(_ other: DayTally) {
    tally.merge(other.tally)
    identities += other.identities
    halves += other.halves
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

  package mutating func add(_ session: Session, in directory: inout ProviderDirectory) {
    let isEvidence = days[session.start.day, default: DayTally()].add(session, in: &directory)
    if isEvidence, records.count < Self.transcripts {
      records[session.id] = Self.records(of: session)
    }
  }

  /// Counts an attempt that reached no server.
  package mutating func add(attempt: Session) {
    days[attempt.start.day, default: DayTally()].attempts += 1
    days[attempt.start.day]?.identities.append(attempt.id.value)
  }

  /// Remembers a half that is part of another session.
  package mutating func add(half: SessionMark) {
    days[half.start.day, default: DayTally()].halves.append(half.id.value)
  }

  package mutating func merge(_ other: DayLedger) {
    for (day, tally) in other.days { days[day, default: DayTally()].merge(tally) }
    records.merge(other.records) { first, _ in first }
  }

  private static func records(of session: Session) -> [UInt8] {
    var lines: [UInt8] = []
    for record in session.records {
      lines += session.recordText[record.record.indices]
      if lines.last != UInt8(ascii: "\n") { lines.append(UInt8(ascii: "\n")) }
    }
    return lines
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
