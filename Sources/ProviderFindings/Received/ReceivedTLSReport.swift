// SPDX-License-Identifier: Apache-2.0
package import MailTypes

/// An SMTP TLS report that somebody sent about our servers (RFC 8460 section 4.4), as far as it is of use here.
package struct ReceivedTLSReport: Equatable, Sendable {
  /// Sessions that failed for one reason.
  package struct Failure: Equatable, Sendable {
    package var result: String
    package var reason: String
    /// Our host, as they name it.
    package var host: String
    package var sessions: Int
  }

  package var organization: String
  /// Domain of the address for questions; empty where there is none.
  package var submitter: String
  package var id: String
  /// First and last UTC day, in days since 1970-01-01.
  package var days: ClosedRange<Int>
  package var successful = 0
  package var failed = 0
  package var failures: [Failure] = []

  /// Why JSON is not such a report: the end of a sentence that begins with its name.
  package struct Defect: Error, Equatable, CustomStringConvertible {
    package let description: String
  }

  /// Sessions of one report at most: nobody sent more.
  private static let most = 1 << 40

  /// Reads a report. Members that the RFC does not know are passed over.
  package init(_ json: JSONValue) throws(Defect) {
    guard case .object = json, let policies = json["policies"] else {
      throw Defect(description: "is not an SMTP TLS report: it has no policies")
    }
    organization = json["organization-name"]?.string ?? ""
    let contact = json["contact-info"]?.string ?? ""
    submitter =
      contact.lastIndex(of: "@").map { contact[contact.index(after: $0)...].lowercased() } ?? ""
    guard !organization.isEmpty || !submitter.isEmpty else {
      throw Defect(description: "names nobody who reports")
    }
    id = json["report-id"]?.string ?? ""
    let range = json["date-range"]
    guard let first = Self.day(range?["start-datetime"]),
      let last = Self.day(range?["end-datetime"]),
      first <= last
    else { throw Defect(description: "has no date-range") }
    days = first...last
    // The RFC's own example has one policy that stands alone.
    for policy in policies.array ?? [policies] {
      successful += try Self.count(policy["summary"]?["total-successful-session-count"])
      failed += try Self.count(policy["summary"]?["total-failure-session-count"])
      for row in policy["failure-details"]?.array ?? [] {
        failures.append(
          Failure(
            result: row["result-type"]?.string ?? "",
            reason: row["failure-reason-code"]?.string ?? "",
            host: row["receiving-mx-hostname"]?.string ?? "",
            sessions: try Self.count(row["failed-session-count"])))
      }
    }
  }

  /// Who reports, for people.
  package var name: String { organization.isEmpty ? submitter : organization }

  private static func count(_ value: JSONValue?) throws(Defect) -> Int {
    guard let value else { return 0 }
    // Some write numbers as text.
    guard let number = value.number ?? value.string.flatMap({ Int($0) }),
      (0...most).contains(number)
    else { throw Defect(description: "has a number of sessions that cannot be") }
    return number
  }

  /// The day of `2016-04-01T00:00:00Z`.
  private static func day(_ value: JSONValue?) -> Int? {
    guard let parts = value?.string?.prefix(10).split(separator: "-"), parts.count == 3,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return date.days
  }
}

/// What others report of TLS with us, beside what our log has of them.
package struct ReceivedTLSReports: Equatable, Sendable {
  /// A file that is not, or does not bring, a report that can be read.
  package struct Problem: Equatable, Sendable {
    package var input: String
    package var reason: String

    package init(input: String, reason: String) {
      self.input = input
      self.reason = reason
    }
  }

  /// By name, then first day.
  package private(set) var reports: [ReceivedTLSReport] = []
  /// Reports that came twice.
  package private(set) var duplicates = 0
  /// Files that could not be read, and why.
  package var problems: [Problem] = []
  /// For each submitter's domain the provider whose sessions are in the log.
  private var providers: [String: Provider] = [:]

  package init() {}

  /// Takes a report; one that is known by organization and identity counts once.
  package mutating func add(_ report: ReceivedTLSReport, of provider: Provider?) {
    let isKnown = reports.contains {
      $0.name == report.name && $0.id == report.id && $0.days == report.days
    }
    if isKnown {
      duplicates += 1
      return
    }
    let place =
      reports.firstIndex { ($0.name, $0.days.lowerBound) > (report.name, report.days.lowerBound) }
      ?? reports.count
    reports.insert(report, at: place)
    if let provider { providers[report.submitter] = provider }
  }

  /// The reports of each name, with the provider that the submitter belongs to.
  package var byName: [(name: String, provider: Provider?, reports: [ReceivedTLSReport])] {
    var rows: [(name: String, provider: Provider?, reports: [ReceivedTLSReport])] = []
    for report in reports {
      if rows.last?.name == report.name {
        rows[rows.count - 1].reports.append(report)
      } else {
        rows.append((report.name, providers[report.submitter], [report]))
      }
    }
    return rows
  }
}
