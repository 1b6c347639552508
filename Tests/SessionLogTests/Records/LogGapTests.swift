// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

/// A log and the one gap in it.
private struct GapCase: CustomTestStringConvertible, Sendable {
  var lines: [String]
  var gap: LogGap

  var testDescription: String { lines.joined(separator: " / ") }

  private static let one = "I0613 11:19:13.641806 1 Session.cpp:472] EHLO a from [192.0.2.1]"
  private static let two = "I0613 11:19:13.651806 1 Session.cpp:839] QUIT"
  private static let prefix = "Jun 13 11:19:13 mx smtp[1]: "
  private static let process: UInt32 = {
    let octets = Array(prefix.utf8)
    return StreamPrefix.read(octets.span, 0..<octets.count)?.identity(in: octets.span) ?? 0
  }()

  static let all = [
    GapCase(
      lines: [prefix + one, prefix + "[118B blob data]", prefix + two],
      gap: LogGap(before: 1, .unreadable(.withheld), process: process)),
    GapCase(lines: [one, "\0\0\0\0\0\0", two], gap: LogGap(before: 1, .unreadable(.nulRun))),
    GapCase(
      lines: [one, "I0613 11:19:1", two], gap: LogGap(before: 1, .unreadable(.damagedHeader))),
    GapCase(
      lines: [
        prefix + one, "Jun 13 11:19:13 mx systemd-journald[9]: Suppressed 5 messages from a",
      ],
      gap: LogGap(before: 1, .suppressed, lines: 5)),
    GapCase(
      lines: [
        prefix + one,
        "Jun 13 11:19:13 mx rsyslogd: imuxsock[pid: 7, name: smtp] from <mail:smtp>: "
          + "begin to drop messages due to rate-limiting",
      ], gap: LogGap(before: 1, .suppressed, lines: 0)),
    GapCase(
      lines: [
        prefix + one,
        "Jun 13 11:19:13 mx rsyslogd: imjournal: 132 messages lost due to rate-limiting",
      ], gap: LogGap(before: 1, .suppressed, lines: 132)),
    GapCase(
      lines: [
        prefix + one,
        "Jun 13 11:19:13 mx rsyslogd: imuxsock lost 13 messages from pid 7 due to "
          + "rate-limiting",
      ], gap: LogGap(before: 1, .suppressed, lines: 13)),
    GapCase(lines: [one, "-- Reboot --"], gap: LogGap(before: 1, .restarted, lines: 0)),
    GapCase(
      lines: [one, "*** SIGSEGV (@0x0) received by PID 19327 (TID 0x7f) from PID 0 ***"],
      gap: LogGap(before: 1, .crashed, thread: 19327, lines: 0)),
    GapCase(
      lines: [one + "I0613 11:19:13.641807 42 Session.cpp:1] QUIT", two],
      gap: LogGap(before: 1, .mixed, thread: 42)),
    GapCase(
      lines: [one, " I0613 11:19:13.641807 42 Session.cpp:1] QUIT", two],
      gap: LogGap(before: 1, .mixed, thread: 42)),
  ]
}

@Suite struct LogGapTests {
  @Test(arguments: GapCase.all)
  fileprivate func `a place where the log is not whole is known`(row: GapCase) {
    let text = Array(row.lines.map { $0 + "\n" }.joined().utf8)
    let log = ScannedLog(text)
    #expect(log.gaps == [row.gap])
    #expect(log == ScannedLog(text, with: .plain))
    let isInside = row.gap.cause == .mixed
    #expect(log.counts.recordsInside == (isInside ? 1 : 0))
    #expect(log.defects[.recordInside] == (isInside ? 1 : 0))
    let isSuppressed = row.gap.cause == .suppressed
    #expect(log.counts.suppressions == (isSuppressed ? 1 : 0))
  }

  @Test(arguments: [
    "-- Boot 1a2b --", "-- Reboot --", "-- Journal begins at Mon 2026-11-02 00:00:00 UTC, ends --",
    "-- Logs begin at Mon 2026-11-02 00:00:00 UTC, end at Mon 2026-11-23 12:00:00 UTC. --",
    "-- No entries --", "-- cursor: s=1a2b", "E0000 00:00:00.000000 7 signalhandler.cc:1] RAW: x",
    "Jun 13 11:19:13 mx last message repeated 3 times",
    "Jun 13 11:19:13 mx smtp[1]: message repeated 2 times: [ odd]",
  ])
  func `notes about the log are not part of a record`(note: String) {
    let record = "Jun 13 11:19:13 mx smtp[1]: I0613 11:19:13.641806 1 Session.cpp:839] QUIT\n"
    for text in [record + note + "\n" + record, note + "\n" + record, record + note] {
      let log = ScannedLog(text)
      let isRepeat = note.contains("repeated")
      #expect(log.counts.notes == 1 || isRepeat && log.counts.foreign == 1)
      #expect(log.counts.continuations + log.counts.defects == 0)
      #expect(log.rows.allSatisfy { $0.text == "QUIT" })
    }
  }
}
