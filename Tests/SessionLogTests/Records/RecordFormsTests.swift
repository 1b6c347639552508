// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@testable import SessionLog

/// A line with a header, and what it must be read as.
struct HeaderForm: Sendable, CustomTestStringConvertible {
  var line: String
  var thread: UInt64
  var date: String
  var zone: Int16?
  var message: String

  var testDescription: String { line }

  static let all = [
    HeaderForm(
      line: "I0613 11:19:13.641806 17945 Session.cpp:167] EHLO a from [192.0.2.1]", thread: 17945,
      date: "2018-6-13", message: "EHLO a from [192.0.2.1]"),
    HeaderForm(
      line: "W0613 11:19:13.641806     7 POSIX.cpp:77] read returned zero\r", thread: 7,
      date: "2018-6-13", message: "read returned zero"),
    HeaderForm(
      line: "E20261123 11:37:46.559448 140716292652608 smtp.cpp:1292] quitting",
      thread: 140_716_292_652_608, date: "2026-11-23", message: "quitting"),
    HeaderForm(
      line: "F20240229 23:59:59.000001 18446744073709551615 a.c:1] x", thread: .max,
      date: "2024-2-29", message: "x"),
    HeaderForm(
      line: "I 2015-08-01 00:00:01.000002 -0730 4711 Session.cpp:1] QUIT", thread: 4711,
      date: "2015-8-1", zone: -450, message: "QUIT"),
    HeaderForm(
      line: "I0613 11:19:13.641806 17945 smtp.cpp:1190]", thread: 17945, date: "2018-6-13",
      message: ""),
    HeaderForm(
      line: "I0613 11:19:13.641806 17945 smtp.cpp:1190]  C: QUIT", thread: 17945,
      date: "2018-6-13", message: " C: QUIT"),
    HeaderForm(
      line: "Jun 13 11:19:13 mx smtp[12]: I0613 11:19:13.641806 17945 Session.cpp:839] QUIT",
      thread: 17945, date: "2018-6-13", message: "QUIT"),
    HeaderForm(
      line: "<22>Jun  3 11:19:13.123456 mx smtp: I0603 11:19:13.641806 17945 Session.cpp:839] QUIT",
      thread: 17945, date: "2018-6-3", message: "QUIT"),
    HeaderForm(
      line:
        "2019-01-01T00:00:00+0100 mx smtp[1]: I1231 23:59:59.999999 17945 Session.cpp:839] QUIT",
      thread: 17945, date: "2018-12-31", message: "QUIT"),
    HeaderForm(
      line: "Tue 2019-01-01 00:00:00 CET mx smtp[1]: I0101 00:00:00.1 I0101", thread: 0, date: "",
      message: ""),
    HeaderForm(
      line: "Tue 2019-01-01 00:00:00 CET mx smtp[1]: I0101 00:00:00.000000 1 Session.cpp:839] QUIT",
      thread: 1, date: "2019-1-1", message: "QUIT"),
    HeaderForm(
      line: "<22>1 2017-06-13T11:19:13.003Z mx smtp 17945 - [a b=\"x\\\"]\"] \u{feff}"
        + "I0613 11:19:13.641806 17945 Session.cpp:839] QUIT", thread: 17945, date: "2017-6-13",
      message: "QUIT"),
    HeaderForm(
      line: "1497352753.003000 mx smtp[1]: I0613 11:19:13.641806 17945 Session.cpp:839] QUIT",
      thread: 17945, date: "2017-6-13", message: "QUIT"),
    HeaderForm(
      line: "[ 7303.641806] mx smtp[1]: I0613 11:19:13.641806 17945 Session.cpp:839] QUIT",
      thread: 17945, date: "2018-6-13", message: "QUIT"),
    HeaderForm(
      line: "[ 7303.641806 <    0.000123 >] mx smtp: I0613 11:19:13.641806 1 Session.cpp:839] QUIT",
      thread: 1, date: "2018-6-13", message: "QUIT"),
    HeaderForm(
      line: "[    0.641806 <             >] mx smtp: I0613 11:19:13.641806 1 Session.cpp:839] QUIT",
      thread: 1, date: "2018-6-13", message: "QUIT"),
    HeaderForm(
      line: "<22>1 2017-06-13T11:19:13Z mx smtp 1 - - I0613 11:19:13.641806 17945 snd.cpp:9] x",
      thread: 17945, date: "2017-6-13", message: "x"),
    HeaderForm(
      line: "I1123 11:09:30.100000      42 Session.cpp:356] x", thread: 42, date: "2018-11-23",
      message: "x"),
    HeaderForm(
      line: "I20181123 11:09:30.100000                     7 Session.cpp:356] x", thread: 7,
      date: "2018-11-23", message: "x"),
    HeaderForm(
      line: "I0000 00:00:1795432170.100000   19327 Session.cpp:356] x", thread: 19327,
      date: "2026-11-23", zone: 0, message: "x"),
    HeaderForm(
      line: "I20261123 11:09:30.100000 0x16fdFF000 Session.cpp:356] x", thread: 0x1_6fdf_f000,
      date: "2026-11-23", message: "x"),
    HeaderForm(
      line: "2026-11-23T11:09:30.123456789Z stderr F I1123 11:09:30.100000 7 Session.cpp:356] x",
      thread: 7, date: "2026-11-23", message: "x"),
    HeaderForm(
      line: "Nov 23 2026 11:09:30 mx smtp[7]:I1123 11:09:30.100000 7 Session.cpp:356] x",
      thread: 7, date: "2026-11-23", message: "x"),
    HeaderForm(
      line: "Nov 23 11:09:30 hub Nov 23 11:09:30 mx smtp[7]: I1123 11:09:30.1 7 Session.cpp:356] x",
      thread: 0, date: "", message: ""),
    HeaderForm(
      line: "Nov 23 11:09:30 hub relay: Nov 23 11:09:30 mx smtp[7]: "
        + "I1123 11:09:30.100000 7 Session.cpp:356] x",
      thread: 7, date: "2018-11-23", message: "x"),
  ]
}

