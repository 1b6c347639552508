// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What others read of a state and of logs.
@Suite struct ExportTests {
  /// The samples of an exposition by name and labels.
  private func samples(_ text: String) -> [Substring: Int] {
    var samples: [Substring: Int] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard let blank = line.lastIndex(of: " ") else { continue }
      samples[line[..<blank]] = Int(line[line.index(after: blank)...])
    }
    return samples
  }

  private func night(_ day: Int, of folder: Folder) throws -> String {
    let visits = (0..<12).map { number in
      NightLogs.Visit(
        host: number % 2 == 0 ? "mx.known.example" : "mx.stranger\(day)-\(number).example",
        address: number + 1, isEncrypted: number % 3 != 0)
    }
    return try folder.write(
      NightLogs.records(day: NightLogs.day(day), visits, firstThread: 1000 + 100 * day).joined(),
      to: "\(day).log")
  }

  @Test func `counters grow from night to night, also when nights are forgotten`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      let names = try folder.write(
        "suffix,provider,source\nknown.example,Known,example\n", to: "names.csv")
      var before: [Substring: Int] = [:]
      for day in 10..<16 {
        let log = try night(day, of: folder)
        let options = [
          "--providers", names, "--today", NightLogs.date(day + 1), "--keep", "2d",
        ]
        try #require(try state.report(options, log).exitCode == 0)
        let export = try BuiltProgram.logscan.run(["export", "prometheus", "--state", state.path])
        try #require(export.exitCode == 0, "\(export.error)")
        let now = samples(export.output)
        for (name, value) in before where name.contains("_total") {
          #expect(now[name, default: -1] >= value, "\(name)")
        }
        let sessions = 6 * (day - 9)
        #expect(now["logscan_sessions_total{direction=\"in\",provider=\"Known\"}"] == sessions)
        #expect(now["logscan_sessions_total{direction=\"in\",provider=\"other\"}"] == sessions)
        #expect(now["logscan_last_night_timestamp_seconds"] == (20_454 + day + 1) * 86_400)
        before = now
      }
      // Strangers of forgotten nights leave one row.
      #expect(try state.query("SELECT count(*) FROM days") == "2\n")
      #expect(try state.query("SELECT count(*) FROM forgotten") == "2\n")
      #expect(try state.query("SELECT count(*) FROM peers") == "14\n")
    }
  }

  @Test func `a file of metrics is replaced only by a whole one`() throws {
    try withTemporaryFolder { folder in
      let state = TestedState(folder: folder)
      try #require(try state.report([], try night(3, of: folder)).exitCode == 0)
      let output = folder.path("logscan.prom")
      let export = ["export", "prometheus", "--state", state.path, "-o", output]
      try #require(try BuiltProgram.logscan.run(export).exitCode == 0)
      let written = try folder.octets("logscan.prom")
      #expect(String(decoding: written, as: UTF8.self).hasPrefix("# HELP logscan_sessions_total "))
      let same = try BuiltProgram.logscan.run(
        ["export", "prometheus", "--state", state.path, "-o", state.path])
      #expect(same.exitCode == 2)
      let none = try BuiltProgram.logscan.run([
        "export", "prometheus", "--state", folder.path("none"), "-o", output,
      ])
      #expect(none.exitCode == 2)
      #expect(try folder.octets("logscan.prom") == written)
    }
  }

  @Test func `the table of safer mail has the share of encrypted messages`() throws {
    try withTemporaryFolder { folder in
      let csv = try BuiltProgram.logscan.run([
        "export", "google-csv", "-q", "--utc", try night(3, of: folder),
      ])
      let lines = csv.output.split(separator: "\r\n")
      #expect(
        lines.first
          == "Address Suffix,Hostname Suffix,Direction,UN M.49 Region Code,Region Name,Fraction Encrypted"
      )
      #expect(lines.contains("*,known.example,inbound,001,World,0.666667"))
      #expect(lines.count == 8)
    }
  }
}
