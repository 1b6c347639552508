// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// `mime measure --merge` believes only what a run can have written.
@Suite struct MailMergeTests {
  private func mime(_ arguments: String..., in folder: String = Repository.root) throws
    -> ProgramResult
  {
    try BuiltProgram.logscan.run(["mime"] + arguments + ["--no-cost"], in: folder)
  }

  /// A result over the samples, with one text in it replaced.
  private func changed(_ text: String, to other: String, in folder: Folder) throws {
    let result = try mime("measure", "-f", "ndjson", "samples/messages")
    #expect(result.output.contains(text), "\(text)")
    try folder.write(result.output.replacing(text, with: other, maxReplacements: 1), to: "m.json")
  }

  @Test(arguments: [
    ("\"version\":2", "\"version\":3"), ("\"total\":{", "\"totals\":{"),
    ("\"total\":{\"messages\":", "\"total\":{\"messages\":-"),
    ("\"total\":{\"messages\":", "\"total\":{\"messages\":9223372036854775807,\"m\":"),
    ("\"total\":{\"messages\":", "\"total\":{\"messages\":\"1\",\"m\":"),
    ("\"total\":{\"messages\":", "\"total\":{\"messages\":1,\"m\":"),
    ("\"encoded\":", "\"encoded\":9223372036854775807,\"e\":"), ("\"encoded\":", "\"e\":"),
    ("\"byType\":{", "\"byType\":[],\"t\":{"), ("\"byYear\":", "\"year\":"),
    ("\"sizes\":[", "\"sizes\":[0,"), ("\"sizes\":[0,", "\"sizes\":["),
    ("\"overheads\":[", "\"overheads\":[1"), ("\"wasteful\":[{", "\"wasteful\":[{},{"),
    ("\"convertibility\":{\"exact\"", "\"convertibility\":{\"whatever\""),
    ("\"dkim\":", "\"dkim\":1000000,\"d\":"), ("\"notMail\":", "\"notMail\":\"2\",\"n\":"),
  ])
  func `a file that no run has written is refused`(text: String, other: String) throws {
    try withTemporaryFolder { folder in
      try changed(text, to: other, in: folder)
      for arguments in [
        ["measure", "--no-cost", "--merge", "m.json"],
        ["cost", "--codec-speed", "1", "--from", "m.json"],
      ] {
        let result = try BuiltProgram.logscan.run(["mime"] + arguments, in: folder.path)
        #expect(result.exitCode == 2, "\(other): \(result.error)")
        #expect(result.signal == 0)
        #expect(result.output == "")
        #expect(result.error.contains("m.json"))
      }
    }
  }

  @Test func `one file comes out as it went in, with deflate's part`() throws {
    try withTemporaryFolder { folder in
      let file = folder.path("m.json")
      _ = try mime("measure", "--deflated", "-o", file, "samples/messages")
      let merged = try mime("measure", "--merge", "-f", "json", file)
      #expect(merged.outputOctets == (try folder.octets("m.json")))
      #expect(merged.output.contains("\"deflatedEncoded\""))
    }
  }

  @Test func `deflate's part is left out where one of the files has none`() throws {
    try withTemporaryFolder { folder in
      let (a, b) = (folder.path("a.json"), folder.path("b.json"))
      _ = try mime("measure", "--deflated", "-o", a, "samples/messages/control.eml")
      _ = try mime("measure", "-o", b, "samples/messages/three.mbox")
      for files in [[a, b], [b, a]] {
        let merged = try mime("measure", "--merge", "-f", "json", files[0], files[1])
        #expect(!merged.output.contains("deflatedEncoded"))
        #expect(merged.error.contains("--deflated"))
        #expect(merged.exitCode == 0)
      }
    }
  }

  @Test func `sums that get too large are refused`() throws {
    try withTemporaryFolder { folder in
      let most = "9007199254740992"
      let files = "\"coverage\":{\"files\":"
      try changed(files, to: files + "\(most),\"f\":", in: folder)
      let one = try mime("measure", "--merge", "m.json", in: folder.path)
      #expect(one.exitCode == 0, "\(one.error)")
    }
  }

  @Test func `a missing file is input that cannot be read`() throws {
    let result = try mime("measure", "--merge", "/no/such.json")
    #expect(result.exitCode == 3)
    #expect(result.error.contains("/no/such.json"))
  }

  @Test func `a file given twice counts once, and equal files are reported`() throws {
    try withTemporaryFolder { folder in
      _ = try mime("measure", "-o", folder.path("a.json"), "samples/messages/control.eml")
      try folder.copy(folder.path("a.json"), to: "b.json")
      let once = try mime("measure", "--merge", "-f", "json", "a.json", in: folder.path)
      let twice = try mime(
        "measure", "--merge", "-f", "json", "a.json", "./a.json", in: folder.path)
      #expect(twice.output == once.output)
      #expect(twice.error.contains("twice"))
      let copies = try mime("measure", "--merge", "-f", "json", "a.json", "b.json", in: folder.path)
      #expect(copies.output != once.output)
      #expect(copies.error.contains("b.json"))
    }
  }
}
