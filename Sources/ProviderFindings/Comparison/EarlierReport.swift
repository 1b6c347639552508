// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// What an earlier report says, as far as a later one is compared with it.
package struct EarlierReport: Equatable, Sendable {
  /// Nil where it counted no session.
  package var period: ReportPeriod?
  /// What it found, most severe first.
  package var findings: [EarlierFinding]
  /// What reports before it had found about providers that had no session since.
  package var unseen: [EarlierFinding]
  /// Of its providers and of each direction as a whole.
  package var shares: [PeerShares]

  package init(
    period: ReportPeriod? = nil, findings: [EarlierFinding] = [], unseen: [EarlierFinding] = [],
    shares: [PeerShares] = []
  ) {
    self.period = period
    self.findings = findings
    self.unseen = unseen
    self.shares = shares
  }
}

/// A finding of an earlier report.
package struct EarlierFinding: Equatable, Sendable {
  package var identity: FindingIdentity
  package var severity: Finding.Severity
  package var statement: String
  package var count: Int
  package var total: Int
  package var unit: String
  /// End of the last period in which it was found.
  package var lastSeen: LogTimestamp?

  package init(
    _ identity: FindingIdentity, severity: Finding.Severity, statement: String, count: Int,
    total: Int, unit: String, lastSeen: LogTimestamp?
  ) {
    self.identity = identity
    self.severity = severity
    self.statement = statement
    self.count = count
    self.total = total
    self.unit = unit
    self.lastSeen = lastSeen
  }
}
