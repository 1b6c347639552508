// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

@Suite struct DuplicateFilterTests {
  private func session(
    _ id: UInt64, hasInfo: Bool = true, warning: UInt64 = 0, error: UInt64 = 0,
    ending: SessionEnd = .quit, records: UInt32 = 5
  ) -> Session {
    var session = Session()
    session.id = SessionID(id)
    session.hasInfo = hasInfo
    session.warningKey = warning
    session.errorKey = error
    session.ending = ending
    session.recordCount = records
    return session
  }

  /// What the filter says of each session, and which come back at the end (by number of records).
  private func judge(
    _ sessions: [Session], limit: Int = 100
  ) -> (verdicts: [DuplicateFilter.Verdict], late: [UInt32], duplicates: Int) {
    var filter = DuplicateFilter(limit: limit)
    var verdicts: [DuplicateFilter.Verdict] = []
    for var session in sessions { verdicts.append(filter.judge(&session)) }
    var sink = CollectingSink()
    filter.finish(into: &sink)
    return (verdicts, sink.sessions.map(\.recordCount), filter.duplicates)
  }

  @Test func `a session seen twice counts once`() {
    let result = judge([session(1), session(2), session(1)])
    #expect(result.verdicts == [.new, .new, .duplicate])
    #expect(result.duplicates == 1)
  }

  @Test func `what a WARNING file holds of a session is not a session of its own`() {
    let full = session(1, warning: 77, error: 55)
    let warnings = session(9, hasInfo: false, warning: 77, error: 55, records: 2)
    let errors = session(8, hasInfo: false, warning: 55, error: 55, records: 1)
    #expect(judge([full, warnings, errors]).verdicts == [.new, .duplicate, .duplicate])
    let late = judge([warnings, errors, full])
    #expect(late.verdicts == [.wait, .duplicate, .new])
    #expect(late.late == [])
    #expect(late.duplicates == 2)
  }

  @Test func `a session without INFO records has twins too, and is not its own`() {
    let full = session(1, hasInfo: false, warning: 77, error: 55, records: 2)
    let errors = session(8, hasInfo: false, warning: 55, error: 55, records: 1)
    let result = judge([full, full, errors])
    #expect(result.verdicts == [.wait, .duplicate, .duplicate])
    #expect(result.late == [2])
    #expect(judge([errors, full]).late == [2])
  }

  @Test func `a session of warnings alone counts when nobody has the same ones`() {
    let result = judge([
      session(9, hasInfo: false, warning: 77, records: 2), session(1, warning: 5),
    ])
    #expect(result.verdicts == [.wait, .new])
    #expect(result.late == [2])
  }

  @Test func `of a log that was copied while it grew the longest version counts`() {
    let open = session(1, ending: .stillOpen, records: 3)
    #expect(judge([open, session(1, records: 8)]).late == [8])
    #expect(judge([open, session(1, records: 8)]).duplicates == 1)
    #expect(judge([open, open]).late == [3])
    #expect(judge([session(1, records: 8), open]).verdicts == [.new, .duplicate])
  }

  @Test func `no more sessions wait than the limit allows`() {
    let sessions = (1...3 as ClosedRange<UInt64>).map { session($0, hasInfo: false, warning: $0) }
    #expect(judge(sessions, limit: 2).verdicts == [.wait, .wait, .new])
  }
}
