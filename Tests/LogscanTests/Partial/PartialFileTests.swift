// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Files that are no partial results, or no longer whole ones.
@Suite struct PartialFileTests {
  private func partial(in folder: Folder) throws -> String {
    let path = folder.path("good.partial")
    let result = try BuiltProgram.logscan.run([
      "report", "-q", "--utc", "--partial-out", path, Repository.sample("logs/essay.log"),
    ])
    try #require(result.exitCode == 0, "\(result.error)")
    return path
  }

  @Test func `a file that was cut or changed anywhere is refused`() throws {
    try withTemporaryFolder { folder in
      _ = try partial(in: folder)
      let octets = try folder.octets("good.partial")
      var generator = Seed(11).generator
      let out = folder.path("out.json")
      for _ in 0..<60 {
        var damaged = octets
        if generator.once(in: 2) {
          damaged.removeLast(generator.number(1...octets.count))
        } else {
          damaged[generator.number(0...octets.count - 1)] ^= UInt8(generator.number(1...255))
        }
        let bad = try folder.write(damaged, to: "bad.partial")
        let result = try BuiltProgram.logscan.run(["merge", "-o", out, bad])
        #expect([2, 3].contains(result.exitCode))
        #expect(result.error.contains("bad.partial"))
        #expect(!folder.exists("out.json"))
      }
    }
  }

  @Test func `what is not a partial result is refused by name`() throws {
    try withTemporaryFolder { folder in
      let good = try partial(in: folder)
      for (name, text) in [("empty", ""), ("log", "I20181101 09:00:00.000000 1 a.cpp:1] x\n")] {
        let path = try folder.write(text, to: name)
        let result = try BuiltProgram.logscan.run(["merge", good, path])
        #expect(result.exitCode == 2)
        #expect(result.error.contains("\(path): is not a partial result"))
        #expect(result.output.isEmpty)
      }
    }
  }

  @Test func `results of different zones and of different kinds are not mixed`() throws {
    try withTemporaryFolder { folder in
      let good = try partial(in: folder)
      let other = folder.path("other.partial")
      let mail = folder.path("mail.partial")
      _ = try BuiltProgram.logscan.run([
        "report", "-q", "--tz", "Europe/Berlin", "--partial-out", other,
        Repository.sample("logs/inbound-2018.log"),
      ])
      _ = try BuiltProgram.logscan.run([
        "mime", "measure", "-q", "--partial-out", mail, Repository.sample("messages"),
      ])
      let zones = try BuiltProgram.logscan.run(["merge", good, other])
      #expect(zones.exitCode == 2)
      #expect(zones.error.contains("Europe/Berlin"))
      let kinds = try BuiltProgram.logscan.run(["merge", good, mail])
      #expect(kinds.exitCode == 2)
      #expect(kinds.error.contains("a measurement of mail"))
    }
  }

  @Test func `inputs are listed as they are read, and what is left out is not lost`() throws {
    try withTemporaryFolder { folder in
      let logs = Repository.sample("logs")
      let rest = folder.path("rest.partial")
      let listed = try BuiltProgram.logscan.run(["inputs", "-q", "--partial-out", rest, logs])
      #expect(listed.exitCode == 0)
      let list = try folder.write(listed.output, to: "list")
      let partial = folder.path("logs.partial")
      _ = try BuiltProgram.logscan.run([
        "report", "-q", "--utc", "--year", "2018", "--partial-out", partial, "--files-from", list,
      ])
      let merged = try BuiltProgram.logscan.run(["merge", "-q", "-f", "json", rest, partial])
      let whole = try BuiltProgram.logscan.run([
        "report", "-q", "--utc", "--year", "2018", "-f", "json", logs,
      ])
      #expect(merged.output == whole.output)
    }
  }
}
