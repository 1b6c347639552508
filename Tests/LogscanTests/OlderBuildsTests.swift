// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What builds of the past logged otherwise, or not at all, in the results of the program.
@Suite struct OlderBuildsTests {
  /// A file of one process. Each line: severity, milliseconds, thread id, file and message.
  private static func log(_ lines: String) -> String {
    var text = """
      Log file created at: 2023/06/13 10:00:00
      Running on machine: mail.ghsmtp.example
      Log line format: [IWEF]yyyymmdd hh:mm:ss.uuuuuu threadid file:line] msg

      """
    for (number, line) in lines.split(separator: "\n").enumerated() {
      let digits = String(1_000_000 + number * 1_000)
      text += "\(line.prefix(1))20230613 10:00:00.\(digits.suffix(6)) 17945 \(line.dropFirst(2))\n"
    }
    return text
  }

  private static let leaving = """
    I Session.cpp:1] connect from mx.bulk.example [203.0.113.10]
    I Session.cpp:1] EHLO mx.bulk.example from [203.0.113.10]
    I Session.cpp:1] STARTTLS version=TLSv1.2 cipher=AES128-GCM-SHA256 bits=128/128
    I Session.cpp:1] EHLO mx.bulk.example from [203.0.113.10]
    I Session.cpp:1] MAIL FROM:<a@bulk.example>
    I Session.cpp:1] RCPT TO:<gene@ghsmtp.example>
    I Session.cpp:1] DATA
    I Session.cpp:1] message delivered, 900 octets, with id abc
    I TLS-OpenSSL.cpp:1] SSL_read returned zero
    W TLS-OpenSSL.cpp:1] error:0A000126:SSL routines::unexpected eof while reading
    W TLS-OpenSSL.cpp:1] fatal OpenSSL error
    """

  @Test func `a peer that leaves TLS without QUIT is found by an F line as by a W line`() throws {
    try withTemporaryFolder { folder in
      let mild = try folder.write(Self.log(Self.leaving), to: "w.log")
      let fatal = try folder.write(
        Self.log(Self.leaving.replacing("W TLS-OpenSSL.cpp:1] f", with: "F TLS-OpenSSL.cpp:1] f")),
        to: "f.log")
      let reports = try [mild, fatal].map {
        try StrictJSON(BuiltProgram.logscan.run([$0, "--utc", "-f", "json"]).outputOctets)
      }
      let rules = reports.map { $0["findings"]?.elements.compactMap { $0["rule"]?.text } ?? [] }
      #expect(rules[0].contains("no-quit"))
      #expect(rules[0] == rules[1])
      for report in reports {
        let ended = report["totals"]?["inbound"]?["ended"]
        #expect(ended?["lost-after-message"]?.integer == 1)
        #expect(ended?["killed"]?.integer == 0)
      }
      let rows = try BuiltProgram.logscan.run(["sessions", "-f", "ndjson", fatal]).outputOctets
      let id = try #require(StrictJSON.lines(rows).first?["id"]?.text)
      let shown = try BuiltProgram.logscan.run(["show", "--explain", id, fatal]).output
      let ended = try #require(shown.firstRange(of: "\nended "))
      #expect(shown[ended.upperBound...].contains("fatal OpenSSL error"))
    }
  }

  /// The log of a build that logged no commands.
  private static let of2015 = """
    Log line format: [IWEF] yyyy-mm-dd hh:mm:ss.uuuuuu zzzzz threadid file:line] msg
    I 2015-03-01 10:00:00.123456 +0000 1234 Session.cpp:100] connect from mx1.bulk.example
    I 2015-03-01 10:00:00.223456 +0000 1234 Session.cpp:120] ESMTP connection from mx1.bulk.example \
    [203.0.113.10] claiming mx1.bulk.example
    I 2015-03-01 10:00:01.423456 +0000 1234 Session.cpp:420] message delivered with id 5nm6iyuacamrq
    W 2015-03-01 10:00:02.423456 +0000 1234 Session.cpp:420] no such mailbox nobody@ghsmtp.example

    """

  @Test func `what a build did not log is not counted as absent`() throws {
    try withTemporaryFolder { folder in
      let log = try folder.write(Self.of2015, to: "2015.log")
      let report = try StrictJSON(
        BuiltProgram.logscan.run([log, "--utc", "--by", "year", "-f", "json"]).outputOctets)
      let tally = report["totals"]?["inbound"]
      #expect(tally?["messages"]?.integer == 1)
      #expect(tally?["ended"]?["not-logged"]?.integer == 1)
      #expect(tally?["quitNotLogged"]?.integer == 1)
      #expect(tally?["endedByClient"]?.integer == 0)
      #expect(tally?["nullReversePaths"]?.integer == 0)
      #expect(tally?["body"]?["unstated"] == .null)
      #expect(tally?["transfer"]?["commandLogged"]?.integer == 0)
      let rules = report["findings"]?.elements.compactMap { $0["rule"]?.text } ?? []
      #expect(!rules.contains("no-quit"))
      let text = try BuiltProgram.logscan.run([log, "--utc"]).output
      #expect(text.contains("QUIT not logged ~100%"), "\(text)")

      let rows = try BuiltProgram.logscan.run(["sessions", "-f", "ndjson", log]).outputOctets
      let session = try #require(StrictJSON.lines(rows).first)
      #expect(session["quit"] == .null)
      #expect(session["ended"]?.text == "not-logged")
      #expect(session["transactions"]?.elements.first?["reversePath"] == .null)
      #expect(session["transactions"]?.elements.first?["delivered"] == .bool(true))
      #expect(session["refusals"]?.elements.first?["verb"]?.text == "RCPT")
    }
  }

  @Test(arguments: [("UTC", "09:00:00Z", 1), ("Europe/Athens", "11:00:00+02:00", 0)])
  func `a clock of its own is brought to that of the report`(
    zone: String, shown: String, before10: Int
  )
    throws
  {
    try withTemporaryFolder { folder in
      let log = try folder.write(Self.of2015.replacing("+0000", with: "+0100"), to: "2015.log")
      func run(_ arguments: [String]) throws -> ProgramResult {
        try BuiltProgram.logscan.run(arguments + ["--tz", zone, log])
      }
      let session = try #require(
        StrictJSON.lines(run(["sessions", "-f", "ndjson"]).outputOctets).first)
      #expect(session["start"]?.text?.contains("2015-03-01T\(shown.prefix(8))") == true)
      #expect(session["start"]?.text?.hasSuffix(shown.dropFirst(8)) == true)
      let report = try StrictJSON(run(["-f", "json"]).outputOctets)
      #expect(report["period"]?["first"] == session["start"])
      let early = try StrictJSON(run(["-f", "json", "-U", "2015-03-01T09:59:59"]).outputOctets)
      #expect(early["totals"]?["inbound"]?["sessions"]?.integer == before10)
    }
  }

  @Test func `a log of several years that ends at a date begins as many years before`() throws {
    try withTemporaryFolder { folder in
      let days = ["0310", "0901", "0105", "0820", "0102", "0615"]
      let lines = days.map {
        "I\($0) 10:00:00.000001   500 Session.cpp:1] EHLO mx.example from [192.0.2.1]\n"
      }
      let log = try folder.write(lines.joined(), to: "smtp-2018-06-20.log")
      let rows = try BuiltProgram.logscan.run(["sessions", "-f", "ndjson", "--utc", log])
        .outputOctets
      let years = try StrictJSON.lines(rows).compactMap { $0["start"]?.text?.prefix(4) }
      #expect(years == ["2016", "2016", "2017", "2017", "2018", "2018"])
    }
  }
}