@Suite struct RecordFormsTests {
  @Test(arguments: HeaderForm.all)
  func `every form of header that was ever written is read`(form: HeaderForm) throws {
    let log = ScannedLog(form.line + "\n")
    guard !form.date.isEmpty else {
      #expect(log.rows.isEmpty)
      #expect(log.counts.defects == 1)
      return
    }
    let row = try #require(log.rows.first)
    #expect(row.thread == form.thread)
    #expect("\(row.date.year)-\(row.date.month)-\(row.date.day)" == form.date)
    #expect(row.zone == form.zone)
    #expect(row.text == form.message)
    #expect(String(decoding: row.record, as: UTF8.self).hasSuffix(form.message))
    #expect(log == ScannedLog(Array((form.line + "\n").utf8), with: .plain))
  }

  @Test func `microseconds are exact`() throws {
    let log = ScannedLog("I19700102 01:02:03.000456 1 Session.cpp:839] QUIT")
    #expect(log.rows.first?.time == 90_123_000_456)
  }

  @Test(arguments: Seed.several(10))
  func `every line is counted once as what it is`(seed: Seed) {
    var generator = seed.generator
    let record = "I0613 11:19:13.641806 1 Session.cpp:839] QUIT"
    let lines = [
      record, "\0\0\0" + record, "\0\0", "\0junk", "junk", "", "I1313 11:19:13.641806 1 a.cpp:1] x",
      record + String(repeating: "x", count: 900),
      "\0" + record + String(repeating: "y", count: 700),
      "Log file created at: 2018/06/13 11:28:40", "Running on machine: mx", "  S: 250 ok",
      "<22>Jun 13 11:19:13 mx other[1]: hello", "-- Reboot --",
      "Jun 13 11:19:13 mx systemd-journald[1]: Suppressed 5 messages from smtp.service",
      "E0000 00:00:00.000000 1 signalhandler.cc:1] RAW: x", " " + record, "smtp | " + record,
    ]
    let text = (0..<60).map { _ in lines[generator.number(0...(lines.count - 1))] + "\n" }.joined()
    for size in [256, 400, 100_000] {
      let counts = ScannedLog(Array(text.utf8), blockSize: size).counts
      #expect(
        counts.lines == counts.records + counts.continuations + counts.preambles
          + counts.foreign + counts.notes + counts.defects)
      #expect(counts.lines == 60)
    }
  }

  @Test(arguments: [
    ("hello\n", RecordDefect.noRecordBefore), ("I0613 11:19:13.64 x\n", .damagedHeader),
    ("I1313 11:19:13.641806 17945 Session.cpp:1] x\n", .impossibleTime),
    ("I0230 11:19:13.641806 17945 Session.cpp:1] x\n", .impossibleTime),
    ("I0613 24:19:13.641806 17945 Session.cpp:1] x\n", .impossibleTime),
    ("\0\0\0\n", .nulRun),
    ("I0613 11:19:13.641806 17945 Session.cpp] x\n", .damagedHeader),
  ])
  func `what is not a record is a defect with its place`(text: String, defect: RecordDefect) throws
  {
    let log = ScannedLog(
      "I0613 11:19:13.641806 1 Session.cpp:839] QUIT\nLog line format: x\n" + text)
    #expect(log.counts.defects == 1)
    #expect(log.defects[defect] == 1)
    let sample = try #require(log.defects.samples.first)
    #expect(sample.line == 3)
    #expect(sample.offset == 65)
    #expect(sample.text == Array(text.utf8.dropLast()))
  }

  @Test func `a record behind NUL octets is read`() {
    let log = ScannedLog("\0\0\0I0613 11:19:13.641806 1 Session.cpp:839] QUIT\n")
    #expect(log.rows.map(\.event) == [.quit])
    #expect(log.rows.first?.ordinal == 3)
    #expect(log.defects[.nulRun] == 1)
  }

  @Test func `lines of other programs in a shared stream are counted apart`() {
    let log = ScannedLog(
      """
      Jun 13 11:19:12 mx postfix/smtpd[9]: connect from unknown
      Jun 13 11:19:13 mx smtp[12]: F0613 11:19:13.641806 12 Session.cpp:1] Check failed: x
      Jun 13 11:19:13 mx sshd[99]: something
       more of it
      Jun 13 11:19:13 mx smtp[12]: *** Check failure stack trace: ***
      Jun 13 11:19:14 mx smtp[13]: I0613 11:19:14.641806 13 Session.cpp:839] QUIT

      """)
    #expect(log.rows.count == 2)
    #expect(log.counts.foreign == 3)
    #expect(log.counts.continuations == 1)
    #expect(log.counts.defects == 0)
    #expect(log.rows[0].text == "Check failed: x")
  }

  @Test func `a CR that rsyslog has escaped is none of the message`() {
    let log = ScannedLog(
      """
      Nov 23 11:46:18 mx snd[77]: I20261123 11:46:18.984591 7 snd.cpp:559]  S: 250 ok#015
      I20261123 11:46:18.984591 7 snd.cpp:559]  S: 250 ok#015

      """)
    #expect(log.rows.map(\.text) == [" S: 250 ok", " S: 250 ok#015"])
  }

  @Test func `lines that journalctl withholds are reported, those of other programs are not`() {
    let log = ScannedLog(
      """
      Nov 23 11:46:18 mx snd[77]: I20261123 11:46:18.984591 7 snd.cpp:559] C: STARTTLS
      Nov 23 11:46:18 mx snd[77]: [100B blob data]
      Nov 23 11:46:18 mx snd[78]: [1.2K blob data]
      Nov 23 11:46:18 mx sshd[9]: [29B blob data]
      Nov 23 11:46:18 mx snd[77]: [29B blob data] and more

      """)
    #expect(log.counts.records == 1)
    #expect(log.counts.defects == 2)
    #expect(log.defects[.withheld] == 2)
    #expect(log.counts.foreign == 1)
    #expect(log.counts.continuations == 1)
  }

  @Test(arguments: [
    ("Session.cpp:1", MessageOrigin.server), ("smtp.cpp:1", .server),
    ("MessageStore.cpp:1", .server),
    ("snd.cpp:10", .client), ("Send.cpp:1", .client), ("TLS-OpenSSL.cpp:1", .shared),
    ("SockBuffer.cpp:1", .shared), ("DNS-ldns.cpp:1", .shared), ("IP4.cpp:12", .shared),
    ("SPF.hpp:1", .unknown), ("x.c:1", .unknown),
  ])
  func `the source file says whose message it is`(site: String, origin: MessageOrigin) {
    let log = ScannedLog("I0613 11:19:13.641806 1 \(site)] x\nI0613 11:19:13.641806 1 \(site)] x")
    #expect(log.rows.map(\.origin) == [origin, origin])
  }
}
