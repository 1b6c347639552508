// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The program on logs of Exim, by name of the sample.
@Suite struct EximCommandTests {
  private static func logscan(_ arguments: [String]) throws -> ProgramResult {
    try BuiltProgram.logscan.run(
      arguments + ["--utc", "--year", "2026"], in: Repository.root + "/samples/logs-exim")
  }

  private static func words(_ arguments: [String]) throws -> String {
    try logscan(arguments).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test(arguments: [
    ("exim-debian.txt", "debian-4.96"), ("exim-openssl.txt", "openssl-4.98"),
    ("exim-old.txt", "openssl-4.89"), ("exim-rotated.txt", "rotated"),
    ("exim-syslog.txt", "syslog.log"), ("exim-out.txt", "outbound"),
  ])
  func `the report on a sample is as it was reviewed`(_ name: String, _ path: String) throws {
    let result = try Self.logscan(["--detail", "0", path])
    #expect(result.exitCode == 0)
    expectGolden(result.output, named: name)
  }

  @Test func `doctor names the selectors that a log lacks, and what its sessions share`() throws {
    let words = try Self.words(["doctor", "debian-4.96"])
    #expect(words.contains("log_selector = +smtp_connection +smtp_no_mail +pid"))
    #expect(words.contains("shared an address with others"))
    #expect(!words.contains("shared a thread id with others"))
    let complete = try Self.words(["doctor", "openssl-4.98"])
    #expect(!complete.contains("+smtp_connection"))
    #expect(!complete.contains("shared an address"))
  }

  /// Handshakes that the drivers of the samples saw fail, as `samples/README.md` has them.
  @Test(arguments: [
    ("debian-4.96", 17), ("openssl-4.98", 1), ("openssl-4.89", 9), ("rotated", 9),
    ("syslog.log", 2),
  ])
  func `every failed handshake is counted`(_ path: String, _ count: Int) throws {
    let rows = try Self.logscan(
      ["sessions", "-f", "ndjson", "--where", "tls=failed", path])
    let failed = try StrictJSON.lines(rows.outputOctets)
    #expect(failed.count { $0["direction"]?.text == "inbound" } == count)
  }

  @Test func `the transcript of a session is its lines`() throws {
    let rows = try Self.logscan(
      ["sessions", "-f", "ndjson", "--where", "tls=failed", "openssl-4.98"])
    let id = try #require(StrictJSON.lines(rows.outputOctets).first?["id"]?.text)
    let shown = try Self.logscan(["show", "--explain", id, "openssl-4.98"])
    expectGolden(shown.output, named: "exim-show.txt")
  }

  @Test func `the register of peers knows servers that Exim delivers to`() throws {
    let result = try Self.logscan(["peers", "-f", "json", "outbound"])
    #expect(result.exitCode == 0)
    #expect(result.output.contains("mx.strict.example"))
  }
}
