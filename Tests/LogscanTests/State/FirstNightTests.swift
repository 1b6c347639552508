// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The first report from a state, over logs of several days: nothing of it is known before.
@Suite struct FirstNightTests {
  private func alarms(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.hasPrefix(" !!") }
  }

  @Test func `the first report names all alarms as new, whichever of its days they are of`() throws
  {
    try withTemporaryFolder { folder in
      let logs = ["-q", "--utc", "--year", "2018", "-f", "text", Repository.sample("logs")]
      let plain = try BuiltProgram.logscan.run(["report"] + logs).output
      let first = try BuiltProgram.logscan.run(["report", "--state", folder.path("state")] + logs)
        .output
      #expect(alarms(plain).count == 4)
      #expect(alarms(first).count == 4)
      #expect(alarms(first).allSatisfy { $0.contains("new:") }, "\(alarms(first))")
    }
  }

  @Test func `an alarm that goes on is not cut off behind news of less weight`() throws {
    try withTemporaryFolder { folder in
      // A report that knows the alarms and nothing else.
      let logs = ["-q", "--utc", "--year", "2018", Repository.sample("logs")]
      let before = folder.path("last.json")
      _ = try BuiltProgram.logscan.run([
        "report", "-o", before, "-q", "--utc", Repository.sample("logs/inbound-2018.log"),
      ])
      let text = try BuiltProgram.logscan.run(["report", "--compare", before, "--top", "5"] + logs)
        .output
      #expect(alarms(text).count == 4)
    }
  }

  @Test func `the page of a state says since when its findings are there`() throws {
    try withTemporaryFolder { folder in
      let state = folder.path("state")
      // The second of three providers ceases to encrypt on the ninth of ten nights.
      for day in 0..<10 where day != 5 {
        let visits = (0..<72).map { number in
          NightLogs.Visit(
            host: "mx.provider\(number % 3).example", address: number % 3 + 1,
            isEncrypted: number % 3 != 1 || day < 8)
        }
        let log = try folder.write(
          NightLogs.records(day: NightLogs.day(day), visits, firstThread: 1000 + day * 100)
            .joined(), to: "\(day).log")
        _ = try BuiltProgram.logscan.run(["report", "-q", "--state", state, "--utc", log])
      }
      func page(_ day: Int) throws -> String {
        try BuiltProgram.logscan.run(
          ["report", "-q", "--state", state, "--utc", "-d", NightLogs.date(day), "-f", "html"]
        ).output
      }
      let ninth = try page(8)
      #expect(ninth.contains("<b>new last night</b>"))
      #expect(ninth.contains("<span>no log</span><b>1</b>"))
      #expect(ninth.contains("<span>new warning</span><b>1</b>"))
      #expect(ninth.contains("worse</span>"), "the share of encrypted sessions has fallen")
      // Transcripts are made of the records that the state keeps.
      #expect(ninth.contains("<td>C</td><td>EHLO mx.provider1.example"))
      #expect(ninth.contains("from mx.provider1.example, plaintext, ended: "))
      let tenth = try page(9)
      #expect(tenth.contains("<span>since 9 Jan</span><small> 2 nights</small>"))
      #expect(!tenth.contains("new last night</b>"))
    }
  }
}
