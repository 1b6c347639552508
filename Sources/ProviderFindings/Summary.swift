// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// All that a report is made of: the output of stage 7.
package struct Summary: Equatable, Sendable {
  /// Names of the machines that wrote the logs, where the logs say so, in order.
  package var machines: [String] = []
  /// First and last record of the sessions that were counted, by the log's clock.
  package var period: Period?
  /// Minutes from UTC of the log's clock, where known.
  package var zoneOffsetMinutes: Int16?
  package var coverage: Coverage
  package var inbound: ProviderTally
  package var outbound: ProviderTally
  /// By direction, then by provider name: an explicit order, not a ranking.
  package var providers: [ProviderTally]
  /// By direction, then provider, then messages (largest first), then domain.
  package var domains: [CarriedDomain]
  /// In order of time.
  package var fallbacks: [FallbackPair]
  /// Most severe first, then by count, provider, rule.
  package var findings: [Finding]

  package struct Period: Equatable, Sendable {
    package var first: LogTimestamp
    package var last: LogTimestamp

    package init(first: LogTimestamp, last: LogTimestamp) {
      self.first = first
      self.last = last
    }
  }

  package init(
    coverage: Coverage, inbound: ProviderTally, outbound: ProviderTally,
    providers: [ProviderTally], domains: [CarriedDomain], fallbacks: [FallbackPair],
    findings: [Finding]
  ) {
    self.coverage = coverage
    self.inbound = inbound
    self.outbound = outbound
    self.providers = providers
    self.domains = domains
    self.fallbacks = fallbacks
    self.findings = findings
  }
}
