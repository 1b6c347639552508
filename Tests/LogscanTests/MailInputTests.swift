// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What `logscan mime` takes for mail, and what it says of the rest.
@Suite struct MailInputTests {
  private func run(_ arguments: String...) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["mime"] + arguments)
  }

  /// The member of a JSON object that `mime measure` wrote for `path`, as text.
  private func member(_ name: String, _ paths: String...) throws -> String {
    let result = try BuiltProgram.logscan.run(["mime", "measure", "-f", "ndjson"] + paths)
    let text = result.output
    guard let start = text.firstRange(of: "\"\(name)\":{")?.upperBound,
      let end = text[start...].firstIndex(of: "}")
    else { return text }
    return String(text[start..<end])
  }

  private static let message = "From: a@b.example\r\nDate: 6 Nov 2026 09:00 +0100\r\n\r\nx\r\n"

  @Test func `what could be read of a damaged file is counted, and the file is not empty`() throws {
    try withTemporaryFolder { folder in
      let text = Array(Self.message.utf8)
      let count = UInt8(text.count)
      // A gzip member with one stored block, without the check sum at its end.
      let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, count, 0, ~count, 0xFF]
      let cut = try folder.write(head + text, to: "cut.eml.gz")
      #expect(
        try member("coverage", cut)
          == "\"files\":1,\"octets\":\(count),\"notMail\":0,\"empty\":0,\"unreadable\":1,\"skipped\":0"
      )
      let xz = try folder.write([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 1, 2, 3, 4], to: "a.xz")
      #expect(
        try member("coverage", xz)
          == "\"files\":0,\"octets\":0,\"notMail\":0,\"empty\":0,\"unreadable\":1,\"skipped\":0")
      #expect(try run("measure", "--no-cost", cut, xz).exitCode == 3)
    }
  }

  @Test func `a damaged file in which no mail is seen is reported`() throws {
    try withTemporaryFolder { folder in
      let text = Array("root:x:0:0:root:/root:/bin/bash\n".utf8)
      let count = UInt8(text.count)
      let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, count, 0, ~count, 0xFF]
      let cut = try folder.write(head + text, to: "cut.gz")
      let result = try run("measure", "--no-cost", cut)
      #expect(result.exitCode == 3)
      #expect(result.error.contains("cut.gz") && result.error.contains("ends in the middle"))
    }
  }

  @Test func `what is not mail is reported, by measure and by inspect`() throws {
    try withTemporaryFolder { folder in
      try folder.write("root:x:0:0:root:/root:/bin/bash\n", to: "in/passwd")
      try folder.write("name: value\n", to: "in/conf.yaml")
      try folder.write((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* $0) }, to: "in/octets")
      let measured = try run("measure", "--no-cost", folder.path("in"))
      #expect(measured.exitCode == 4)
      #expect(measured.output.contains("not mail 3"))
      let octets = try run("inspect", folder.path("in/octets"))
      #expect(octets.exitCode == 4 && octets.output.isEmpty)
      #expect(octets.error.contains("in/octets"))
      // Asked for a text, inspect shows it.
      #expect(try run("inspect", folder.path("in/conf.yaml")).exitCode == 0)
    }
  }

  @Test func `mail is counted wherever it lies, but for a Maildir's tmp`() throws {
    try withTemporaryFolder { folder in
      for name in ["md/cur/1", "md/new/2", "md/tmp/3.eml", "box/tmp/4.eml"] {
        try folder.write(Self.message, to: name)
      }
      func messages(_ paths: String...) throws -> Int {
        let arguments = ["mime", "inspect", "-f", "ndjson"] + paths.map { folder.path($0) }
        return try BuiltProgram.logscan.run(arguments).output.split(separator: "\n").count
      }
      #expect(try messages("md", "box") == 3)
      #expect(try messages("md/.") == 2)
      #expect(try messages("md/tmp") == 1)
      #expect(try messages("md/tmp/3.eml", "md") == 3)
      #expect(try member("coverage", folder.path("md")).hasSuffix("\"skipped\":1"))
    }
  }

  @Test func `an mbox is a mailbox of its own, whatever it is called`() throws {
    try withTemporaryFolder { folder in
      let two = "From a\n\(Self.message)\nFrom b\n\(Self.message)\n"
      for name in ["archive.2024", "sent.mail"] { try folder.write(two, to: "in/" + name) }
      try folder.write("From a\n\(Self.message)", to: "in/one.eml")
      let output = try run("measure", "-f", "ndjson", folder.path("in")).output
      let rows = output.firstRange(of: "\"byMailbox\":{").map { output[$0.upperBound...] } ?? ""
      for (name, count) in [("in/archive.2024", 2), ("in/sent.mail", 2), ("in", 1)] {
        #expect(rows.contains("\"\(folder.path(name))\":{\"messages\":\(count),"), "\(name)")
      }
    }
  }
}
