// SPDX-License-Identifier: Apache-2.0
import Reports
import TestSupport
import Testing

/// The built program's results over the samples.
@Suite struct OutputTests {
  private static let samples = Repository.sample("logs")

  private func run(_ arguments: [String]) throws -> ProgramResult {
    try BuiltProgram.logscan.run(arguments + ["--utc", "--year", "2018", Self.samples])
  }

  @Test(arguments: [
    ["report"], ["report", "--detail", "10", "--top", "0"], ["report", "-f", "json"],
    ["report", "-f", "csv"], ["providers"], ["sessions"], ["sessions", "-f", "ndjson"],
    ["sessions", "--raw"], ["doctor"],
  ])
  func `the same input gives the same octets, whatever the number of threads`(
    arguments: [String]
  ) throws {
    let first = try run(arguments + ["-j", "1"])
    #expect(first.exitCode == 0, "\(first.error)")
    #expect(!first.outputOctets.isEmpty)
    for jobs in ["1", "2", "3"] {
      #expect(try run(arguments + ["-j", jobs]).outputOctets == first.outputOctets)
    }
  }

  @Test(arguments: ["1", "2", "5"])
  func `large input from pipes is read from its first octet on`(jobs: String) throws {
    let script = """
      for copy in $(seq 20); do cat samples/logs/inbound-2018.log; done > "$HOME/large.log"
      report() { $LOGSCAN -j \(jobs) --year 2018 -f csv --sections coverage,providers "$@"; }
      report "$HOME/large.log" > "$HOME/file" || exit
      report - < "$HOME/large.log" | cmp - "$HOME/file" || exit
      cat "$HOME/large.log" | report - | cmp - "$HOME/file" || exit
      gzip -c "$HOME/large.log" | report - | cmp - "$HOME/file" || exit
      mkfifo "$HOME/fifo"
      cat "$HOME/large.log" > "$HOME/fifo" &
      report "$HOME/fifo" | cmp - "$HOME/file"
      """
    let result = try BuiltProgram.shell(script)
    #expect(result.exitCode == 0, "\(result.output) \(result.error)")
  }

  @Test func `more threads than processors end, with the same octets`() throws {
    let script = """
      for copy in $(seq 300); do cat samples/logs/inbound-2018.log; done > "$HOME/large.log"
      $LOGSCAN -j 1 --year 2018 "$HOME/large.log" > "$HOME/one" || exit
      # The time is not what is tested: a run that hangs would let the tests hang.
      for jobs in 3 8; do
        timeout 300 taskset -c 0 $LOGSCAN -j $jobs --year 2018 "$HOME/large.log" | cmp - "$HOME/one" || exit
      done
      """
    let result = try BuiltProgram.shell(script)
    #expect(result.exitCode == 0, "\(result.output) \(result.error)")
  }

  @Test(
    arguments: [
      ["report"], ["report", "--detail", "10", "--top", "0"], ["providers", "--detail", "9"],
      ["sessions"], ["doctor"],
    ], [50, 80, 132])
  func `no line of text is wider than the page`(arguments: [String], width: Int) throws {
    let result = try run(arguments + ["--width", "\(width)"])
    for line in result.output.split(separator: "\n") where DisplayWidth.of(line) > width {
      Issue.record("\(DisplayWidth.of(line)) columns: \(line)")
    }
  }

