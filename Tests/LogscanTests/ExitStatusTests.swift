// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Runs the built program with bad input of every kind: the message is clear, the status is right,
/// and what could be read is still reported.
@Suite struct ExitStatusTests {
  private static let log = Repository.sample("logs/inbound-2018.log")
  private static let archive = Repository.sample("logs/inbound-2026.log.gz")

  @Test func `complete input ends with 0 and says nothing besides`() throws {
    let result = try BuiltProgram.logscan.run(["--utc", Self.log])
    #expect(result.exitCode == 0)
    #expect(result.error == "")
    #expect(result.output.hasPrefix("logscan"))
  }

  @Test(arguments: [["--help"], ["--version"], ["help", "sessions"], ["show", "--help"]])
  func `help and version end with 0 on standard output`(arguments: [String]) throws {
    let result = try BuiltProgram.logscan.run(arguments)
    #expect(result.exitCode == 0)
    #expect(result.error == "")
    #expect(!result.output.isEmpty)
  }

  @Test(arguments: [
    ["--no-such-option"], ["report", "-f", "xml", "x"], ["-o", "report.pdf", "x"],
    ["--sections", "nonsense", "x"], ["-S", "someday", "x"], ["-d", "today", "-S", "today", "x"],
    ["-S", "2026-02", "-U", "2026-01", "x"], ["--tz", "Mars/Olympus", "x"],
    ["--utc", "--tz", "UTC", "x"], ["--detail", "11", "x"], ["--width", "3", "x"],
    ["-j", "0", "x"], ["show", "xyz", "x"], ["show"], ["dump", "x"], ["--year", "18", "x"],
    ["sessions", "--raw", "-f", "csv", "x"], ["--providers", "/no/such/file", "x"],
    ["--direction", "up", "x"], ["--fallback-window", "10081", "x"],
    ["--fallback-window", "9223372036854775807", "x"], ["--fallback-window=-1", "x"],
    ["-d", "-0h", "x"], ["-d", "-12h", "x"], ["-d", "2026-01-31T12:00", "x"], ["-p", "", "x"],
    ["--peer", "", "x"],
  ])
  func `wrong usage ends with 2 and a reason`(arguments: [String]) throws {
    let result = try BuiltProgram.logscan.run(arguments)
    #expect(result.exitCode == 2)
    #expect(result.output == "")
    #expect(result.error.contains(":"))
    #expect(!result.error.contains(".swift"))
  }

  private static let calls: [(arguments: [String], status: Int32)] = [
    (["--fail-on", "alarm"], 0), (["--fail-on", "warning"], 1), (["--fail-on", "notice"], 1),
    ([], 0), (["--fail-on", "alarm", "-d", "1999"], 1), (["-d", "1999"], 0),
  ]

  @Test(arguments: calls)
  func `what is found can be seen from the status, and so can a night without any session`(
    arguments: [String], status: Int32
  ) throws {
    let log = Repository.sample("logs/outbound-2018a.log")
    let result = try BuiltProgram.logscan.run(
      ["--utc", "--year", "2018", "-q", log] + arguments)
    #expect(result.exitCode == status, "\(result.error)")
    #expect(result.output.hasPrefix("logscan"))
    #expect(result.error == "")
  }

  @Test func `a table for machines is whole`() throws {
    func rows(_ arguments: [String]) throws -> Int {
      try BuiltProgram.logscan.run(
        ["providers", "--utc", "--year", "2018", Repository.sample("logs")] + arguments
      ).output.split(separator: "\r\n").count
    }
    let whole = try rows(["-f", "csv", "-n", "0"])
    #expect(whole > 21)
    #expect(try rows(["-f", "csv"]) == whole)
    #expect(try rows(["-f", "csv", "-n", "3"]) == 4)
  }

  @Test func `each value of a report in CSV has a key of its own`() throws {
    let common = ["report", "--utc", "--year", "2018", "--detail", "9"]
    let result = try withTemporaryFolder { folder in
      let last = folder.path("last.json")
      let first = common + ["-o", last, Repository.sample("logs/inbound-2018.log")]
      try #require(try BuiltProgram.logscan.run(first).exitCode == 0)
      return try BuiltProgram.logscan.run(
        common + ["--compare", last, "--by", "month", "-f", "tsv", Repository.sample("logs")])
    }
    var keys: Set<[Substring]> = []
    for line in result.output.split(separator: "\n").dropFirst() {
      let key = line.split(separator: "\t", omittingEmptySubsequences: false).prefix(4)
      // Paragraphs are not values.
      if key.dropFirst().first == "text" || key.dropFirst().first == "list" { continue }
      if !keys.insert(Array(key)).inserted { Issue.record("twice: \(key)") }
    }
    #expect(keys.count > 1000)
  }

  @Test func `without a path there are three examples`() throws {
    let result = try BuiltProgram.logscan.run([])
    #expect(result.exitCode == 2)
    #expect(result.output == "")
    #expect(result.error.split(separator: "\n").count { $0.contains("logscan ") } >= 3)
  }

