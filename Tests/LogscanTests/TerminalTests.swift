// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import TestSupport
import Testing

/// What a reader at a terminal gets without asking: `script` gives the program one.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct TerminalTests {
  private func terminal(_ arguments: String) throws -> [Substring] {
    let result = try BuiltProgram.shell(
      "script -qec \"$LOGSCAN report -q --utc --year 2018 --color never \(arguments) samples/logs\" /dev/null"
    )
    try #require(result.exitCode == 0, "\(result.error)")
    return result.output.split(separator: "\r\n")
  }

  @Test func `a report on a terminal is two screens, and says how to get the rest`() throws {
    let lines = try terminal("")
    #expect((20...110).contains(lines.count))
    #expect(lines.contains("Attention"))
    #expect(lines.contains("Providers"))
    #expect(lines.last?.hasSuffix("more: --detail 5") == true)
    #expect(try terminal("--detail 5").count > 300)
    #expect(
      try terminal("--sections endings").contains { $0.hasPrefix("Endings") || $0.contains("QUIT") }
    )
  }
}
