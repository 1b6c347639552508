// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionFixtures
import SessionLog

extension SectionCases {
  /// A report of `a.example` on 29 January 2026, with three of the log's sessions on its side.
  static let tlsReports: [SectionCase] = [
    SectionCase(
      title: "one report: three of our sessions, four of theirs in TLS and one that failed",
      sessions: [
        .from("a.example", 1) { $0.encrypt() }, .from("a.example", 2, after: 1) { $0.encrypt() },
        .from("a.example", 3, after: 2) { $0.failHandshake() },
      ],
      change: { $0.received = received(successful: 4, failed: 1, times: 2) }),
    SectionCase(
      title: "a report of somebody whose sessions the log does not have",
      sessions: [.from("b.example", 1) { $0.encrypt() }],
      change: { $0.received = received(successful: 2, failed: 0, times: 1) }),
  ]

  private static func received(successful: Int, failed: Int, times: Int) -> ReceivedTLSReports {
    let json = """
      {"organization-name": "A Inc.", "contact-info": "tls@a.example", "report-id": "1",
       "date-range": {"start-datetime": "2026-01-29T00:00:00Z", "end-datetime": "2026-01-29T23:59:59Z"},
       "policies": [{"summary": {"total-successful-session-count": \(successful),
         "total-failure-session-count": \(failed)},
         "failure-details": [{"result-type": "certificate-expired", "failed-session-count": \(failed),
           "receiving-mx-hostname": "mx.ours.example"}]}]}
      """
    var reports = ReceivedTLSReports()
    var directory = ProviderDirectory()
    for _ in 0..<times {
      guard let value = try? JSONValue(parsing: Array(json.utf8)),
        let report = try? ReceivedTLSReport(value)
      else { continue }
      reports.add(report, of: directory.provider(ofName: report.submitter))
    }
    reports.problems = [.init(input: "b.json", reason: "has no date-range")]
    return reports
  }
}