  @Test func `without a path the log directory of the environment is read`() throws {
    let result = try BuiltProgram.logscan.run(
      ["--utc"], environment: ["GOOGLE_LOG_DIR": Repository.sample("logs/2018-06-13")])
    #expect(result.exitCode == 0)
    #expect(result.output.contains("sessions"))
  }

  @Test func `a missing file ends with 3, and the rest is reported`() throws {
    let result = try BuiltProgram.logscan.run(["--utc", Self.log, "/no/such/file"])
    #expect(result.exitCode == 3)
    #expect(result.output.hasPrefix("INCOMPLETE"))
    #expect(result.output.contains("30 sessions"))
    #expect(result.error.contains("/no/such/file"))
    let alone = try BuiltProgram.logscan.run(["/no/such/file"])
    #expect(alone.exitCode == 3)
    #expect(alone.error.contains("/no/such/file"))
  }

  @Test func `a truncated archive ends with 3, and its beginning is reported`() throws {
    try withTemporaryFolder { folder in
      let octets = try Folder(path: "/").octets(Self.archive)
      try folder.write(octets.prefix(octets.count / 2), to: "half.gz")
      let result = try BuiltProgram.logscan.run(["--utc", folder.path("half.gz")])
      #expect(result.exitCode == 3)
      #expect(result.output.hasPrefix("INCOMPLETE"))
      #expect(result.error.contains("half.gz"))
      let json = try BuiltProgram.logscan.run(["--utc", "-f", "json", folder.path("half.gz")])
      let report = try StrictJSON(json.outputOctets)
      #expect(report["complete"] == .bool(false))
      #expect(report["coverage"]?["truncated"]?.elements.count == 1)
      #expect((report["totals"]?["inbound"]?["sessions"]?.integer ?? 0) > 0)
    }
  }

  @Test(
    .disabled(if: geteuid() == 0, "the superuser can read any file"))
  func `an unreadable file ends with 3, and the rest is reported`() throws {
    try withTemporaryFolder { folder in
      try folder.copy(Self.log, to: "good.log")
      try folder.copy(Self.log, to: "secret.log")
      try folder.setPermissions(0, of: "secret.log")
      let result = try BuiltProgram.logscan.run(
        ["--utc", folder.path("good.log"), folder.path("secret.log")])
      #expect(result.exitCode == 3)
      #expect(result.output.contains("30 sessions"))
      #expect(result.error.contains("secret.log"))
    }
  }

  @Test(arguments: ["", "hello\n", "\u{0}\u{1}\u{2}\u{0}\n", "{\"not\": \"a log\"}\n"])
  func `input that is not a log ends with 4`(text: String) throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(text, to: "input")
      for command in ["report", "providers", "sessions", "doctor"] {
        let result = try BuiltProgram.logscan.run([command, path])
        #expect(result.exitCode == 4, "\(command)")
      }
      let report = try BuiltProgram.logscan.run([path])
      #expect(report.output.hasPrefix("NOTHING RECOGNISED"))
    }
  }

  @Test func `binary input of any kind does no harm`() throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: 7)
      let path = try folder.write(generator.octets(count: 300_000), to: "noise")
      let result = try BuiltProgram.logscan.run([path])
      #expect(result.exitCode == 4)
      #expect(!result.output.utf8.contains(0x1B))
    }
  }

  @Test func `a reader that goes away ends the program without a word`() throws {
    let result = try BuiltProgram.shell(
      "(\"$LOGSCAN\" sessions --utc -f ndjson \(Self.log) \(Self.archive); echo \"status $?\" >&2)"
        + " | true")
    #expect(result.error == "status 141\n" || result.error == "status 0\n", "\(result.error)")
  }

  @Test func `a session that is not there ends with 4, an ambiguous id with 2`() throws {
    let missing = try BuiltProgram.logscan.run(["show", "0000000000000000", Self.log])
    #expect(missing.exitCode == 4)
    #expect(missing.error.contains("0000000000000000"))
    let ids = try (0...15).map { digit in
      try BuiltProgram.logscan.run(["show", String(digit, radix: 16), Self.log]).exitCode
    }
    #expect(ids.contains(2))
  }

  @Test func `a result that cannot be written ends with 3 and leaves nothing behind`() throws {
    try withTemporaryFolder { folder in
      try folder.write("old", to: "out/report.json")
      let missing = try BuiltProgram.logscan.run(
        ["--utc", Self.log, "-o", folder.path("nowhere/report.json")])
      #expect(missing.exitCode == 3)
      #expect(missing.error.contains("nowhere/report.json"))
      let good = try BuiltProgram.logscan.run(
        ["--utc", Self.log, "-o", folder.path("out/report.json")])
      #expect(good.exitCode == 0)
      #expect(try folder.text("out/report.json").hasPrefix("{"))
      #expect(try Folder(path: folder.path("out")).names() == ["report.json"])
    }
  }
}
