// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The memory of the nightly job: committed last, and nobody else's.
@Suite struct StateTests {
  private typealias Visit = NightLogs.Visit

  private static func visits(_ count: Int, _ seed: Int = 0) -> [Visit] {
    (0..<count).map { number in
      Visit(
        host: "mx\(number % 3).provider\((number + seed) % 5).example", address: number % 200 + 1,
        isEncrypted: number % 4 != 3, quits: number % 7 != 6)
    }
  }

  /// The records of three days, of 30 sessions each.
  private static let days = (0..<3).map { day in
    NightLogs.records(day: NightLogs.day(40 + day), visits(30, day), firstThread: 1000 * (day + 1))
  }

  private static func whole(_ folder: Folder) throws -> String {
    let state = TestedState(folder: folder)
    try folder.write(days.joined().joined(), to: "whole.log")
    let result = try state.report([], folder.path("whole.log"))
    try #require(result.exitCode == 0, "\(result.error)")
    return try state.export()
  }

  @Test func `files that were read are not read again`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let log = try folder.write(Self.days[0].joined(), to: "a.log")
      try #require(try state.report([], log).exitCode == 0)
      let again = try state.report(["-d", NightLogs.date(40)], log)
      #expect(again.exitCode == 0, "\(again.error)")
      #expect(again.output.contains("1 file had been read before and did not change."))
      #expect(again.output.contains("30 sessions, 30 messages"))
    }
  }

  @Test func `a day is reported without its log as it was with it`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let log = try folder.write(Self.days.joined().joined(), to: "a.log")
      try #require(try state.report([], log).exitCode == 0)
      let day = NightLogs.date(41)
      let sections = ["--sections", "shares,providers,tls,endings,hours", "-n", "0"]
      let kept = try state.report(["-d", day] + sections)
      let fresh = try BuiltProgram.logscan.run(
        ["report", "--utc", "-q", "-d", day, log] + sections)
      #expect(kept.exitCode == 0, "\(kept.error)")
      #expect(kept.output == fresh.output)
    }
  }

  @Test(arguments: ["day", "month", "year"])
  func `the periods of a state are those of its logs`(length: String) throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let log = try folder.write(Self.days.joined().joined(), to: "a.log")
      try #require(try state.report([], log).exitCode == 0)
      let options = ["--by", length, "--sections", "periods", "-n", "0"]
      let kept = try state.report(["-S", "2026-01-01"] + options)
      let fresh = try BuiltProgram.logscan.run(["report", "--utc", "-q", log] + options)
      #expect(kept.exitCode == 0, "\(kept.error)")
      #expect(kept.output == fresh.output)
    }
  }

  @Test func `what was not written is reported by the next run`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let first = try folder.write(Self.days[0].joined(), to: "a.log")
      try #require(try state.report([], first).exitCode == 0)
      let before = try state.export()
      let second = try folder.write(Self.days[1].joined(), to: "b.log")
      for script in [
        "$LOGSCAN report --utc -q --state '\(state.path)' '\(second)' > /dev/full",
        "$LOGSCAN report --utc -q --state '\(state.path)' '\(second)' | true",
        "$LOGSCAN report --utc -q --state '\(state.path)' -o /nowhere/x.txt '\(second)'",
      ] {
        let result = try BuiltProgram.shell(script)
        #expect(result.exitCode != 0)
        #expect(try state.export() == before, "\(script)")
      }
      let result = try state.report([], second)
      #expect(result.exitCode == 0)
      #expect(result.output.contains("logscan  \(NightLogs.date(41))"))
      #expect(try state.report([], second).output.contains("logscan  2026") == false)
    }
  }

  @Test(arguments: Seed.several(4))
  func `a run that is killed leaves the state as it was`(seed: Seed) throws {
    var generator = seed.generator
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let first = try folder.write(Self.days[0].joined(), to: "a.log")
      try #require(try state.report([], first).exitCode == 0)
      let before = try state.export()
      let second = try folder.write((Self.days[1] + Self.days[2]).joined(), to: "b.log")
      let delay = Double(generator.number(0...400)) / 1000
      _ = try BuiltProgram.shell(
        "timeout -s KILL \(delay + 0.001) $LOGSCAN report --utc -q --state '\(state.path)' '\(second)'"
      )
      let after = try state.export()
      let expected = try Self.whole(Folder(path: try folder.makeFolder("whole")))
      #expect(after == before || after == expected)
      try #require(try state.report([], second).exitCode == 0)
      #expect(try state.export() == expected)
    }
  }

  @Test(arguments: ["", "text", "SQLite format 3"])
  func `a file of somebody else stays as it is`(text: String) throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let log = try folder.write(Self.days[0].joined(), to: "a.log")
      let octets = text.isEmpty ? "" : text + String(repeating: "x", count: 200)
      try folder.write(octets, to: "state")
      let result = try state.report([], log)
      // An empty file is a state that was not begun.
      #expect(result.exitCode == (text.isEmpty ? 0 : 2))
      if !text.isEmpty {
        #expect(result.error.contains("is not a state of logscan; it stays as it is"))
        #expect(try folder.text("state") == octets)
      }
    }
  }

  @Test func `a database of another program stays as it is`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      _ = try state.query("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)")
      let before = try folder.octets("state")
      let log = try folder.write(Self.days[0].joined(), to: "a.log")
      #expect(try state.report([], log).exitCode == 2)
      #expect(try folder.octets("state") == before)
    }
  }

  @Test func `a state of a later version is refused`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let log = try folder.write(Self.days[0].joined(), to: "a.log")
      try #require(try state.report([], log).exitCode == 0)
      _ = try state.query("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
      let result = try state.report([], log)
      #expect(result.exitCode == 2)
      #expect(result.error.contains("version 99"))
    }
  }

  @Test func `a state that is not there is no state to report from`() throws {
    try withTemporaryFolder { folder in
      let result = try TestedState(folder: folder).report(["-d", "2026-01-01"])
      #expect(result.exitCode == 2)
      #expect(result.error.contains("cannot be used: No such file or directory"))
    }
  }

  /// The queries that the documentation shows, run by the real program.
  @Test func `the documented queries are answered`() throws {
    let document = try Repository.text("Documentation/State.md")
    let queries = document.split(separator: "```sql\n").dropFirst()
      .compactMap { $0.split(separator: "```").first.map(String.init) }
    #expect(queries.count >= 3)
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let log = try folder.write(Self.days.joined().joined(), to: "a.log")
      try #require(try state.report([], log).exitCode == 0)
      for query in queries {
        let answer = try state.query(query)
        #expect(!answer.isEmpty, "\(query)")
      }
    }
  }
}
