// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What a night reports: what has not been reported, in its own days, and what has changed.
@Suite struct NightReportTests {
  private typealias Visit = NightLogs.Visit

  /// A usual night: three providers with 24 sessions each.
  private static func usual() -> [Visit] {
    (0..<72).map { number in
      Visit(host: "mx.provider\(number % 3).example", address: number % 3 + 1)
    }
  }

  private static func write(_ day: Int, _ visits: [Visit], _ folder: Folder) throws -> String {
    try folder.write(
      NightLogs.records(day: NightLogs.day(day), visits, firstThread: 1000 + day * 100).joined(),
      to: "day\(day).log")
  }

  @Test func `a night is reported once, and what came late in its own day`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let first = try Self.write(10, Self.usual(), folder)
      #expect(try state.report([], first).output.contains("72 sessions"))
      // The next night finds nothing new.
      #expect(!(try state.report([], first)).output.contains("72 sessions"))
      // A day is missing, and the log of the first goes on.
      let third = try Self.write(12, Self.usual(), folder)
      let more = try folder.write(
        NightLogs.records(
          day: NightLogs.day(10), Array(Self.usual().prefix(4)), firstThread: 90_000
        ).joined(), to: "late.log")
      let result = try state.report([], third, more)
      #expect(
        result.output.contains("Also 4 sessions of \(NightLogs.date(10)), which arrived late."))
      #expect(result.output.contains("72 sessions"))
      #expect(result.output.contains("No log for \(NightLogs.date(11))"))
      let day = try state.report(["-d", NightLogs.date(10)])
      #expect(day.output.contains("76 sessions"))
    }
  }

  @Test func `a second run on the same day has nothing to say, whatever the first one said`() throws
  {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let today = ["--today", NightLogs.date(14), "--mail-to", "postmaster@mail.example"]
      let logs = try [Self.write(9, Self.usual(), folder), Self.write(11, Self.usual(), folder)]
      for log in logs { _ = try state.report(today, log) }
      // The nights of the 12th and the 13th have no log; one of them comes late.
      let first = try state.report(["--today", NightLogs.date(15)] + today.suffix(2), logs[1])
      #expect(first.output.contains("no log"))
      for _ in 0..<2 {
        let again = try state.report(["--today", NightLogs.date(15)] + today.suffix(2), logs[1])
        #expect(again.exitCode == 0)
        #expect(again.output.isEmpty, "\(again.output)")
      }
      let late = try Self.write(13, Self.usual(), folder)
      let text = try state.report(["--today", NightLogs.date(15)], late).output
      #expect(text.contains("72 sessions"))
      #expect(!text.contains("No log for"))
    }
  }

  @Test func `planted changes are found on the night that shows them, and nothing else`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      var told: [Int: String] = [:]
      for day in 0..<45 {
        var visits = Self.usual()
        // One provider vanishes, one ceases to encrypt for a while.
        if day >= 40 { visits.removeAll { $0.host.contains("provider2") } }
        if (30..<35).contains(day) {
          for place in visits.indices where visits[place].host.contains("provider1") {
            visits[place].isEncrypted = false
          }
        }
        let log = try Self.write(day, visits, folder)
        let result = try state.report(["--sections", "night,attention,changes"], log)
        try #require(result.exitCode == 0, "\(result.error)")
        told[day] = result.output
      }
      for day in 1..<30 {
        #expect(told[day]?.contains("new: ") == false, "day \(day): \(told[day] ?? "")")
        #expect(told[day]?.contains("in the weeks before") == false, "day \(day)")
      }
      #expect(told[30]?.contains("new: ") == true)
      #expect(told[30]?.contains("encrypted: 0 of 24") == true)
      #expect(told[31]?.contains("new: ") == false)
      #expect(told[40]?.contains("provider2.example") == true)
      #expect(told[40]?.contains("did not come") == true)
      #expect(told[41]?.contains("did not come") == false)
      #expect((35...39).contains { told[$0]?.contains("gone: ") == true })
    }
  }

  @Test func `a quiet night is silent, and a mail is a message`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      var visits = Self.usual()
      let first = try Self.write(20, visits, folder)
      try #require(try state.report(["--mail-to", "root@mail.example"], first).exitCode == 0)
      let quiet = try state.report(["--mail-to", "root@mail.example"], first)
      #expect(quiet.exitCode == 0)
      #expect(quiet.output == "")
      for place in visits.indices { visits[place].isEncrypted = false }
      let second = try Self.write(21, visits, folder)
      let mail = try state.report(["--mail-to", "root@mail.example"], second)
      let lines = mail.output.split(separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.utf8.count <= 998 && $0.utf8.allSatisfy { $0 < 0x80 } })
      #expect(mail.output.contains("\r\nTo: root@mail.example\r\n"))
      #expect(mail.output.contains("3 warnings") || mail.output.contains("3 alarms"))
      #expect(!mail.output.contains { $0 == "\n" })
    }
  }

  @Test func `findings are listed and muted`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      var visits = Self.usual()
      for place in visits.indices { visits[place].isEncrypted = false }
      try #require(try state.report([], Self.write(20, visits, folder)).exitCode == 0)
      func findings(_ arguments: String...) throws -> ProgramResult {
        try BuiltProgram.logscan.run(["findings"] + arguments + ["--state", state.path])
      }
      #expect(try findings().output.contains("plaintext-delivery"))
      let mute = try findings(
        "mute", "plaintext-delivery", "--until", "2027-01-31", "--because", "they know")
      #expect(mute.exitCode == 0, "\(mute.error)")
      let muted = try state.report(["-d", NightLogs.date(20)])
      #expect(muted.output.contains("plaintext-delivery until 2027-01-31 (they know)"))
      #expect(!muted.output.contains("mail in the clear in"))
      #expect(try findings("unmute", "plaintext-delivery").exitCode == 0)
      #expect(try findings("unmute", "plaintext-delivery").exitCode == 2)
      #expect(
        try findings("mute", "nonsense", "--until", "2027-01-31", "--because", "x").exitCode == 2)
    }
  }
}
