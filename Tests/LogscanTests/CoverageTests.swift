// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What the program says of input that is missing, strange or not selected.
@Suite struct CoverageTests {
  private static let log = Repository.sample("logs/inbound-2018.log")
  private static let yearless = Repository.sample("logs/outbound-2018a.log")
  /// The magic number of an .xz file, and something behind it.
  private static let archive: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0, 4, 1, 2, 3, 4]

  @Test(arguments: [["report"], ["providers"], ["sessions"], ["doctor"], ["show", "1f"]])
  func `input of which nothing can be read ends with 3`(command: [String]) throws {
    try withTemporaryFolder { folder in
      let path = try folder.write(Self.archive, to: "smtp.log.xz")
      for input in [path, folder.path("missing")] {
        for jobs in ["1", "2"] {
          let result = try BuiltProgram.logscan.run(command + ["-j", jobs, input])
          #expect(result.exitCode == 3, "\(result.error)")
          #expect(result.error.contains(input))
        }
      }
    }
  }

  @Test func `only inputs that were read are counted as read`() throws {
    try withTemporaryFolder { folder in
      try folder.write(Self.archive, to: "a.xz")
      let alone = try BuiltProgram.logscan.run([folder.path, "-f", "json"])
      let coverage = try StrictJSON(alone.outputOctets)["coverage"]
      #expect(coverage?["files"]?.integer == 0)
      #expect(coverage?["unreadable"]?.elements.count == 1)
      #expect(coverage?["truncated"]?.elements.count == 0)
      let text = try BuiltProgram.logscan.run([folder.path]).output
      #expect(text.hasPrefix("INCOMPLETE"))
      #expect(!text.contains("NOTHING RECOGNISED"))
      try folder.write("hello\n", to: "b.log")
      #expect(try BuiltProgram.logscan.run([folder.path]).exitCode == 4)
      try folder.copy(Self.log, to: "c.log")
      let some = try BuiltProgram.logscan.run([folder.path, "-f", "json"])
      #expect(some.exitCode == 3)
      #expect(try StrictJSON(some.outputOctets)["coverage"]?["files"]?.integer == 2)
    }
  }

  @Test func `sessions of which only the WARNING files are there are reported`() throws {
    try withTemporaryFolder { folder in
      let twins = Repository.files(below: "samples/logs/2018-06-13").filter {
        $0.contains(".log.WARNING.")
      }
      #expect(!twins.isEmpty)
      for (index, twin) in twins.enumerated() {
        try folder.copy(Repository.path(twin), to: "smtp.x.y.log.WARNING.20180613-11200\(index).1")
      }
      let result = try BuiltProgram.logscan.run([folder.path, "--year", "2018"])
      let text = result.output.replacing("\n", with: " ")
      #expect(text.contains("only warnings and errors were read"), "\(text)")
    }
  }

  /// Four sessions, two seconds apart.
  private static let short = (0..<4).flatMap { number in
    ["connect from mx.x.example [203.0.113.9]", "EHLO mx.x.example", "QUIT"].map {
      "I0613 11:00:0\(number * 2).500000  10\(number) Session.cpp:1] \($0)"
    }
  }

  @Test func `sessions after the present are reported`() throws {
    for (year, expected) in [("2018", 0), ("2099", 4)] {
      try withTemporaryFolder { folder in
        try folder.write(Self.short.map { "\($0)\n" }.joined(), to: "smtp.log")
        let arguments = ["--year", year, "--tz", "Europe/Berlin", folder.path]
        let result = try BuiltProgram.logscan.run(["doctor", "-f", "json"] + arguments)
        #expect(try StrictJSON(result.outputOctets)["sessionsInFuture"]?.integer == expected)
        for (command, words) in [
          ("report", "4 sessions after the present"), ("doctor", "sessions after the present"),
        ] {
          let output = try BuiltProgram.logscan.run([command] + arguments).output
          let text = output.replacing("\n", with: " ")
          #expect(text.contains(words) == (expected > 0), "\(text)")
        }
      }
    }
  }

  @Test func `a record inside a line is said of a register, which is written`() throws {
    try withTemporaryFolder { folder in
      var lines = Self.short
      lines[1] += lines[2]
      try folder.write(lines.map { "\($0)\n" }.joined(), to: "smtp.log")
      let register = folder.path("peers.json")
      let result = try BuiltProgram.logscan.run(
        ["peers", "--with", register, "-o", register, folder.path("smtp.log"), "--year", "2018"])
      #expect(result.exitCode == 3)
      #expect(result.error.contains("1 line with what looks like another record inside"))
      #expect(try !folder.octets("peers.json").isEmpty)
    }
  }

  @Test func `doctor says where the first of each unknown kind stands`() throws {
    try withTemporaryFolder { folder in
      let odd = "I0613 11:00:09.500000  100 Session.cpp:1] something odd"
      try folder.write((Self.short + [odd]).map { "\($0)\n" }.joined(), to: "smtp.log")
      let result = try BuiltProgram.logscan.run(["doctor", "--year", "2018", folder.path])
      #expect(result.output.contains("smtp.log:13"), "\(result.output)")
    }
  }

  @Test func `that a log is not in the order of time is reported, of a short one too`() throws {
    func outOfOrder(_ lines: [String]) throws -> Int? {
      try withTemporaryFolder { folder in
        try folder.write(lines.map { "\($0)\n" }.joined(), to: "smtp.log")
        let result = try BuiltProgram.logscan.run(
          ["doctor", "-f", "json", "--year", "2018", folder.path])
        return try StrictJSON(result.outputOctets)["recordsOutOfOrder"]?.integer
      }
    }
    #expect(try outOfOrder(Self.short) == 0)
    #expect(try outOfOrder(Self.short.reversed()) == 9)
    #expect(try outOfOrder(Array(Self.short[6...]) + Self.short[..<6]) == 6)
    // The same again: copies, which are dropped.
    #expect(try outOfOrder(Self.short + Self.short) == 0)
    // A process that writes late.
    #expect(try outOfOrder(Array(Self.short[3...]) + Self.short[..<3]) == 0)
  }

  @Test(arguments: [
    ("2026/11/23 11:00:00 smtp, ", "take it off"), ("{\"log\":\"", "take it off"), ("x", nil),
  ])
  func `the doctor says why lines are not records`(prefix: String, hint: String?) throws {
    try withTemporaryFolder { folder in
      let lines = prefix == "x" ? ["hello", "world"] : Self.short.map { prefix + $0 }
      try folder.write(lines.joined(separator: "\n") + "\n", to: "smtp.log")
      let text = try BuiltProgram.logscan.run(["doctor", folder.path]).output
      #expect(text.contains("take it off") == (hint != nil), "\(text)")
    }
  }

  @Test func `a byte order mark costs no record, and UTF-16 is reported`() throws {
    try withTemporaryFolder { folder in
      let text = Self.short.joined(separator: "\n") + "\n"
      try folder.write("\u{FEFF}" + text, to: "smtp.log")
      let read = try BuiltProgram.logscan.run(["doctor", "-f", "json", folder.path])
      let coverage = try StrictJSON(read.outputOctets)
      #expect(coverage["records"]?.integer == 12)
      #expect(coverage["sessions"]?.integer == 4)
      try folder.write([0xFF, 0xFE] + text.utf8.flatMap { [$0, 0] }, to: "smtp.log")
      #expect(try BuiltProgram.logscan.run(["doctor", folder.path]).output.contains("iconv"))
    }
  }

  @Test func `sessions are listed in the order of time if that is asked for`() throws {
    try withTemporaryFolder { folder in
      try folder.write(Self.short[6...].joined(separator: "\n") + "\n", to: "a.log")
      try folder.write(Self.short[..<6].joined(separator: "\n") + "\n", to: "b.log")
      func starts(_ arguments: [String]) throws -> [String] {
        let result = try BuiltProgram.logscan.run(
          ["sessions", "-f", "ndjson", "--year", "2018", folder.path] + arguments)
        return try StrictJSON.lines(result.outputOctets).compactMap { $0["start"]?.text }
      }
      let times = try starts(["--sort", "start"])
      #expect(times.count == 4)
      #expect(times == times.sorted())
      #expect(try starts([]) == Array(times[2...] + times[..<2]))
    }
  }

  @Test func `sessions that are not selected are not reported as open`() throws {
    let result = try BuiltProgram.logscan.run(
      [Repository.sample("logs"), "--year", "2018", "-d", "1999-01-01", "-f", "json"])
    let coverage = try StrictJSON(result.outputOctets)["coverage"]
    #expect(coverage?["sessionsStillOpen"]?.integer == 0)
    #expect(coverage?["unconnectedAttempts"]?.integer == 0)
  }

  @Test func `a pipe's records without a year end now, not in the year 2000`() throws {
    for jobs in [1, 2] {
      let result = try BuiltProgram.shell(
        "cat \(Self.yearless) | \"$LOGSCAN\" sessions -f ndjson --utc -j \(jobs) -")
      let sessions = try StrictJSON.lines(result.outputOctets)
      #expect(!sessions.isEmpty)
      for session in sessions {
        #expect(session["yearSource"]?.text == "clock")
        #expect(try #require(session["start"]?.text?.prefix(4)) > "2018")
      }
    }
    let report = try BuiltProgram.shell("cat \(Self.yearless) | \"$LOGSCAN\" --utc -")
    let text = report.output.replacing("\n", with: " ")
    #expect(text.contains("year from today's date (inferred)"))
    #expect(!text.contains("nowhere"))
    let given = try BuiltProgram.shell("cat \(Self.yearless) | \"$LOGSCAN\" --utc --year 2018 -")
    #expect(given.output.contains("2018-"))
  }

  @Test func `an empty selection is said, with what there was`() throws {
    let words = "No session matches the selection (30 in the input, 2018-06-13)."
    let selection = ["--utc", "-d", "1999-01-01", Self.log]
    let report = try BuiltProgram.logscan.run(selection)
    #expect(report.exitCode == 0)
    #expect(report.output.contains(words))
    #expect(!report.output.contains("Attention"))
    for command in ["sessions", "providers"] {
      let result = try BuiltProgram.logscan.run([command] + selection)
      #expect(result.exitCode == 0)
      #expect(result.error == "logscan: \(words)\n")
      #expect(try BuiltProgram.logscan.run([command, "-q"] + selection).error == "")
    }
    let all = try BuiltProgram.logscan.run(
      ["sessions", "--utc", "--year", "2018", "-d", "1999-01-01", Repository.sample("logs")])
    #expect(all.error.contains("2018-06-12 – 2026-11-23)."))
  }

  @Test func `a year that cannot be is said, and lines are the sum of their kinds`() throws {
    try withTemporaryFolder { folder in
      let quit = "17945 snd.cpp:475] C: QUIT\n"
      let text = "\0\0I0229 11:19:41.984349 \(quit)I0301 00:00:01.000000 \(quit)"
      let log = try folder.write(text, to: "a.log")
      try folder.write("no record\n", to: "b.log")
      for (year, count) in [("2019", 1), ("2020", 0)] {
        for jobs in ["1", "2"] {
          let result = try BuiltProgram.logscan.run(
            ["-f", "json", "--year", year, "-j", jobs, folder.path])
          let coverage = try StrictJSON(result.outputOctets)["coverage"]
          #expect(coverage?["impossibleLeapDays"]?.integer == count)
          #expect(coverage?["impaired"]?.integer == 1)
          #expect(coverage?["defects"]?.integer == 1)
          #expect(coverage?["lines"]?.integer == 3)
          #expect(coverage?["records"]?.integer == 2)
          #expect(coverage?["files"]?.integer == 2)
          #expect(coverage?["filesWithoutRecord"]?.integer == 1)
        }
        let doctor = try BuiltProgram.logscan.run(["doctor", "--year", year, log])
        #expect(doctor.output.contains("the year is wrong") == (count > 0))
        #expect(doctor.output.replacing("\n", with: " ").contains("1 line lost a part"))
      }
    }
  }

  @Test func `the report on what is not a log has no findings`() throws {
    try withTemporaryFolder { folder in
      let result = try BuiltProgram.logscan.run([folder.write("hello\n", to: "x")])
      #expect(result.output.hasPrefix("NOTHING RECOGNISED"))
      #expect(!result.output.contains("Attention"))
    }
  }

  @Test func `doctor says what share of the lines belongs to no record, and where`() throws {
    let good = try BuiltProgram.logscan.run(["doctor", "--utc", Self.log])
    #expect(good.output.hasPrefix("All input was read; 100% of"), "\(good.output)")
    try withTemporaryFolder { folder in
      let text = try Folder(path: "/").text(Self.log)
      let strays = (1...9).map { "stray line \($0)\n" }.joined()
      try folder.write(strays + text, to: "a.log")
      try folder.write(strays + text, to: "b.log")
      try folder.write("neither this\nnor that\n", to: "c.log")
      let result = try BuiltProgram.logscan.run(["doctor", "--utc", folder.path])
      #expect(result.exitCode == 0)
      let verdict = result.output.prefix(200).replacing("\n", with: " ")
      #expect(!verdict.contains("All input was read"))
      #expect(verdict.contains("100% of"))
      #expect(verdict.contains("belong to no record"))
      #expect(verdict.contains("1 of 3 inputs holds no record at all"))
      let places = result.output.text(behind: "First lines that are not part of a record")
      for name in ["a.log", "b.log"] {
        #expect(places.count(of: folder.path(name)) == 1, "\(places)")
      }
      #expect(places.count(of: "stray line 2") == 2)
      #expect(!places.contains("stray line 3"))
    }
  }
}

extension String {
  /// What follows the first occurrence of a text; empty if there is none.
  fileprivate func text(behind text: String) -> String {
    firstRange(of: text).map { String(self[$0.upperBound...]) } ?? ""
  }

  /// How often a text occurs.
  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
