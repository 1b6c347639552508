// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `logscan report` as cron runs it night after night.
@Suite struct NightlyTests {
  /// Two nights of the same server; the second log has other sessions with some of the same peers.
  private static let first = Repository.sample("logs/inbound-2018.log")
  private static let second = Repository.sample("logs/inbound-2026.log.gz")

  private func run(_ arguments: [String], _ logs: String...) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["report", "--utc", "--year", "2018"] + arguments + logs)
  }

  @Test func `the first night, which has nothing to compare with, starts by itself`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      let result = try run(["--compare", file, "-o", file, "-f", "text"], Self.first)
      #expect(result.exitCode == 0, "\(result.error)")
      #expect(result.output.contains("No earlier report to compare with: this is the first."))
      #expect(!result.output.contains("new: "))
      let json = try StrictJSON(folder.octets("last.json"))
      #expect(json["comparison"]?["firstReport"] == .bool(true))
      #expect(json["findings"]?.elements.first?["change"] == .null)
    }
  }

  @Test(arguments: [
    ("nightly.txt", ["-f", "text"]), ("nightly.md", ["-f", "md"]),
  ])
  func `the second night says what has changed`(name: String, arguments: [String]) throws {
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      try #require(try run(["-o", file], Self.first).exitCode == 0)
      let sections = ["--sections", "head,attention,changes"]
      let result = try run(["--compare", file, "-o", file] + arguments + sections, Self.second)
      #expect(result.exitCode == 0, "\(result.error)")
      expectGolden(result.output, named: name)
      let comparison = try #require(try StrictJSON(folder.octets("last.json"))["comparison"])
      #expect(comparison["firstReport"] == .bool(false))
      let counts = comparison["counts"]
      for name in ["gone", "unseen"] {
        #expect(counts?[name]?.integer == comparison[name]?.elements.count)
      }
      // The third night has the sessions of the second one again.
      let again = try run(["--compare", file] + arguments + sections, Self.second)
      #expect(again.output.contains("Nothing new since the previous report"))
      #expect(!again.output.contains("new: "))
    }
  }

  @Test func `all members of a comparison are documented, in JSON and in lines`() throws {
    let documented = try Repository.text("Documentation/ReportFormat.md")
    let log = Repository.sample("logs/server-2026.log.gz")
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      try #require(try run(["-o", file], Repository.sample("logs")).exitCode == 0)
      let json = try StrictJSON(
        run(["--compare", file, "-f", "json"], log).outputOctets)
      let lines = try StrictJSON.lines(
        run(["--compare", file, "-f", "ndjson"], log).outputOctets)
      let types = Set(lines.compactMap { $0["type"]?.text })
      #expect(types.isSuperset(of: ["comparison", "gone", "unseen", "share"]), "\(types.sorted())")
      let comparison = try #require(json["comparison"])
      for name in comparison.names where !documented.contains("`\(name)`") {
        Issue.record("\(name) is not in Documentation/ReportFormat.md")
      }
      for name in ["gone", "unseen"] {
        #expect(comparison[name]?.elements.count == lines.count { $0["type"]?.text == name })
      }
    }
  }

  @Test(arguments: [
    "", "{", "{}", "[]", "{\"schema\": \"logscan/2\"}", "{\"schema\": \"logscan/1\"}",
  ])
  func `what is not a report is refused and not replaced`(text: String) throws {
    try withTemporaryFolder { folder in
      let file = try folder.write(text, to: "last.json")
      let result = try run(["--compare", file, "-o", file], Self.first)
      #expect(result.exitCode == 2)
      #expect(result.error.contains("cannot compare with \(file)"))
      #expect(try folder.text("last.json") == text)
      let folderAsFile = try run(["--compare", folder.path, "-o", file], Self.first)
      #expect(folderAsFile.exitCode == 2)
      #expect(folderAsFile.error.contains("a directory, where one file is wanted"))
      #expect(try folder.text("last.json") == text)
    }
  }

  @Test func `a report of which a part is damaged is not half read`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      try #require(try run(["-o", file], Self.first).exitCode == 0)
      let whole = try folder.text("last.json")
      for (member, place) in [("\"rule\"", "findings[0]"), ("\"greeted\"", "totals")] {
        let damaged = whole.replacing(member, with: "\"x\"", maxReplacements: 1)
        try folder.write(damaged, to: "last.json")
        let result = try run(["--compare", file, "-o", file], Self.second)
        #expect(result.exitCode == 2)
        #expect(result.error.contains("'\(place)' is damaged"), "\(result.error)")
        #expect(try folder.text("last.json") == damaged)
      }
    }
  }

  @Test func `a quiet night is silent, and its status is 0`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      let options = ["--compare", file, "-o", file, "--only-if", "notice", "--fail-on", "notice"]
      let news = try run(options + ["-f", "text"], Self.first)
      #expect(news.exitCode == 1)
      #expect(news.output.hasPrefix("logscan"))
      // The same findings once more are not news, and the file is written all the same.
      let quiet = try run(options + ["-f", "text"], Self.first)
      #expect(quiet.exitCode == 0, "\(quiet.error)")
      #expect(quiet.output == "" && quiet.error == "")
      let comparison = try StrictJSON(folder.octets("last.json"))["comparison"]
      #expect(comparison?["firstReport"] == .bool(false))
    }
  }

  /// Runs of the second night in which another result than the state fails, and the status of each.
  private static let failures: [(command: String, status: Int)] = [
    ("run -f text > /dev/full", 3), ("run -f text >&-", 3),
    ("(sleep 1; run -f text) | true", 141),
    ("run -f text -o full.txt > shown.txt", 3), ("run -f text -o none/a.txt > shown.txt", 3),
    ("run -o none/a.html -o b.html", 3),
  ]

  @Test(arguments: failures)
  func `a report that reached nobody is made again`(command: String, status: Int) throws {
    try withTemporaryFolder { folder in
      let result = try BuiltProgram.shell(
        """
        night="\(Self.first)"; ln -s /dev/full full.txt
        run() {
          "$LOGSCAN" report --utc --year 2018 -q --compare last.json -o ./last.json "$@" "$night"
        }
        run; cp last.json before.json; night="\(Self.second)"
        \(command); echo "status ${PIPESTATUS[0]}"
        cmp last.json before.json && echo unchanged
        ls -A
        run -f text --sections attention
        """, in: folder.path)
      #expect(result.output.hasPrefix("status \(status)\nunchanged\n"), "\(result.output)")
      #expect(result.output.contains("new: "))
      #expect(result.error.contains("last.json stays as it was"), "\(result.error)")
      #expect(!result.output.contains(".last.json."), "a temporary file is left")
      // The others are there all the same.
      if command.contains("shown.txt") {
        #expect(try folder.text("shown.txt").contains("\nAttention\n"))
      } else if command.contains("b.html") {
        #expect(try folder.text("b.html").contains("</html>"))
      }
    }
  }

  @Test func `an older period takes the place of a newer one only by force`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      try #require(try run(["-o", file], Self.second).exitCode == 0)
      let newer = try folder.octets("last.json")
      let options = ["--compare", file, "-o", file, "-f", "text"]
      let refused = try run(options, Self.first)
      #expect(refused.exitCode == 3)
      #expect(refused.error.contains("last.json stays as it was"))
      #expect(refused.error.contains("--force"))
      #expect(refused.output.contains("Attention"))
      #expect(try folder.octets("last.json") == newer)
      let forced = try run(options + ["--force"], Self.first)
      #expect(forced.exitCode == 0, "\(forced.error)")
      #expect(try folder.octets("last.json") != newer)
    }
  }

  @Test(arguments: [["-d", "1999-01-01"], ["--where", "messages>99"]])
  func `an empty night takes no newer one's place`(selection: [String]) throws {
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      try #require(try run(["-o", file], Self.second).exitCode == 0)
      let newer = try folder.octets("last.json")
      let options = ["--compare", file, "-o", file, "-f", "text"] + selection
      let refused = try run(options, Self.first)
      #expect(refused.error.contains("last.json stays as it was"))
      #expect(try folder.octets("last.json") == newer)
      // A later one does.
      let later = try run(["--compare", file, "-o", file, "-d", "2031-01-01"], Self.first)
      #expect(!later.error.contains("stays as it was"))
      #expect(try folder.octets("last.json") != newer)
    }
  }

  @Test func `the severity decides`() throws {
    let log = Repository.sample("logs/outbound-2018a.log")
    let findings = try #require(
      try StrictJSON(run(["-f", "json"], log).outputOctets)["findings"]?.elements)
    let severities = Set(findings.compactMap { $0["severity"]?.text })
    var expected = false
    for severity in ["alarm", "warning", "notice"] {
      expected = expected || severities.contains(severity)
      let result = try run(["--only-if", severity, "--fail-on", severity], log)
      #expect(result.exitCode == (expected ? 1 : 0), "\(severity)")
      #expect(result.output.isEmpty != expected, "\(severity)")
    }
  }

  @Test func `a night without any session is never silent`() throws {
    let quiet = ["-q", "--only-if", "alarm", "--fail-on", "alarm", "-d", "1999-01-01"]
    let result = try run(quiet, Self.first)
    #expect(result.exitCode == 1)
    #expect(result.output.contains("No session matches the selection (30 in the input"))
  }

  @Test func `that there was no session is reported before that nothing is new`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("last.json")
      try #require(try run(["-o", file], Self.first).exitCode == 0)
      let result = try run(["--compare", file, "-q", "-d", "1999-01-01"], Self.first)
      #expect(result.output.hasPrefix("logscan\nNo session matches the selection "))
      #expect(result.output.contains("\nNothing new since the report on "))
    }
  }

  @Test(arguments: ["", "-"])
  func `what is compared with is a file`(name: String) throws {
    let result = try run(["--compare", name], Self.first)
    #expect(result.exitCode == 2)
    #expect(result.error.contains("--compare wants the name of a file"))
  }

  @Test func `input that is missing is never silent`() throws {
    let quiet = ["-q", "--only-if", "alarm", "--peer", "198.51.100.1"]
    let result = try run(quiet, Self.first, "/no/such/file")
    #expect(result.exitCode == 3)
    #expect(result.output.hasPrefix("INCOMPLETE"))
    try withTemporaryFolder { folder in
      let path = try folder.write("no log\n", to: "a.log")
      let nothing = try run(quiet, path)
      #expect(nothing.exitCode == 4)
      #expect(nothing.output.hasPrefix("NOTHING RECOGNISED"))
    }
  }

  @Test func `silence is for standard output`() throws {
    let result = try run(["--only-if", "alarm", "-o", "a.txt"], Self.first)
    #expect(result.exitCode == 2)
    #expect(result.error.contains("-f text"))
  }

  @Test func `what is asked first has a line in Attention`() throws {
    let logs = Repository.sample("logs")
    let usual = try run(["--sections", "attention"], logs).output
    #expect(usual.contains("left without QUIT in "))
    #expect(usual.contains("CHUNKING was used in ") && usual.contains("SMTPUTF8 was used in "))
  }

  @Test(arguments: [("day", "2026-11-23"), ("month", "2026-11"), ("year", "2026")])
  func `the periods of a report add up to its totals`(length: String, last: String) throws {
    let logs = Repository.sample("logs")
    let json = try StrictJSON(run(["--by", length, "-f", "json"], logs).outputOctets)
    let periods = try #require(json["periods"]?.elements)
    #expect(periods.last?["time"]?.text == last)
    for direction in ["inbound", "outbound"] {
      for name in ["sessions", "messages", "octets", "quitByClient"] {
        let sum = periods.reduce(0) { $0 + ($1[direction]?[name]?.integer ?? 0) }
        #expect(sum == json["totals"]?[direction]?[name]?.integer, "\(direction) \(name)")
      }
    }
    let lines = try StrictJSON.lines(run(["--by", length, "-f", "ndjson"], logs).outputOctets)
    #expect(lines.count { $0["type"]?.text == "period" } == periods.count)
    let text = try run(["--by", length, "--sections", "periods"], logs).output
    #expect(text.contains("\n\(last) "))
  }

  @Test func `sums over years say so`() throws {
    let logs = Repository.sample("logs")
    #expect(try run([], logs).output.contains("These totals span more than 8 years"))
    #expect(try !run(["--by", "year"], logs).output.contains("These totals span"))
    #expect(try !run([], Self.first).output.contains("These totals span"))
  }
}
