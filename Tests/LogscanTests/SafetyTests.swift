// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import logscan

/// What the program does before it reads anything: results never replace inputs, and a mistyped
/// subcommand is not a missing file.
@Suite struct SafetyTests {
  private static let log = Repository.sample("logs/inbound-2018.log")

  @Test(arguments: [
    ["report", "logs/in.txt"], ["report", "logs"], ["report", "."], ["report", "link"],
    ["providers", "logs"], ["sessions", "logs"], ["doctor", "logs"], ["mime", "measure", "logs"],
  ])
  func `a result never replaces an input`(arguments: [String]) throws {
    try withTemporaryFolder { folder in
      try folder.copy(Self.log, to: "logs/in.txt")
      try folder.link("link", to: "logs/in.txt")
      let before = try folder.octets("logs/in.txt")
      for output in ["logs/in.txt", "logs/../logs/in.txt"] {
        let result = try BuiltProgram.logscan.run(arguments + ["-o", output], in: folder.path)
        #expect(result.exitCode == 2)
        #expect(result.output == "")
        #expect(result.error.contains("in.txt"))
        #expect(result.error.contains("-o"))
        #expect(try folder.octets("logs/in.txt") == before)
        #expect(try Folder(path: folder.path("logs")).names() == ["in.txt"])
      }
    }
  }

  @Test func `a result never replaces standard input`() throws {
    try withTemporaryFolder { folder in
      try folder.copy(Self.log, to: "in.txt")
      let result = try BuiltProgram.shell(
        "\"$LOGSCAN\" - -o in.txt < in.txt", in: folder.path)
      #expect(result.exitCode == 2)
      #expect(result.error.contains("standard input"))
    }
  }

  @Test(arguments: [
    ["report", "in.txt", "--providers", "p.csv", "-o", "p.csv"],
    ["sessions", "in.txt", "--providers", "p.csv", "-o", "./p.csv"],
    ["mime", "measure", "a.eml", "--providers", "p.csv", "-o", "p.csv"],
    ["mime", "measure", "a.eml", "--parameters", "c.csv", "-o", "c.csv"],
    ["mime", "measure", "--merge", "a.json", "b.json", "-o", "a.json"],
    ["mime", "cost", "--parameters", "c.csv", "-o", "c.csv"],
    ["mime", "cost", "--from", "a.json", "-o", "a.json"],
  ])
  func `a result never replaces a file that is read besides`(arguments: [String]) throws {
    try withTemporaryFolder { folder in
      try folder.copy(Self.log, to: "in.txt")
      try folder.copy(Repository.sample("messages/control.eml"), to: "a.eml")
      try folder.write("suffix,provider,source\nx.example,X,test\n", to: "p.csv")
      try folder.write("hops,1,1,1,transfers,2026,a test\n", to: "c.csv")
      for name in ["a.json", "b.json"] {
        let measure = ["mime", "measure", "--no-cost", "a.eml", "-o", name]
        _ = try BuiltProgram.logscan.run(measure, in: folder.path)
      }
      let names = try folder.names()
      let before = try names.map { try folder.octets($0) }
      let result = try BuiltProgram.logscan.run(arguments, in: folder.path)
      #expect(result.exitCode == 2)
      #expect(result.output == "")
      #expect(result.error.contains("-o"))
      #expect(try folder.names() == names)
      #expect(try names.map { try folder.octets($0) } == before)
    }
  }

  @Test func `a result may replace an older one that is not an input`() throws {
    try withTemporaryFolder { folder in
      try folder.copy(Self.log, to: "logs/in.log")
      try folder.write("old", to: "report.txt")
      let result = try BuiltProgram.logscan.run(
        ["logs", "-o", "report.txt", "--utc"], in: folder.path)
      #expect(result.exitCode == 0)
      #expect(try folder.text("report.txt").hasPrefix("logscan"))
    }
  }

  @Test(arguments: [
    ("reprot", "report"), ("repor", "report"), ("session", "sessions"), ("docter", "doctor"),
    ("shwo", "show"), ("provider", "providers"), ("hlep", "help"),
  ])
  func `a mistyped subcommand is not a missing file`(word: String, name: String) throws {
    try withTemporaryFolder { folder in
      let result = try BuiltProgram.logscan.run([word, Self.log], in: folder.path)
      #expect(result.exitCode == 2)
      #expect(result.output == "")
      #expect(result.error == "logscan: \(word): no such file; did you mean 'logscan \(name)'?\n")
      try folder.copy(Self.log, to: word)
      #expect(try BuiltProgram.logscan.run([word, "--utc"], in: folder.path).exitCode == 0)
    }
  }

  @Test(arguments: ["smtp.log", "x", "dir", "mailbox", "2018"])
  func `other words are files`(word: String) {
    let names = ["report", "providers", "sessions", "show", "doctor", "dump", "mime", "help"]
    #expect(SubcommandGuess.nearest(to: word, among: names) == nil)
  }
}
