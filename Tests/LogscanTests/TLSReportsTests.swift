// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// SMTP TLS reports that others sent, beside the log.
@Suite struct TLSReportsTests {
  private static func json(
    _ organization: String, id: String, day: String = "2026-01-11", successful: Int, failed: Int
  ) -> String {
    """
    {"organization-name": "\(organization)", "contact-info": "tls@provider0.example", "report-id": "\(id)",
     "date-range": {"start-datetime": "\(day)T00:00:00Z", "end-datetime": "\(day)T23:59:59Z"},
     "policies": [{"policy": {"policy-type": "sts", "policy-domain": "ghsmtp.example", "mx-host": ["mx.ghsmtp.example"]},
      "summary": {"total-successful-session-count": \(successful), "total-failure-session-count": \(failed)},
      "failure-details": [{"result-type": "certificate-expired", "sending-mta-ip": "203.0.113.1",
       "receiving-mx-hostname": "mx.ghsmtp.example", "failed-session-count": \(failed), "failure-reason-code": "<b>x</b>"}]}]}
    """
  }

  /// A mail as RFC 8460 section 5.3 has it.
  private static func mail(_ base64: String) -> String {
    """
    From: tls@provider0.example
    To: postmaster@ghsmtp.example
    Subject: Report Domain: ghsmtp.example Submitter: provider0.example Report-ID: <2@x>
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type="tlsrpt"; boundary="b"

    --b
    Content-Type: text/plain

    This is an aggregate TLS report.
    --b
    Content-Type: application/tlsrpt+gzip
    Content-Transfer-Encoding: base64
    Content-Disposition: attachment; filename="provider0.example!ghsmtp.example!1!2.json.gz"

    \(base64)
    --b--

    """
  }

  private func log(_ folder: Folder) throws -> String {
    let visits = (0..<12).map { number in
      NightLogs.Visit(host: "mx.provider0.example", address: number + 1)
    }
    return try folder.write(NightLogs.records(day: NightLogs.day(10), visits).joined(), to: "a.log")
  }

  private func report(_ arguments: [String]) throws -> ProgramResult {
    try BuiltProgram.logscan.run(["report", "-q", "--utc", "--sections", "tlsrpt"] + arguments)
  }

  @Test func `reports as JSON, compressed, and in the mail that brought them stand beside the log`()
    throws
  {
    try withTemporaryFolder { folder in
      let log = try log(folder)
      let reports = try folder.makeFolder("reports")
      try folder.write(
        Self.json("Provider Zero", id: "1", successful: 7, failed: 2), to: "reports/1.json")
      try folder.write(
        Self.json("Provider Zero", id: "2", successful: 3, failed: 1), to: "two.json")
      try #require(
        try BuiltProgram.shell(
          "cd '\(folder.path)' && gzip -n two.json && base64 two.json.gz > two.txt"
        ).exitCode == 0)
      try folder.write(Self.mail(try folder.text("two.txt")), to: "reports/2.eml")
      // The same report again, compressed.
      try #require(
        try BuiltProgram.shell("cp '\(folder.path)/two.json.gz' '\(reports)/3.json.gz'").exitCode
          == 0)
      try folder.write("nothing\n", to: "reports/4.txt")
      try folder.write("{\"policies\": 1}", to: "reports/5.json")
      let result = try report(["--tlsrpt", reports, log])
      #expect(result.exitCode == 0)
      let rows = result.output.split(separator: "\n")
      #expect(
        rows.contains { line in
          line.split(separator: " ").map(String.init) == [
            "Provider", "Zero", "2026-01-11", "2026-01-11", "13", "3", "12", "12", "0",
          ]
        }, "\(result.output)")
      #expect(result.output.contains("1 report came again"))
      #expect(result.output.contains("counts 3 failed sessions; the log shows 0 failed"))
      #expect(result.error.contains("4.txt: holds no SMTP TLS report"))
      #expect(result.error.contains("5.json: names nobody who reports"))
      let machine = try report(["--tlsrpt", reports, "-f", "ndjson", log]).output
      #expect(machine.contains("{\"type\":\"tls-report\",\"organization\":\"Provider Zero\""))
      let page = try BuiltProgram.logscan.run([
        "report", "-q", "--utc", "--sections", "tlsrpt", "-f", "html", "--tlsrpt", reports, log,
      ])
      #expect(page.output.contains("&lt;b&gt;x&lt;/b&gt;"))
      #expect(!page.output.contains("<b>x</b>"))
    }
  }

  @Test func `days that the log does not cover, and more than the log has, are said`() throws {
    try withTemporaryFolder { folder in
      let log = try log(folder)
      let early = try folder.write(
        Self.json("Provider Zero", id: "9", day: "2025-06-01", successful: 1, failed: 0),
        to: "early.json")
      #expect(
        try report(["--tlsrpt", early, log]).output.contains(
          "1 report about days that the log does not"))
      let many = try folder.write(
        Self.json("Provider Zero", id: "8", successful: 99, failed: 0), to: "many.json")
      let text = try report(["--tlsrpt", many, log]).output
      #expect(text.contains("counts 99 sessions in TLS; the log has 12"))
    }
  }
}
