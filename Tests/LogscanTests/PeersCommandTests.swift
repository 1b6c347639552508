// SPDX-License-Identifier: Apache-2.0
import Reports
import TestSupport
import Testing

/// `logscan peers`, as its users run it.
@Suite struct PeersCommandTests {
  private static let samples = Repository.sample("logs")

  private func run(_ arguments: [String], _ logs: String? = samples) throws -> ProgramResult {
    try BuiltProgram.logscan.run(
      ["peers", "--utc", "--year", "2018"] + arguments + (logs.map { [$0] } ?? []))
  }

  @Test(arguments: [
    (["--top", "0"], "peers.txt"), (["--detail", "9", "--top", "8"], "peers-detail.txt"),
    (["-f", "csv"], "peers.csv"), (["-f", "md", "--top", "5"], "peers.md"),
    (["-f", "json", "--peer", "mx.quirks.example"], "peers.json"),
  ])
  func `the samples give the recorded result`(arguments: [String], name: String) throws {
    let result = try run(arguments)
    #expect(result.exitCode == 0, "\(result.error)")
    expectGolden(result.output, named: name)
  }

  @Test func `the number of threads changes nothing`() throws {
    let one = try run(["-f", "json", "-j", "1"])
    for jobs in ["2", "3"] {
      #expect(try run(["-f", "json", "-j", jobs]).outputOctets == one.outputOctets)
    }
  }

  @Test(arguments: [50, 80, 132])
  func `no line is wider than the page`(width: Int) throws {
    let result = try run(["--detail", "9", "--top", "0", "--width", "\(width)"])
    for line in result.output.split(separator: "\n") where DisplayWidth.of(line) > width {
      Issue.record("\(DisplayWidth.of(line)) columns: \(line)")
    }
  }

