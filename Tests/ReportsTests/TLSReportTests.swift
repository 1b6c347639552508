// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import SessionFixtures
import SessionLog
import TestSupport
import Testing

@testable import Reports

/// SMTP TLS reports (RFC 8460) from outbound sessions.
@Suite struct TLSReportTests {
  private static let utc = ZoneRules(name: "UTC", initialOffset: 0)

  private static func session(
    to domain: String = "Rcpt.example", at seconds: Int64 = 86_400,
    _ change: (inout Session) -> Void
  ) -> Session {
    Session(
      .outbound, at: seconds, peer: "MX.rcpt.example", address: "192.0.2.7", helo: "mx.rcpt.example"
    )
    .with {
      $0.recipientDomain = $0.put(domain)
      change(&$0)
    }
  }

  private static func tally(_ sessions: [Session], zone: ZoneRules = utc) -> TLSReportTally {
    var tally = TLSReportTally()
    for session in sessions { tally.add(session, zone: zone) }
    return tally
  }

  struct Case: CustomTestStringConvertible {
    var name: String
    /// Result type and reason; nil for success.
    var failure: (String, String)?
    var isDANE = false
    var change: @Sendable (inout Session) -> Void
    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "encrypted") { $0.encrypt() },
    Case(name: "encrypted, unverified, no policy") {
      $0.encrypt()
      $0.tls.verifyError = 18
    },
    Case(name: "verified by DANE", isDANE: true) {
      $0.encrypt(state: .verified)
      $0.tls.method = .daneEE
    },
    Case(
      name: "expired, with TLSA records", failure: ("certificate-expired", "has-expired"),
      isDANE: true
    ) {
      $0.encrypt()
      $0.facts.insert(.tlsaFound)
      $0.facts.insert(.tlsaAuthentic)
      $0.tls.verifyError = 10
      $0.tls.verifyErrorText = $0.put("has expired")
    },
    Case(name: "handshake failed", failure: ("validation-failure", "unknown-ca")) {
      $0.failHandshake("unknown ca")
    },
    Case(name: "no STARTTLS", failure: ("starttls-not-supported", "")) {
      $0.offer(before: ["SIZE 9"])
    },
  ]

  @Test(arguments: cases)
  private func `each outcome is counted as section 4 says`(example: Case) throws {
    let tally = Self.tally([Self.session(example.change)])
    let subject = TLSReportTally.Subject(domain: "rcpt.example", day: 1)
    let policies = try #require(tally.reports[subject])
    let policy = TLSReportTally.Policy(base: example.isDANE ? "mx.rcpt.example" : nil)
    let sessions = try #require(policies[policy])
    #expect(sessions.successful == (example.failure == nil ? 1 : 0))
    #expect(sessions.failures.keys.map(\.result) == (example.failure.map { [$0.0] } ?? []))
    #expect(sessions.failures.keys.map(\.reason) == (example.failure.map { [$0.1] } ?? []))
    #expect(tally.unstated == 0)
  }

  @Test func `what is not certain is in no report`() {
    let uncertain: [(inout Session) -> Void] = [
      { $0.tls.state = .notLogged },
      {
        $0.failHandshake()
        $0.doubt = .lostLine
      },
      // STARTTLS was offered, or the log has no reply to EHLO: nobody knows why it was not used.
      { $0.offer(before: ["STARTTLS"]) },
      { _ in },
    ]
    let tally = Self.tally(uncertain.map { Self.session($0) })
    #expect(tally.reports.isEmpty)
    #expect(tally.unstated == uncertain.count)
    #expect(Self.tally([Self.session(to: "") { $0.encrypt() }]).unstated == 1)
    #expect(Self.tally([Session(.inbound).with { $0.encrypt() }]) == TLSReportTally())
  }

  @Test(arguments: ["../etc", "a/b.example", "a!b.example", "bücher.example", ".", "a..b"])
  func `a domain that cannot name a file makes none`(domain: String) {
    let tally = Self.tally([Self.session(to: domain) { $0.encrypt() }])
    #expect(tally.reports.isEmpty)
    #expect(tally.unstated == 1)
  }

  @Test func `days are those of UTC`() {
    let berlin = ZoneRules(name: "Europe/Berlin", initialOffset: 60)
    let late = Self.session(at: 2 * 86_400 + 1800) { $0.encrypt() }
    #expect(Self.tally([late], zone: berlin).reports.keys.map(\.day) == [1])
    #expect(Self.tally([late]).reports.keys.map(\.day) == [2])
  }

  @Test func `tallies of parts, merged, are that of the whole`() {
    let sessions = Self.cases.flatMap { example in
      [Self.session(example.change), Self.session(at: 9, example.change)]
    }
    var sum = Self.tally(Array(sessions.prefix(5)))
    sum.merge(Self.tally(Array(sessions.dropFirst(5))))
    #expect(sum == Self.tally(sessions))
  }

  @Test func `the file has the name and the members of the RFC`() throws {
    let writer = TLSReportJSON(
      organization: "Example \"Inc.\"", contact: "tls@Mail.example", sendingAddress: "192.0.2.25")
    let tally = Self.tally(Self.cases.map { Self.session($0.change) })
    let (subject, policies) = try #require(tally.reports.first)
    let name = writer.fileName(subject)
    #expect(name.hasPrefix("mail.example!rcpt.example!86400!172799!"))
    #expect(name.hasSuffix(".json.gz"))
    let report = try JSONValue(parsing: writer.document(subject, policies))
    #expect(report["organization-name"]?.string == "Example \"Inc.\"")
    #expect(report["date-range"]?["start-datetime"]?.string == "1970-01-02T00:00:00Z")
    #expect(report["date-range"]?["end-datetime"]?.string == "1970-01-02T23:59:59Z")
    guard case .array(let rows) = report["policies"] else { Issue.record("no policies"); return }
    #expect(rows.map { $0["policy"]?["policy-type"]?.string } == ["no-policy-found", "tlsa"])
    #expect(rows.map { $0["summary"]?["total-successful-session-count"]?.number } == [2, 1])
    #expect(rows.map { $0["summary"]?["total-failure-session-count"]?.number } == [2, 1])
  }
}
