// SPDX-License-Identifier: Apache-2.0
package import SessionLog

/// All that is counted of the sessions with one provider in one direction. Mergeable: tallies of
/// two logs, merged, are the tally of both logs together.
///
/// Counts are sessions unless they say otherwise. Parts that few providers need are empty arrays
/// until they are needed, since most providers of a log are seen once.
package struct ProviderTally: Equatable, Sendable {
  package let provider: Provider
  package let direction: Session.Direction

  // MARK: Volume
  package var sessions = 0
  /// Sessions in which at least one message was delivered.
  package var delivering = 0
  package var messages = 0
  package var octets: UInt64 = 0
  package var first: LogTimestamp?
  package var last: LogTimestamp?
  /// Sessions with EHLO (`extended`) and with any greeting.
  package var greeted = 0
  package var extended = 0

  // MARK: What happened
  package var tls = TLSTally()
  package var endings = Counts<SessionEnd, 9>()
  /// How the sessions ended in which a message was delivered.
  package var endingsDelivering = Counts<SessionEnd, 9>()
  /// Of the sessions that delivered a message, those in which the client said QUIT.
  package var quitDelivering = 0
  package var transfer = TransferTally()
  package var quoted = QuotedTally()
  /// Mail transactions, and those with the null reverse-path.
  package var transactions = 0
  package var nullReversePaths = 0
  package var recipientsAccepted = 0
  package var recipientsRefused = 0
  /// Sessions whose greeting name matched no confirmed name of the peer.
  package var greetingMismatches = 0
  package var evidence = Evidence()

  /// Names asked for by SNI that we hold no certificate for; one count for each request.
  package var missingCertificates = BoundedCounts<LoggedName, 64>()

  private var offerPart: [OfferTally] = []
  private var refusalPart: [RefusalTally] = []
  private var offencePart: [Counts<Offence, 16>] = []
  private var timingPart: [TimingTally] = []

  package init(provider: Provider, direction: Session.Direction) {
    self.provider = provider
    self.direction = direction
  }

  /// What the peer offered by EHLO (outbound; empty otherwise).
  package var offers: OfferTally { offerPart.first ?? OfferTally() }
  package var refusals: RefusalTally { refusalPart.first ?? RefusalTally() }
  /// Breaches of the protocol, one count for each session and kind.
  package var offences: Counts<Offence, 16> { offencePart.first ?? Counts() }
  package var timing: TimingTally { timingPart.first ?? TimingTally() }
}
