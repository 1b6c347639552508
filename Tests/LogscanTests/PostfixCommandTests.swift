// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The program on logs of Postfix, by name of the sample.
@Suite struct PostfixCommandTests {
  private static func logscan(_ arguments: [String]) throws -> ProgramResult {
    try BuiltProgram.logscan.run(
      arguments + ["--utc", "--year", "2026"], in: Repository.root + "/samples/logs-postfix")
  }

  @Test(arguments: [
    ("postfix-mail.txt", ["mail.log"]), ("postfix-out.txt", ["311-mail-out.log.gz"]),
    ("postfix-errors.txt", ["errors.log.gz"]), ("postfix-rejects.txt", ["rejects.log.gz"]),
  ])
  func `the report on a sample is as it was reviewed`(_ name: String, _ paths: [String]) throws {
    let result = try Self.logscan(["--detail", "0"] + paths)
    #expect(result.exitCode == 0)
    expectGolden(result.output, named: name)
  }

  @Test func `doctor names the settings that a log lacks`() throws {
    let result = try Self.logscan(["doctor", "loglevel0.log.gz"])
    let words = result.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("smtpd_tls_loglevel = 1 in main.cf"))
    #expect(words.contains("smtp_tls_loglevel = 1 in main.cf"))
    let complete = try Self.logscan(["doctor", "mail.log"])
    #expect(!complete.output.contains("tls_loglevel"))
  }

  @Test func `every form of one log gives the same totals`() throws {
    let totals = try ["mail.log", "rfc3339.log", "rfc5424.log", "journal.json.gz"].map {
      try StrictJSON(Self.logscan(["-f", "json", $0]).outputOctets)["totals"]
    }
    for other in totals.dropFirst() {
      for direction in ["inbound", "outbound"] {
        for member in ["sessions", "deliveries", "messages", "octets", "quitByClient"] {
          #expect(
            other?[direction]?[member]?.integer == totals[0]?[direction]?[member]?.integer,
            "\(direction) \(member)")
        }
      }
    }
  }

  @Test func `the transcript of a session is its lines`() throws {
    let rows = try Self.logscan(["sessions", "-f", "ndjson", "--where", "tls=failed", "mail.log"])
    let id = try #require(StrictJSON.lines(rows.outputOctets).first?["id"]?.text)
    let shown = try Self.logscan(["show", "--explain", id, "mail.log"])
    expectGolden(shown.output, named: "postfix-show.txt")
  }

  @Test func `the register of peers knows servers that Postfix delivers to`() throws {
    let result = try Self.logscan(["peers", "-f", "json", "311-mail-out.log.gz"])
    #expect(result.exitCode == 0)
    #expect(result.output.contains("mx.strict.example"))
  }

  /// Without trust anchors Postfix can verify nobody, and says `Untrusted` of everybody.
  @Test(arguments: [(0, false), (1, true)])
  func `an untrusted certificate accuses only where another one verifies`(
    trusted: Int, isAccused: Bool
  ) throws {
    try withTemporaryFolder { folder in
      let lines = (0..<4).map { number in
        """
        Dec  1 10:00:0\(number) mail postfix/smtp[\(100 + number)]: \(number < trusted ? "T" : "Unt")rusted TLS \
        connection established to mx\(number).example[192.0.2.\(number + 1)]:25: TLSv1.3 with cipher \
        TLS_AES_256_GCM_SHA384 (256/256 bits)
        Dec  1 10:00:0\(number) mail postfix/smtp[\(100 + number)]: 4jdj2B0XY\(number)z3Gl: to=<a@b\(number).example>, \
        relay=mx\(number).example[192.0.2.\(number + 1)]:25, delay=1, delays=0/0/1/0, dsn=2.0.0, status=sent (250 ok)

        """
      }
      let log = try folder.write(lines.joined(), to: "mail.log")
      let result = try BuiltProgram.logscan.run(["-q", "-f", "json", "--year", "2026", log])
      #expect(result.output.contains("certificate-unverified") == isAccused)
      let totals = try StrictJSON(result.outputOctets)["totals"]
      #expect(totals?["outbound"]?["deliveries"]?.integer == 4)
    }
  }
}