  @Test func `colours are for terminals or on demand`() throws {
    #expect(try !run(["report"]).outputOctets.contains(0x1B))
    #expect(try run(["report", "--color", "always"]).outputOctets.contains(0x1B))
    let forced = ["CLICOLOR_FORCE": "1"]
    let arguments = ["--utc", "--year", "2018", Self.samples]
    #expect(
      try BuiltProgram.logscan.run(arguments, environment: forced).outputOctets.contains(0x1B))
    let refused = forced.merging(["NO_COLOR": "1"]) { $1 }
    #expect(
      try !BuiltProgram.logscan.run(arguments, environment: refused).outputOctets.contains(0x1B))
  }

  @Test func `several files come from one pass, each in the format of its suffix`() throws {
    try withTemporaryFolder { folder in
      let names = ["a.txt", "b.json", "c.ndjson", "d.csv", "e.tsv", "f.md"]
      let result = try run(["report"] + names.flatMap { ["-o", folder.path($0)] })
      #expect(result.exitCode == 0)
      #expect(result.outputOctets.isEmpty)
      #expect(try folder.names() == names)
      #expect(try folder.octets("a.txt") == run(["report"]).outputOctets)
      #expect(try folder.octets("b.json") == run(["report", "-f", "json"]).outputOctets)
      #expect(try folder.text("f.md").hasPrefix("# "))
      #expect(try StrictJSON.lines(folder.octets("c.ndjson")).count > 3)
    }
  }

  @Test func `JSON is valid, and every member of it is documented`() throws {
    let documented = try Repository.text("Documentation/ReportFormat.md")
    let report = try StrictJSON(run(["report", "-f", "json"]).outputOctets)
    let lines = try StrictJSON.lines(run(["report", "-f", "ndjson"]).outputOctets)
    let sessions = try StrictJSON.lines(run(["sessions", "-f", "ndjson"]).outputOctets)
    #expect(try StrictJSON(run(["sessions", "-f", "json"]).outputOctets).elements == sessions)
    for value in [report] + lines + sessions {
      for name in value.names(except: Self.openEnded) where !documented.contains("`\(name)`") {
        Issue.record("\(name) is not in Documentation/ReportFormat.md")
      }
    }
  }

  /// Members whose own members are names of the log, not of the format.
  private static let openEnded: Set<String> = [
    "ciphers", "protocols", "keywords", "used", "parameters", "offences",
  ]

  @Test func `reports and lists of sessions agree`() throws {
    let report = try StrictJSON(run(["report", "-f", "json"]).outputOctets)
    let sessions = try StrictJSON.lines(run(["sessions", "-f", "ndjson"]).outputOctets)
    for direction in ["inbound", "outbound"] {
      let those = sessions.filter { $0["direction"]?.text == direction }
      let tally = report["totals"]?[direction]
      #expect(tally?["sessions"]?.integer == those.count)
      let delivered = those.flatMap { $0["transactions"]?.elements ?? [] }
        .filter { $0["delivered"] == .bool(true) }
      #expect(tally?["messages"]?.integer == delivered.count)
      let providers = (report["providers"]?.elements ?? [])
        .filter { $0["direction"]?.text == direction }
      #expect(providers.reduce(0) { $0 + ($1["sessions"]?.integer ?? 0) } == those.count)
    }
  }

  @Test func `a session's records are shown as they stand in the log`() throws {
    let log = Repository.sample("logs/inbound-2018.log")
    let raw = try BuiltProgram.logscan.run(["sessions", "--raw", "--utc", log])
    let lines = Set(
      try Folder(path: "/").text(log).split(whereSeparator: \.isNewline).map(String.init))
    let blocks = raw.output.split(separator: "\n\n")
    #expect(blocks.count == 30)
    for line in raw.output.split(separator: "\n") {
      #expect(lines.contains(String(line)), "\(line)")
    }
  }

  @Test(arguments: [
    ("report.txt", ["report"]), ("report-detail.txt", ["report", "--detail", "8"]),
    ("providers.txt", ["providers"]), ("sessions.txt", ["sessions"]),
    ("sessions.ndjson", ["sessions", "-f", "ndjson"]), ("sessions.csv", ["sessions", "-f", "csv"]),
    ("report.md", ["report", "-f", "md"]), ("report.html", ["report", "-f", "html"]),
    ("sessions.html", ["sessions", "-f", "html"]),
  ])
  func `results over a small log are as recorded`(name: String, arguments: [String]) throws {
    let logs = ["inbound-2018.log", "outbound-2018a.log"].map { Repository.sample("logs/\($0)") }
    let result = try BuiltProgram.logscan.run(arguments + ["--utc", "--year", "2018"] + logs)
    expectGolden(result.output, named: name)
  }

  @Test(arguments: ["lines", "records", "events", "sessions", "tallies"])
  func `each stage can be looked at`(stage: String) throws {
    let log = Repository.sample("logs/inbound-2018.log")
    let result = try BuiltProgram.logscan.run(["dump", "--stage", stage, "--utc", log])
    #expect(result.exitCode == 0)
    #expect(try StrictJSON.lines(result.outputOctets).count > 2)
  }

  @Test func `a session is shown by the beginning of its id`() throws {
    let log = Repository.sample("logs/inbound-2018.log")
    let list = try StrictJSON.lines(
      BuiltProgram.logscan.run(["sessions", "-f", "ndjson", "--utc", log]).outputOctets)
    let id = try #require(list.first?["id"]?.text)
    let shown = try BuiltProgram.logscan.run(
      ["show", "--explain", String(id.prefix(8)), "--utc", log])
    #expect(shown.exitCode == 0)
    expectGolden(shown.output, named: "show.txt")
  }
}

extension StrictJSON {
  /// Names of members at any depth, but not of those inside the members named.
  fileprivate func names(except closed: Set<String>) -> Set<String> {
    switch self {
    case .object(let members):
      members.reduce(into: []) { names, member in
        names.insert(member.name)
        if !closed.contains(member.name) {
          names.formUnion(member.value.names(except: closed))
        }
      }
    case .array(let elements):
      elements.reduce(into: []) { $0.formUnion($1.names(except: closed)) }
    default: []
    }
  }
}
