// SPDX-License-Identifier: Apache-2.0
package import MailTypes
import SessionLog

/// A finding of one day, as the state keeps it.
package struct DayFinding: Equatable, Sendable {
  package var identity: FindingIdentity
  package var severity: Finding.Severity
  package var statement: String
  package var count: Int
  package var total: Int
  package var unit: String
  package var evidence: [SessionMark]

  package init(_ finding: Finding) {
    identity = FindingIdentity(finding)
    severity = finding.severity
    statement = finding.statement
    count = finding.count
    total = finding.total
    unit = finding.unit
    evidence = Array(finding.evidence.prefix(Self.mostEvidence))
  }

  private init() {
    identity = FindingIdentity(
      rule: "", peer: ComparedPeer(.unknown, .inbound), subject: "")
    severity = .notice
    statement = ""
    count = 0
    total = 0
    unit = ""
    evidence = []
  }

  /// Sessions that a finding points to at most.
  private static let mostEvidence = 64

  package var interval: WilsonInterval { WilsonInterval(count: count, total: total) }
}

extension DayFinding: FieldCoded {
  package static var blank: DayFinding { DayFinding() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.text(&identity.rule)
    try archive.text(&identity.peer.name)
    try archive.choice(&identity.peer.kind)
    try archive.choice(&identity.peer.direction)
    try archive.text(&identity.subject)
    try archive.choice(&severity)
    try archive.text(&statement)
    try archive.count(&count)
    try archive.count(&total)
    try archive.text(&unit)
    try archive.list(&evidence, atMost: Self.mostEvidence)
  }
}

/// What was found on one day, and who came on it.
package struct DayFindings: Equatable, Sendable {
  /// In days since 1970-01-01.
  package var day: Int
  package var findings: [DayFinding]
  /// Sessions of who came.
  let sessions: [ComparedPeer: Int]

  package init(day: Int, findings: [DayFinding], providers: [ProviderDay]) {
    self.day = day
    self.findings = findings
    sessions = Dictionary(providers.map { ($0.peer, $0[.sessions]) }) { first, _ in first }
  }
}
