// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// All that a report is made of: the output of stage 7.
package struct Summary: Equatable, Sendable {
  /// First and last record of the sessions that were counted, by the log's clock.
  package var period: Period?
  package var coverage: Coverage
  package var inbound: ProviderTally
  package var outbound: ProviderTally
  /// When the sessions of each direction began, how long they took, how large their messages were.
  package var inboundMeasures = MeasureTally()
  package var outboundMeasures = MeasureTally()
  /// By direction, then by provider name: an explicit order, not a ranking.
  package let providers: TallyList
  /// Those with sessions, by sessions, largest first; of as many, by direction, then name.
  package let ranked: TallyList
  private let rankedInbound: TallyList
  private let rankedOutbound: TallyList
  /// By direction, then provider, then messages (largest first), then domain.
  package var domains: [CarriedDomain]
  /// Messages of pairs of provider and domain that are not kept apart.
  package var messagesOfOtherDomains = 0
  /// In order of time.
  package var fallbacks: [FallbackPair]
  /// False where there were so many plaintext sessions that some fallbacks may not be in the list.
  package var fallbacksAreComplete = true
  /// Most severe first, then by count, provider, rule.
  package var findings: [Finding]
  /// What is different since an earlier report; nil where none was asked for.
  package var comparison: ReportComparison?
  /// What the logs leave open.
  package var unstated = UnstatedTally()
  /// What the state knows of these days; nil where there is none.
  package var night: NightNotes?
  /// By day, month or year; nil where that was not asked for.
  package var periods: PeriodTally?
  /// What others report of TLS with us; nil where nothing of it was to be read.
  package var received: ReceivedTLSReports?

  package typealias Period = ReportPeriod

  package init(
    coverage: Coverage, inbound: ProviderTally, outbound: ProviderTally,
    providers: TallyList, domains: [CarriedDomain], fallbacks: [FallbackPair],
    findings: [Finding]
  ) {
    self.coverage = coverage
    self.inbound = inbound
    self.outbound = outbound
    self.providers = providers
    ranked = providers.filter { $0.units > 0 }.largestFirst { $0.units }
    rankedInbound = ranked.filter { $0.direction == .inbound }
    rankedOutbound = ranked.filter { $0.direction == .outbound }
    self.domains = domains
    self.fallbacks = fallbacks
    self.findings = findings
  }
}

extension Summary {
  /// Longest time between a failed handshake and the plaintext session that counts as its
  /// consequence, unless the user says otherwise: ten minutes, which takes in a first retry of most
  /// queues and no second visit for another reason.
  package static let defaultFallbackWindow: Int64 = 600_000_000

  /// Reads a tally out. `fallbackWindow` is in microseconds.
  package init(
    _ tally: LogTally, coverage: Coverage, fallbackWindow: Int64 = Summary.defaultFallbackWindow
  ) {
    let input = FindingInput(tally, fallbackWindow: fallbackWindow)
    self.init(
      coverage: coverage, inbound: input.inboundTotal, outbound: input.outboundTotal,
      providers: input.providers, domains: input.domains, fallbacks: input.fallbacks,
      findings: FindingCatalogue.findings(for: input))
    let first = earliest(input.inboundTotal.first, input.outboundTotal.first)
    let last = latest(input.inboundTotal.last, input.outboundTotal.last)
    if let first, let last { period = Period(first: first, last: last) }
    messagesOfOtherDomains = tally.otherDomainsMessages
    fallbacksAreComplete = tally.fallbacksAreComplete
    unstated = tally.unstated
    inboundMeasures = tally.measures(.inbound)
    outboundMeasures = tally.measures(.outbound)
  }

  /// The ranked tallies of one direction.
  package func ranked(_ direction: Session.Direction) -> TallyList {
    direction == .inbound ? rankedInbound : rankedOutbound
  }

  /// The ranked tallies, inbound first.
  package var rankedByDirection: TallyList { rankedInbound.followed(by: rankedOutbound) }

  package func measures(_ direction: Session.Direction) -> MeasureTally {
    direction == .inbound ? inboundMeasures : outboundMeasures
  }
}