  @Test func `a register carried on from log to log is that of all logs`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("peers.json")
      let logs = ["outbound-2018a.log", "outbound-2026.log.gz", "inbound-2018.log"].map {
        Repository.sample("logs/\($0)")
      }
      let whole = try run(["-f", "json", logs[0], logs[1]], logs[2])
      #expect(try run(["-o", file], logs[0]).exitCode == 0)
      for log in logs.dropFirst() {
        #expect(try run(["--with", file, "-o", file], log).exitCode == 0)
      }
      #expect(try folder.octets("peers.json") == whole.outputOctets)
      // Without a path the register is shown as it is, in any zone.
      let shown = try run(["--with", file, "-f", "json"], nil)
      #expect(shown.exitCode == 0)
      #expect(shown.outputOctets == whole.outputOctets)
      let elsewhere = try BuiltProgram.logscan.run(
        ["peers", "--tz", "Europe/Berlin", "--with", file, "-o", folder.path("b.json")])
      #expect(elsewhere.exitCode == 0, "\(elsewhere.error)")
      let back = try run(["--with", folder.path("b.json"), "-f", "json"], nil)
      #expect(back.outputOctets == whole.outputOctets)
    }
  }

  @Test(arguments: [
    ("mx.full.example", "accepted", "binary"), ("full.example", "accepted", "binary"),
    ("friend@full.example", "accepted", "binary"), ("mx.strict.example", "accepted", "8bit"),
    ("mx.plain.example", "offered", "7bit"), ("nobody.example", "offered", "7bit"),
    ("mx.size.example", "offered", "8bit"), ("mx.size.example", "accepted", "7bit"),
  ])
  func `the decision for one peer is reported with its observation`(
    peer: String, trust: String, domain: String
  ) throws {
    let arguments = ["--for", peer, "--trust", trust]
    let result = try run(arguments)
    #expect(result.exitCode == 0)
    #expect(result.output.contains(": \(domain), since "), "\(result.output)")
    let json = try StrictJSON(run(arguments + ["-f", "json"]).outputOctets)
    #expect(json["domain"]?.text == domain)
    #expect(json["peer"]?.text == peer)
  }

  @Test func `old offers count where they are allowed to`() throws {
    let age = ["--for", "mx.size.example", "--max-age"]
    #expect(try run(age + ["99999d"]).output.contains(": 8bit, since"))
    #expect(try run(age + ["0"]).output.contains("too long ago"))
  }

  @Test func `the cost of the missing BINARYMIME rests on a measurement`() throws {
    try withTemporaryFolder { folder in
      let measured = folder.path("mail.json")
      _ = try BuiltProgram.logscan.run(
        ["mime", "measure", "--no-cost", "-o", measured, "samples/messages"])
      let cost = ["--cost", measured, "--codec-speed", "1e9"]
      let text = try run(cost + ["--top", "6"])
      #expect(text.exitCode == 0, "\(text.error)")
      let section = text.output.split(separator: "\nWhat the missing").last ?? ""
      expectGolden("What the missing" + section, named: "peers-cost.txt")
      let csv = try run(cost + ["-f", "csv"]).output
      expectGolden(csv, named: "peers-cost.csv")
      let json = try StrictJSON(run(cost + ["-f", "json"]).outputOctets)
      let lines = try #require(json["cost"]?["providers"]?.elements)
      #expect(lines.count + 1 == csv.split(whereSeparator: \.isNewline).count)
      for member in ["sentOctets", "receivedOctets"] {
        let numbers = lines.map { $0[member]?.integer ?? 0 }
        #expect(numbers.first == numbers.dropFirst().reduce(0, +))
      }
      // A register with the cost in it is still a register.
      let both = folder.path("peers.json")
      #expect(try run(cost + ["-o", both]).exitCode == 0)
      #expect(try run(["--with", both], nil).exitCode == 0)
    }
  }

  @Test func `every member of the JSON is documented`() throws {
    let documented = try Repository.text("Documentation/PeerRegister.md")
    try withTemporaryFolder { folder in
      let measured = folder.path("mail.json")
      _ = try BuiltProgram.logscan.run(
        ["mime", "measure", "--no-cost", "-o", measured, "samples/messages"])
      let cost = ["--cost", measured]
      let lines = try StrictJSON.lines(run(cost + ["-f", "ndjson"]).outputOctets)
      let values =
        try lines + [
          StrictJSON(run(cost + ["-f", "json"]).outputOctets),
          StrictJSON(run(["--for", "full.example", "-f", "json"]).outputOctets),
        ]
      var missing: Set<String> = []
      for value in values {
        missing.formUnion(value.names.filter { !documented.contains("`\($0)`") })
      }
      #expect(missing.sorted() == [])
    }
  }

  @Test func `exit codes are those of the other commands`() throws {
    try withTemporaryFolder { folder in
      try folder.write("no log\n", to: "a.log")
      #expect(try run([], folder.path("a.log")).exitCode == 4)
      #expect(try run([], folder.path("missing.log")).exitCode == 3)
      #expect(try run(["--with", folder.path("a.log")], nil).exitCode == 2)
      #expect(try run(["--with", folder.path("missing.json")], nil).exitCode == 3)
      try folder.write("{}", to: "mail.json")
      let cost = ["--cost", folder.path("mail.json")]
      #expect(try run(cost).exitCode == 2)
      #expect(try run(cost + ["-o", folder.path("mail.json")]).exitCode == 2)
      #expect(try folder.text("mail.json") == "{}")
      #expect(try run(["--max-age", "soon"]).exitCode == 2)
      #expect(try run(["--trust", "nobody"]).exitCode == 2)
      #expect(try BuiltProgram.logscan.run(["peers"]).exitCode == 2)
    }
  }

  @Test func `the first night begins the register, and a night that comes twice counts once`()
    throws
  {
    try withTemporaryFolder { folder in
      let file = folder.path("peers.json")
      let carryOn = ["--with", file, "-o", file]
      let log = Repository.sample("logs/outbound-2018a.log")
      let first = try run(carryOn, log)
      #expect(first.exitCode == 0, "\(first.error)")
      #expect(first.error.contains("this run creates it"))
      let register = try folder.octets("peers.json")
      // To look at a register adds nothing to it, wherever the logs are.
      let shown = try BuiltProgram.logscan.run(
        ["peers", "--utc", "--with", file, "-f", "json"], environment: ["GOOGLE_LOG_DIR": log])
      #expect(shown.outputOctets == register)
      let again = try run(carryOn, log)
      #expect(again.exitCode == 0)
      #expect(again.error.contains("are in the register already, and not counted again"))
      #expect(try folder.octets("peers.json") == register)
      // A register of before they stated their sessions takes no session up to its last one.
      var old = String(decoding: register, as: UTF8.self)
      let place = try #require(old.firstRange(of: ",\n  \"seen\""))
      old = String(old[..<place.lowerBound]) + "\n}\n"
      try folder.write(old, to: "old.json")
      let grown = try run(["--with", folder.path("old.json"), "-f", "json"], log)
      #expect(grown.error.contains("does not know whether it has them"))
      let servers = try [grown.outputOctets, register].map { try StrictJSON($0)["servers"] }
      #expect(servers[0] == servers[1])
      // Nor are two registers added that have sessions in common.
      let both = try run(["--with", file, "--with", file], nil)
      #expect(both.exitCode == 2)
      #expect(both.error.contains("has sessions that another register has too"))
      #expect(try run(["--with", folder.path("none.json")], log).exitCode != 0)
    }
  }

  @Test func `incomplete input does not become part of a register unless that is asked for`() throws
  {
    try withTemporaryFolder { folder in
      let file = folder.path("peers.json")
      #expect(try run(["-o", file], Repository.sample("logs/inbound-2018.log")).exitCode == 0)
      let register = try folder.octets("peers.json")
      let log = Repository.sample("logs/outbound-2018a.log")
      let carryOn = ["--with", file, "-o", file, "-o", folder.path("peers.txt"), log]
      let refused = try run(carryOn, folder.path("missing.log"))
      #expect(refused.exitCode == 3)
      #expect(refused.error.contains("peers.json stays as it was"))
      #expect(try folder.octets("peers.json") == register)
      #expect(try folder.text("peers.txt").hasPrefix("INCOMPLETE"))
      let asked = try run(["--accept-incomplete"] + carryOn, folder.path("missing.log"))
      #expect(asked.exitCode == 3)
      #expect(try folder.octets("peers.json") != register)
    }
  }

  @Test func `no hint for a file that is not a register leads to its loss`() throws {
    try withTemporaryFolder { folder in
      try folder.write("{\"schema\":\"logscan-peers\",\"version\":1}", to: "cut.json")
      try folder.write("{}", to: "other.json")
      for name in ["cut.json", "other.json"] {
        let result = try run(["--with", folder.path(name), "-o", folder.path(name)], Self.samples)
        #expect(result.exitCode == 2)
        #expect(!result.error.contains("-o \(folder.path(name))"))
      }
    }
  }

  @Test(arguments: ["[198.51.100.102]", "user@[198.51.100.102]", "198.51.100.102"])
  func `an address literal means its host`(peer: String) throws {
    let result = try run(["--for", peer])
    #expect(result.output.contains(" (host): 8bit, since"), "\(result.output)")
  }
}
