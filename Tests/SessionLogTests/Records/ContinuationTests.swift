// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

@Suite struct ContinuationTests {
  @Test func `bare lines of a reply are events of their own`() throws {
    let log = ScannedLog(
      """
      I0613 11:19:41.985496 20364 snd.cpp:475]  S: 250-mx.full.example at your service\r
      250-SIZE 157286400\r
      250 DSN\r
      I0613 11:19:41.985498 20364 snd.cpp:1241] C: STARTTLS

      """)
    #expect(log.counts.records == 2)
    #expect(log.counts.continuations == 2)
    #expect(log.rows.map(\.text).dropLast().dropFirst() == ["250-SIZE 157286400", "250 DSN"])
    #expect(Set(log.rows.prefix(3).map(\.time)).count == 1)
    #expect(log.rows.map(\.thread) == [20364, 20364, 20364, 20364])
    let more = log.rows.prefix(3).compactMap { row -> Bool? in
      guard case .replyLine(code: 250, let more, _) = row.event else { return nil }
      return more
    }
    #expect(more == [true, true, false])
  }

  @Test func `an excerpt with blanked headers and prose is read for what it means`() {
    let log = ScannedLog(
      """
      Sending from elsewhere is fine. An excerpt from my logs:

      I0613 11:26:51.962458 31610 snd.cpp:1182] C: EHLO
      I0613 11:26:52.016620 31610 snd.cpp:475]  S: at your service, […]
                                                S: 250-SIZE 157286400
                                                S: 250 SMTPUTF8
      I0613 11:26:52.016651 31610 snd.cpp:1241] C: STARTTLS

      But it is not okay. Some lines from my logs:

      I0613 11:19:13.641806 17945 Session.cpp:167] EHLO from []
      I0613 11:19:14.298413 17945 Session.cpp:839] QUIT

      """)
    #expect(log.counts.records == 5)
    #expect(log.counts.unrecognised == 0)
    #expect(log.defects[.noRecordBefore] == 1)
    #expect(log.rows.map(\.text)[2...3] == ["S: 250-SIZE 157286400", "S: 250 SMTPUTF8"])
    #expect(log.rows.last?.event == .quit)
    #expect(log.counts.continuations == 3)
    #expect(log.counts.preambles == 3)
  }

  @Test func `stack traces and statistics belong to their record`() {
    let trace = "*** Check failure stack trace: ***\n    @     0x7f  main"
    let log = ScannedLog(
      """
      F0613 11:19:13.641806 17945 Session.cpp:1] Check failed: x
      \(trace)
      I20261123 11:38:05.520746 140716292652608 smtp.cpp:1190] \n==== 192.0.2.24 ====
        current: 0
      I20261123 11:38:05.520747 140716292652608 smtp.cpp:1084] pid == 21546 status SUCCESS

      """)
    #expect(log.rows.count == 3)
    #expect(log.rows[0].text == "Check failed: x\n" + trace)
    #expect(log.rows[1].text == "\n==== 192.0.2.24 ====\n  current: 0")
    #expect(log.counts.continuations == 4)
  }

  @Test func `a record that is longer than a block keeps its beginning`() {
    let long = String(repeating: "x", count: 5000)
    let text =
      "I0613 11:19:13.641806 1 Session.cpp:1] \(long)\nmore\n\(long)\nand more\n"
      + "I0613 11:19:13.641806 1 Session.cpp:839] QUIT\n"
    for size in [256, 1000, 5100] {
      let log = ScannedLog(Array(text.utf8), blockSize: size)
      #expect(log.rows.count == 2)
      #expect(log.rows.last?.event == .quit)
      #expect(log.counts.records == 2)
      #expect(log.counts.lines == 5)
      #expect(log.defects[.overlong] == 1)
      #expect(log.counts.defects == 0)
      #expect(log.counts.impaired == 1)
    }
    #expect(ScannedLog(text).counts.impaired == 0)
  }

  @Test func `a file preamble in mid-stream begins a segment`() {
    let preamble = "Log file created at: 2018/06/13 11:28:40\nRunning on machine: mx\n"
    let record = "I0613 11:28:41.000000 1 Session.cpp:839] QUIT\n"
    let log = ScannedLog(preamble + record + preamble + record + "stray\n" + preamble)
    #expect(log.segments == [64, 174, nil])
    #expect(log.rows.map(\.source) == [.fileHeader, .fileHeader])
    #expect(log.counts.preambles == 6)
    #expect(log.counts.continuations == 1)
  }
}
