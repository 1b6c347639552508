// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Each session once, however its log was cut, copied, named, compressed, and in whatever order it came.
@Suite struct IdempotenceTests {
  @Test(arguments: SmallLog.allCases, Seed.several(5))
  func `any split, order, copy and compression gives the same state`(
    server: SmallLog, seed: Seed
  ) throws {
    var generator = seed.generator
    let lines = server.lines
    try withTemporaryFolder { folder in
      let whole = TestedState(folder: Folder(path: try folder.makeFolder("whole")))
      let log = try whole.folder.write(lines.joined(), to: "whole.log")
      try #require(try whole.report(["--year", "2026"], log).exitCode == 0)
      let state = TestedState(folder: Folder(path: try folder.makeFolder("parts")))
      var files = try SmallLog.pieces(of: lines, &generator, state.folder)
      while !files.isEmpty {
        let some = files.suffix(generator.number(1...8))
        files.removeLast(some.count)
        let result = try BuiltProgram.logscan.run(
          ["report", "--utc", "-q", "--year", "2026", "--state", state.path] + some)
        try #require(result.exitCode == 0, "\(result.error)")
      }
      #expect(try state.export() == whole.export())
      let sessions = server == .ghsmtp ? 40 : 30
      #expect(try state.query("SELECT sum(sessions) FROM days") == "\(sessions)\n")
    }
  }

  @Test func `a state of version 1 becomes one of this version`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let log = try folder.write(SmallLog.ghsmtp.lines.joined(), to: "a.log")
      try #require(try state.report([], log).exitCode == 0)
      let before = try state.query("SELECT day, sessions, reported, hex(identities) FROM days")
      _ = try state.query(
        """
        DROP VIEW daily;
        DROP TABLE forgotten;
        DROP TABLE exported;
        DROP TABLE missed;
        ALTER TABLE days ADD COLUMN halves BLOB NOT NULL DEFAULT x'';
        ALTER TABLE days DROP COLUMN settled;
        ALTER TABLE days DROP COLUMN spans;
        ALTER TABLE days DROP COLUMN stated;
        CREATE VIEW daily AS
          SELECT date(day * 86400, 'unixepoch') AS date, sessions, attempts, reported FROM days;
        PRAGMA user_version = 1;
        """)
      let again = try state.report(["-d", NightLogs.date(40)], log)
      #expect(again.exitCode == 0, "\(again.error)")
      #expect(again.output.contains("20 sessions"))
      #expect(
        try state.query("SELECT day, sessions, reported, hex(identities) FROM days") == before)
      #expect(try state.query("PRAGMA user_version") == "3\n")
      // What was known is known.
      let copy = try folder.write(SmallLog.ghsmtp.lines.joined(), to: "b.log")
      try #require(try state.report([], copy).exitCode == 0)
      #expect(try state.query("SELECT sum(sessions) FROM days") == "40\n")
    }
  }
}
