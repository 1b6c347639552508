// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The shared test support, tested: a guard that cannot fail guards nothing.
@Suite struct TestSupportTests {
  @Test func `a differing or missing golden fails, an equal one does not`() throws {
    try withTemporaryFolder { folder in
      let here = folder.path("Test.swift")
      try folder.write("one\ntwo\n", to: "Golden/a.txt")
      expectGolden("one\ntwo\n", named: "a.txt", file: here)
      withKnownIssue { expectGolden("one\n2\n", named: "a.txt", file: here) }
      withKnownIssue { expectGolden("one\n", named: "b.txt", file: here) }
    }
  }

  @Test func `every splitting is the whole input, in order`() {
    for count in [0, 1, 2, 65, 2048] {
      let input = [UInt8](repeating: 7, count: count).enumerated().map { UInt8($0.offset % 251) }
      for splitting in Splitting.all(forCount: count) {
        #expect(splitting.chunks(of: input).flatMap(\.self) == input, "\(splitting.name)")
      }
      var generator = Seed(1).generator
      let random = Splitting.random(forCount: count, largest: 9, using: &generator)
      #expect(random.chunks(of: input).flatMap(\.self) == input)
    }
    #expect(Splitting.all(forCount: 2).count == 1 + 5 + 3)
  }

  @Test func `the same seed gives the same sequence`() {
    var one = Seed(42).generator
    var two = Seed(42).generator
    var other = Seed(43).generator
    let sequence = one.octets(count: 20)
    #expect(sequence == two.octets(count: 20))
    #expect(sequence != other.octets(count: 20))
    #expect(one.octets(count: 99, from: "ab").allSatisfy { $0 == 97 || $0 == 98 })
  }

  @Test func `a temporary folder is there, and gone afterwards`() throws {
    let path = try withTemporaryFolder { folder in
      try folder.write("a", to: "deep/er/b")
      try folder.link("c", to: "deep/er/b")
      #expect(try folder.text("c") == "a")
      #expect(try folder.names() == ["c", "deep"])
      return folder.path
    }
    #expect(!Folder(path: "/").exists(String(path.dropFirst())))
  }

  @Test func `a program's streams, exit code and signal are told apart`() throws {
    let shell = BuiltProgram(path: "/bin/bash")
    let script = "read line; echo \"out $line $X\"; echo err >&2; pwd; exit 7"
    let result = try shell.run(
      ["-c", script], input: Array("in\n".utf8), environment: ["X": "y"], in: "/")
    #expect(result.output == "out in y\n/\n")
    #expect(result.error == "err\n")
    #expect(result.exitCode == 7)
    let killed = try shell.run(["-c", "kill -9 $$"])
    #expect(killed.signal == 9)
    #expect(killed.exitCode == -1)
    #expect(try BuiltProgram(path: "/no/such/program").run([]).exitCode == 127)
  }

  @Test func `the built program is found and runs`() throws {
    let help = try BuiltProgram.logscan.run(["--help"])
    #expect(help.exitCode == 0)
    #expect(help.output.contains("logscan"))
    let piped = try BuiltProgram.shell("$LOGSCAN --help | head -1")
    #expect(piped.output.contains("\n"))
  }
}
