// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Words and numbers in results that an operator goes by.
@Suite struct WordingTests {
  private static let samples = Repository.sample("logs")
  private static let log = Repository.sample("logs/inbound-2018.log")

  private func run(_ arguments: [String]) throws -> ProgramResult {
    let result = try BuiltProgram.logscan.run(arguments + ["--utc", "--year", "2018"])
    #expect(result.exitCode == 0, "\(result.error)")
    return result
  }

  @Test(arguments: [
    [], ["report"], ["providers"], ["sessions"], ["show"], ["peers"], ["doctor"], ["dump"],
    ["mime"], ["mime", "measure"], ["mime", "inspect"], ["mime", "convert"], ["mime", "restore"],
    ["mime", "cost"],
  ])
  func `examples in the help fit a terminal of 80 columns`(command: [String]) throws {
    let help = try BuiltProgram.logscan.run(
      command + ["--help"], environment: ["COLUMNS": "80"]
    ).output.split(separator: "\n", omittingEmptySubsequences: false)
    let examples = help.drop { $0 != "EXAMPLES:" }.dropFirst().prefix { !$0.isEmpty }
    #expect(command == ["mime"] || !examples.isEmpty)
    // A line that does not fit goes on at the margin.
    #expect(examples.filter { !$0.hasPrefix("  ") } == [])
  }

  @Test func `what is left out of the findings is reported with its true number`() throws {
    let report = try StrictJSON(run([Self.samples, "-f", "json"]).outputOctets)
    let total = try #require(report["findings"]?.elements.count)
    let serious = report["findings"]?.elements.count { $0["severity"]?.text != "notice" } ?? 0
    try #require(serious > 2 && total > serious)
    let few = try run([Self.samples, "--top", "2"]).output
    #expect(few.contains("… 2 of \(serious) findings; --top 0 for all"))
    let usual = try run([Self.samples, "--top", "0"]).output
    #expect(usual.contains("… and \(total - serious) notices, which --detail 6 shows"))
    #expect(try !run([Self.samples, "--top", "0", "--detail", "6"]).output.contains("findings;"))
  }

  @Test func `a provider can be named as reports print it`() throws {
    let quoted = try run(["sessions", "-f", "ndjson", "-p", "“vps-host.example”", Self.log])
    #expect(try StrictJSON.lines(quoted.outputOctets).count == 2)
    let confirmed = try BuiltProgram.logscan.run(
      ["sessions", "-f", "ndjson", "-p", "“bigmail.example”", Self.log])
    #expect(confirmed.output == "")
  }

  @Test func `sessions can be selected by the ending that their table prints`() throws {
    let short = try run(["sessions", "-f", "csv", "--where", "ended=\"after msg\"", Self.log])
    let long = try run(["sessions", "-f", "csv", "--where", "ended=lost-after-message", Self.log])
    #expect(short.output == long.output)
    #expect(short.output.split(separator: "\r\n").count > 3)
  }

  @Test func `a certificate can be asked for by the word that output has for it`() throws {
    let bad = try run(["sessions", "-f", "csv", "--where", "certificate=bad", Self.samples])
    let offered = try run(
      ["sessions", "-f", "csv", "--where", "certificate=offered-bad", Self.samples])
    #expect(bad.output == offered.output)
    #expect(bad.output.contains(",offered-bad,"))
  }

  @Test func `a decision about a peer keeps to the width of the page`() throws {
    let server = Repository.sample("logs/outbound-2026.log.gz")
    let result = try run(["peers", "--for", "mx.full.example", "--width", "50", server])
    let lines = result.output.split(separator: "\n")
    #expect(lines.count > 1)
    #expect(lines.allSatisfy { $0.count <= 50 })
  }

  @Test func `why handshakes failed is shown where no session was encrypted`() throws {
    try withTemporaryFolder { folder in
      let log = try folder.write(
        """
        I20240815 11:10:47.982460 2101 Session.cpp:472] EHLO mx.example from [192.0.2.1]
        W20240815 11:10:48.174070 2101 TLS-OpenSSL.cpp:844] error:0A000418:SSL routines::tlsv1 \
        alert unknown ca
        I20240815 11:10:48.174838 2101 Session.cpp:1513] failed STARTTLS

        """, to: "smtp.log")
      let output = try run([log]).output
      #expect(output.contains("What failed"))
      #expect(output.contains("handshake: tlsv1 alert unknown ca"))
    }
  }

  @Test func `a section that was asked for and is empty says so`() throws {
    let result = try run(["--sections", "fallback", Repository.sample("logs/outbound-2018a.log")])
    #expect(result.output == "Plaintext after a failed handshake\nnone\n")
  }

  @Test func `a peer without a name is one that the log does not name`() throws {
    let sessions = try StrictJSON.lines(run(["sessions", "-f", "ndjson", Self.log]).outputOctets)
    let nameless = sessions.first { $0["provider"]?.text == "unknown" }
    let id = try #require(nameless?["id"]?.text)
    let shown = try run(["show", id, Self.log]).output
    #expect(shown.contains("from a peer that the log does not name, "))
  }

  @Test func `parameters of the cost have their whole source`() throws {
    let result = try BuiltProgram.logscan.run(["mime", "cost"])
    let text = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("Radicati series as quoted by expertbeacon.com and mailtester.ninja"))
    #expect(text.contains("octets a second"))
  }

  @Test(arguments: [
    ("report", "--sections=-tls"), ("report", "unless -f is given"),
    ("report", "header row"), ("report", "a week"),
  ])
  func `help says it`(command: String, words: String) throws {
    let help = try BuiltProgram.logscan.run([command, "--help"]).output
    let text = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains(words))
  }
}
