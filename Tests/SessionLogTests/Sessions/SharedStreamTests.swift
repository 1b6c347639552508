// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

/// `smtp --server` since April 2026: one parent, forked children, one thread id for all of them.
@Suite struct SharedStreamTests {
  private let thread = 140_716_292_652_608

  private func assemble(_ log: String) -> AssembledLog {
    AssembledLog(LogScript(log, form: .august2026, thread: thread).text)
  }

  @Test func `the parent's records form no session, but each refusal at the door is one`() {
    let log = assemble(
      """
      I smtp.cpp] listening (fd=4) on 198.51.100.26 [198.51.100.26]:smtp
      I smtp.cpp] pid == 21415 for 192.0.2.8
      I smtp.cpp] too many concurrent connections from 192.0.2.5
      I smtp.cpp] pid == 21415 status SUCCESS
      I smtp.cpp] quitting
      """)
    #expect(log.sessions.map(\.ending) == [.refused])
    #expect(log.sessions.first.map { $0.string($0.peerAddress) } == "192.0.2.5")
    #expect(log.tally.childrenStarted == 1)
    #expect(log.tally.childrenEnded == 1)
    #expect(log.tally.recordsOutsideSessions == 4)
  }

  @Test func `buffers that children flushed again add nothing`() {
    let once = LogScript(
      """
      I smtp.cpp] pid == 21415 for 192.0.2.8
      I smtp.cpp] too many concurrent connections from 192.0.2.5
      I smtp.cpp] too many concurrent connections from 192.0.2.5
      """, form: .august2026, thread: thread
    ).text
    let log = AssembledLog(once + once + once)
    #expect(log.sessions.count == 2)
    #expect(log.tally.duplicateRecords == 6)
  }

  @Test func `children one after another are told apart, and not in doubt`() {
    let log = assemble(
      """
      I Session.cpp] connect from mx1.example [192.0.2.1]
      I Session.cpp] EHLO mx1.example from [192.0.2.1]
      I Session.cpp] QUIT
      I smtp.cpp] CPU time 0.01 seconds
      I DNS.cpp] using verified DNS server dns9.quad9.net[9.9.9.9]:domain-s
      I Session.cpp] connect from mx2.example [192.0.2.2]
      I Session.cpp] EHLO mx2.example from [192.0.2.2]
      I Session.cpp] QUIT
      I smtp.cpp] CPU time 0.01 seconds
      """)
    #expect(log.sessions.map { $0.string($0.helo) } == ["mx1.example", "mx2.example"])
    #expect(log.sessions.map(\.ending) == [.quit, .quit])
    #expect(log.tally.ambiguousSessions == 0)
  }

  @Test func `children at the same time are kept apart as far as their records tell`() {
    let log = assemble(
      """
      I Session.cpp] connect from mx1.example [192.0.2.1]
      I Session.cpp] connect from mx2.example [192.0.2.2]
      I Session.cpp] EHLO mx1.example from [192.0.2.1]
      I Session.cpp] EHLO mx2.example from [192.0.2.2]
      I Session.cpp] STARTTLS version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256
      I Session.cpp] EHLO mx2.example from [192.0.2.2]
      I Session.cpp] MAIL FROM:<b@mx2.example>
      I Session.cpp] RCPT TO:<gene@ghsmtp.example>
      I Session.cpp] DATA
      I Session.cpp] message delivered, 900 octets, with id abc
      I Session.cpp] MAIL FROM:<a@mx1.example>
      I Session.cpp] QUIT
      I smtp.cpp] CPU time 0.01 seconds
      I Session.cpp] time-out from mx1.example [192.0.2.1]
      """)
    #expect(log.sessions.count == 2)
    #expect(log.sessions.map(\.isAmbiguous) == [true, true])
    #expect(log.sessions.map { $0.string($0.helo) } == ["mx1.example", "mx2.example"])
    #expect(log.sessions.map(\.messagesDelivered).reduce(0, +) == 1)
    #expect(log.sessions.map(\.quit).sorted { $0.rawValue < $1.rawValue } == [.yes, .notLogged])
    #expect(log.tally.ambiguousSessions == 2)
  }

  @Test func `a kernel thread id is never shared: a new connection is the end of the old one`() {
    let log = AssembledLog(
      LogScript(
        """
        I Session.cpp] connect from mx1.example [192.0.2.1]
        I Session.cpp] EHLO mx1.example from [192.0.2.1]
        I Session.cpp] connect from mx2.example [192.0.2.2]
        I Session.cpp] QUIT
        """, form: .august2026, thread: 4711
      ).text)
    #expect(log.sessions.map(\.ending) == [.lostIdle, .quit])
    #expect(log.sessions.map(\.isAmbiguous) == [false, false])
  }

  @Test func `processes that the stream tells apart are told apart whatever their thread ids`() {
    func stream(_ process: Int, _ address: Int, start: Int) -> [LogScript.Record] {
      LogScript(
        """
        I Session.cpp] connect from mx\(address).example [192.0.2.\(address)]
        I Session.cpp] EHLO mx\(address).example from [192.0.2.\(address)]
        I Session.cpp] MAIL FROM:<a@mx\(address).example>
        I Session.cpp] RCPT TO:<gene@ghsmtp.example>
        I Session.cpp] DATA
        I Session.cpp] message delivered, 900 octets, with id abc
        I Session.cpp] QUIT
        """, form: .august2026, thread: thread, start: start
      ).records.map {
        LogScript.Record(time: $0.time, text: "Aug 22 10:00:00 mx smtp[\(process)]: \($0.text)")
      }
    }
    let one = stream(1, 1, start: 36_000)
    let two = stream(2, 2, start: 36_000)
    let mixed = zip(one, two).map { $0.text + $1.text }.joined()
    for shards in [1, 3] {
      let log = AssembledLog(Array(mixed.utf8), shards: shards)
      #expect(log.sessions.map { $0.string($0.helo) } == ["mx1.example", "mx2.example"])
      #expect(log.sessions.map(\.messagesDelivered) == [1, 1])
      #expect(log.sessions.map(\.ending) == [.quit, .quit])
      #expect(log.tally.ambiguousSessions == 0)
    }
    let alone = one.map(\.text).joined()
    let plain = alone.replacing("Aug 22 10:00:00 mx smtp[1]: ", with: "")
    #expect(AssembledLog(alone).sessions.map(\.id) == AssembledLog(plain).sessions.map(\.id))
  }
}
