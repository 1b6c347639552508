// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog

/// SMTP TLS reports as files (RFC 8460 sections 4.4 and 5.1).
package struct TLSReportJSON {
  private let organization: String
  /// An address; its domain is that of the submitter.
  private let contact: String
  /// From where we send; nil where nobody says it, since the log does not.
  private let sendingAddress: String?

  package init(organization: String, contact: String, sendingAddress: String?) {
    self.organization = organization
    self.contact = contact
    self.sendingAddress = sendingAddress
  }

  /// The domain of an address for contact; nil where it cannot stand in the name of a file.
  package static func domain(of contact: String) -> String? {
    guard let at = contact.lastIndex(of: "@"), at > contact.startIndex else { return nil }
    let domain = contact[contact.index(after: at)...].lowercased()
    return TLSReportTally.isName(domain) ? domain : nil
  }

  /// `contact-domain "!" policy-domain "!" begin "!" end "!" id ".json.gz"`, without the folder.
  package func fileName(_ subject: TLSReportTally.Subject) -> String {
    let domain = Self.domain(of: contact) ?? "unknown"
    let begin = subject.day * 86_400
    return "\(domain)!\(subject.domain)!\(begin)!\(begin + 86_399)!\(id(subject)).json.gz"
  }

  package func document(
    _ subject: TLSReportTally.Subject, _ policies: [TLSReportTally.Policy: TLSReportTally.Sessions]
  ) -> [UInt8] {
    var json = JSONWriter(pretty: true)
    json.object { json in
      json.member("organization-name", organization)
      json.object("date-range") { json in
        let date = TimeText.date(CivilTime(LogTimestamp(day: subject.day)))
        json.member("start-datetime", "\(date)T00:00:00Z")
        json.member("end-datetime", "\(date)T23:59:59Z")
      }
      json.member("contact-info", contact)
      json.member("report-id", "\(subject.day).\(id(subject)).\(subject.domain)")
      json.array("policies") { json in
        for (policy, sessions) in policies.sorted(by: { $0.key < $1.key }) {
          json.object { write(policy, sessions, of: subject, into: &$0) }
        }
      }
    }
    json.endLine()
    return json.octets
  }

  private func write(
    _ policy: TLSReportTally.Policy, _ sessions: TLSReportTally.Sessions,
    of subject: TLSReportTally.Subject, into json: inout JSONWriter
  ) {
    json.object("policy") { json in
      json.member("policy-type", policy.base == nil ? "no-policy-found" : "tlsa")
      json.member("policy-domain", policy.base ?? subject.domain)
    }
    json.object("summary") { json in
      json.member("total-successful-session-count", sessions.successful)
      json.member("total-failure-session-count", sessions.failed)
    }
    if sessions.failures.isEmpty { return }
    json.array("failure-details") { json in
      for (failure, count) in sessions.failures.sorted(by: { $0.key < $1.key }) {
        json.object { json in
          json.member("result-type", failure.result)
          if let sendingAddress { json.member("sending-mta-ip", sendingAddress) }
          json.member("receiving-mx-hostname", failure.host)
          if !failure.helo.isEmpty { json.member("receiving-mx-helo", failure.helo) }
          if !failure.address.isEmpty { json.member("receiving-ip", failure.address) }
          json.member("failed-session-count", count)
          if !failure.reason.isEmpty { json.member("failure-reason-code", failure.reason) }
        }
      }
    }
  }

  /// The same for the same domain and submitter, so that a report that is made again replaces the first.
  private func id(_ subject: TLSReportTally.Subject) -> String {
    String(FNV1a("\(contact) \(subject.domain)".utf8).value, radix: 36)
  }
}
