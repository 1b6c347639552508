// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

/// Sessions by day, month and year.
@Suite struct PeriodTallyTests {
  private func tally(
    _ sessions: [Session], by length: PeriodTally.Length, limit: Int = PeriodTally.limit
  ) -> PeriodTally {
    var tally = PeriodTally(by: length, limit: limit)
    for session in sessions { tally.add(session) }
    return tally
  }

  @Test(arguments: [
    (PeriodTally.Length.day, [-1, 0, 58, 59, 364, 365]),
    (.month, [-31, 0, 31, 59, 334, 365]), (.year, [-365, 0, 365]),
  ])
  func `a period begins on its first day`(length: PeriodTally.Length, starts: [Int]) {
    // 31 December 1969 to 1 January 1971, at the first and the last second of each day.
    let days: [Int64] = [-1, 0, 58, 59, 364, 365]
    let sessions = days.flatMap { day in
      [day * 86_400, day * 86_400 + 86_399].map { Session(.inbound, at: $0) }
    }
    let rows = tally(sessions, by: length).rows
    #expect(rows.compactMap { $0.start?.days } == starts)
    #expect(rows.reduce(0) { $0 + $1.inbound.sessions } == sessions.count)
  }

  @Test(arguments: Seed.several(10))
  func `the order of sessions and the parts of a log change nothing`(seed: Seed) {
    var generator = seed.generator
    let sessions = (1...400).map { generator.session(id: $0, hosts: 6) }
    for limit in [2, 3, PeriodTally.limit] {
      let whole = tally(sessions, by: .day, limit: limit)
      #expect(whole.rows.count == min(limit + 1, 5))
      #expect(tally(sessions.shuffled(using: &generator), by: .day, limit: limit) == whole)
      let cut = generator.number(0...400)
      var parts = tally(Array(sessions[..<cut]), by: .day, limit: limit)
      parts.merge(tally(Array(sessions[cut...]), by: .day, limit: limit))
      #expect(parts == whole)
      let total = FindingInput(sessions).inboundTotal
      #expect(whole.rows.reduce(0) { $0 + $1.inbound.messages } == total.messages)
      #expect(whole.rows.reduce(0) { $0 + $1.inbound.tls.encrypted } == total.tls.encrypted)
    }
  }
}
