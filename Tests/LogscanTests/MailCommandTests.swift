// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@Suite struct MailCommandTests {
  private func run(_ arguments: String...) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["mime"] + arguments)
  }

  @Test func `inspect shows the trees of all samples as recorded`() throws {
    let result = try run("inspect", "samples/messages")
    expectGolden(result.output, named: "messages.tree.txt")
    #expect(result.exitCode == 0)
  }

  @Test func `inspect lists the leaves of all samples as recorded`() throws {
    let result = try run("inspect", "-f", "ndjson", "--digests", "samples/messages")
    expectGolden(result.output, named: "messages.leaves.ndjson")
  }

  @Test func `measure reports on all samples as recorded`() throws {
    let result = try run("measure", "--codec-speed", "1e9", "--jobs", "1", "samples/messages")
    expectGolden(result.output, named: "messages.measure.txt")
    #expect(result.exitCode == 0)
  }

  @Test func `the number of threads changes nothing`() throws {
    let one = try run("measure", "--jobs", "1", "-f", "json", "samples/messages")
    let two = try run("measure", "--jobs", "2", "-f", "json", "samples/messages")
    #expect(one.output == two.output)
  }

  @Test func `two runs merged equal one over both`() throws {
    try withTemporaryFolder { folder in
      let (mbox, message) = ("samples/messages/three.mbox", "samples/messages/control.eml")
      let (a, b) = (folder.path("a.json"), folder.path("b.json"))
      _ = try run("measure", "--codec-speed", "1e9", "-o", a, mbox)
      _ = try run("measure", "-o", b, message)
      let merged = try run("measure", "--merge", "-f", "json", a, b)
      #expect(merged.output == (try run("measure", "-f", "json", mbox, message)).output)
    }
  }

  @Test func `cost states sources and caveats, and takes other parameters`() throws {
    let result = try run("cost", "--codec-speed", "1e9")
    #expect(result.output.contains("1/5,600"))
    #expect(result.output.contains("Mytton"))
    try withTemporaryFolder { folder in
      let file = try folder.write("bitcoin,1,1,1,TWh per year,2026,a test\n", to: "p.csv")
      let other = try run("cost", "--codec-speed", "1e9", "--parameters", file)
      #expect(other.output.contains("2.48 %"))
      let wrong = try folder.write("nonsense,1,1,1,x,1,y\n", to: "w.csv")
      #expect(try run("cost", "--codec-speed", "1e9", "--parameters", wrong).exitCode == 2)
    }
  }

  @Test func `bad input is reported, and the rest is measured`() throws {
    try withTemporaryFolder { folder in
      try folder.copy(Repository.root + "/samples/messages/control.eml", to: "mail/a.eml")
      try folder.write("", to: "mail/empty.eml")
      try folder.write("Just some notes, no mail.\n", to: "mail/notes.txt")
      try folder.link("mail/loop", to: "../mail")
      let good = try run("measure", "--no-cost", folder.path("mail"))
      #expect(good.exitCode == 0)
      #expect(good.output.contains("not mail 1, empty 1"))
      try folder.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2], to: "mail/cut.gz")
      let cut = try run("measure", "--no-cost", folder.path("mail"))
      #expect(cut.exitCode == 3)
      #expect(cut.error.contains("cut.gz"))
      #expect(cut.output.contains("1 message "))
      #expect(try run("measure", folder.path("missing")).exitCode == 3)
      #expect(try run("measure", folder.path("mail/notes.txt")).exitCode == 4)
      #expect(try run("measure").exitCode == 2)
      #expect(try run("measure", "--merge", folder.path("mail/notes.txt")).exitCode == 2)
    }
  }
}
