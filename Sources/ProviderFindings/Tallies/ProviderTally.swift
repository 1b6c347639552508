// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// All that is counted of the sessions with one provider in one direction. Mergeable: tallies of
/// two logs, merged, are the tally of both logs together.
///
/// Counts are sessions unless they say otherwise. Parts that few providers need are empty arrays
/// until they are needed, since most providers of a log are seen once.
package struct ProviderTally: Equatable, Sendable {
  package let provider: Provider
  package let direction: Session.Direction
  package let rank: UInt64

  // MARK: Volume
  package var sessions = 0
  /// Delivery attempts, from logs that do not delimit sessions. What is said below of sessions is counted
  /// of these as well.
  package var deliveries = 0
  /// Sessions in which at least one message was delivered.
  package var delivering = 0
  package var messages = 0
  package var octets: UInt64 = 0
  /// Delivered messages whose octets the log does not state: `octets` is without them.
  package var messagesWithoutOctets = 0
  /// Start of the first session, end of the last.
  package var first: LogTimestamp?
  package var last: LogTimestamp?
  /// Sessions with a greeting, and those with EHLO (`extended`).
  package var greeted = 0
  package var extended = 0
  /// Sessions in which a line may be missing, or be another session's (`Doubt`): they count, and no
  /// finding rests on what they leave out.
  package var inDoubt = 0
  /// Those with a greeting whose log does not state whether there was TLS.
  package var greetedTLSUntold = 0
  /// Outbound: sessions that our client left before it could have asked for TLS.
  package var leftBeforeTLS = 0

  // MARK: What happened
  package var tls = TLSTally()
  package var endings = Counts<SessionEnd, 10>()
  /// How the sessions ended in which a message was delivered, where the log states QUIT.
  package var endingsDelivering = Counts<SessionEnd, 10>()
  /// Sessions that delivered a message to a server whose build logged no QUIT.
  package var quitUntold = 0
  /// Of the sessions that delivered a message, those in which the client said QUIT.
  package var quitDelivering = 0
  package var transfer = TransferTally()
  package var quoted = QuotedTally()
  package var unicode = UnicodeTally()
  /// Mail transactions, and those whose MAIL command has the null reverse-path.
  package var transactions = 0
  package var nullReversePaths = 0
  package var recipientsAccepted = 0
  package var recipientsRefused = 0
  /// Sessions whose greeting name matched no confirmed name of the peer.
  package var greetingMismatches = 0
  package var evidence = Evidence()

  /// Names asked for by SNI that we hold no certificate for; one count for each request.
  package var missingCertificates = BoundedCounts<LoggedName, 64>()
  /// Sessions with such a request.
  package var certificateRequestsUnmet = 0

  var offerPart: [OfferTally] = []
  private var refusalPart: [RefusalTally] = []
  private var offencePart: [Counts<Offence, 24>] = []

  package init(provider: Provider, direction: Session.Direction) {
    self.provider = provider
    self.direction = direction
    rank = Self.rank(identity: provider.identity, direction: direction)
  }

  /// The sum of the tallies of one direction.
  package init(sumOf tallies: TallyList, _ direction: Session.Direction) {
    self.init(provider: .everyone, direction: direction)
    tallies.forEach { merge($0) }
  }

  /// All that was counted: sessions, and deliveries where sessions are not delimited.
  package var units: Int { sessions + deliveries }

  /// What `units` are, for a finding.
  package var unitName: String {
    deliveries == 0 ? "sessions" : sessions == 0 ? "deliveries" : "sessions and deliveries"
  }

  /// Sessions that could have been encrypted: those with a greeting. Who was turned away before a word
  /// was said had no occasion to, nor had a server that our client left at once; and of some the log does
  /// not state it.
  package var encryptable: Int { max(greeted - leftBeforeTLS - greetedTLSUntold, tls.encrypted) }
  /// Of those the sessions in which no handshake was tried, or none that failed.
  package var greetedInPlaintext: Int { max(0, encryptable - tls.encrypted - tls.states[.failed]) }

  /// Sessions that delivered a message and that the client ended, or could have: the denominator of
  /// QUIT. Neither those that the server ended nor such that the log cuts off, nor those of builds that
  /// logged no QUIT.
  package var endedByClient: Int {
    endingsDelivering.total - endingsDelivering[.refused] - endingsDelivering[.killed]
      - endingsDelivering[.stillOpen]
  }
  /// Of those the sessions in which the client said QUIT.
  package var quitByClient: Int {
    endingsDelivering[.quit] + endingsDelivering[.quitWithoutWaiting]
  }

  /// What the peer offered by EHLO (outbound; empty otherwise).
  package var offers: OfferTally {
    get { offerPart.first ?? OfferTally() }
    _modify {
      if offerPart.isEmpty { offerPart.append(OfferTally()) }
      yield &offerPart[0]
    }
  }

  package var refusals: RefusalTally {
    get { refusalPart.first ?? RefusalTally() }
    _modify {
      if refusalPart.isEmpty { refusalPart.append(RefusalTally()) }
      yield &refusalPart[0]
    }
  }

  /// Breaches of the protocol, one count for each session and kind.
  package var offences: Counts<Offence, 24> {
    get { offencePart.first ?? Counts() }
    _modify {
      if offencePart.isEmpty { offencePart.append(Counts()) }
      yield &offencePart[0]
    }
  }

  /// Adds what another tally, of the same direction, holds. The provider stays this one's.
  package mutating func merge(_ other: ProviderTally) {
    sessions += other.sessions
    deliveries += other.deliveries
    greetedTLSUntold += other.greetedTLSUntold
    delivering += other.delivering
    messages += other.messages
    octets.addSaturating(other.octets)
    messagesWithoutOctets += other.messagesWithoutOctets
    first = earliest(first, other.first)
    last = latest(last, other.last)
    greeted += other.greeted
    extended += other.extended
    inDoubt += other.inDoubt
    leftBeforeTLS += other.leftBeforeTLS
    tls.merge(other.tls)
    endings.merge(other.endings)
    endingsDelivering.merge(other.endingsDelivering)
    quitUntold += other.quitUntold
    quitDelivering += other.quitDelivering
    transfer.merge(other.transfer)
    quoted.merge(other.quoted)
    unicode.merge(other.unicode)
    transactions += other.transactions
    nullReversePaths += other.nullReversePaths
    recipientsAccepted += other.recipientsAccepted
    recipientsRefused += other.recipientsRefused
    greetingMismatches += other.greetingMismatches
    evidence.merge(other.evidence)
    missingCertificates.merge(other.missingCertificates)
    certificateRequestsUnmet += other.certificateRequestsUnmet
    if let part = other.offerPart.first { offers.merge(part) }
    if let part = other.refusalPart.first { refusals.merge(part) }
    if let part = other.offencePart.first { offences.merge(part) }
  }
}

extension ProviderTally: BoundedRow {
  /// Known providers come first, so that they are kept whatever else a log holds, then domains.
  static func rank(identity: UInt64, direction: Session.Direction) -> UInt64 {
    let group = identity & ~(.max >> 2)
    return group | OctetHash.mixed(identity &+ UInt64(direction.rawValue)) >> 2
  }
}

extension ProviderTally: FieldCoded {
  package static var blank: ProviderTally {
    ProviderTally(provider: .unknown, direction: .inbound)
  }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var (provider, direction) = (provider, direction)
    try archive.value(&provider)
    try archive.choice(&direction)
    if archive.isReading { self = ProviderTally(provider: provider, direction: direction) }
    try archive.count(&sessions)
    try archive.count(&deliveries)
    try archive.count(&greetedTLSUntold)
    try archive.count(&inDoubt)
    try archive.count(&delivering)
    try archive.count(&messages)
    try archive.number(&octets)
    try archive.count(&messagesWithoutOctets)
    try archive.value(&first)
    try archive.value(&last)
    try archive.count(&greeted)
    try archive.count(&extended)
    try archive.count(&leftBeforeTLS)
    try archive.value(&tls)
    try archive.value(&endings)
    try archive.value(&endingsDelivering)
    try archive.count(&quitUntold)
    try archive.count(&quitDelivering)
    try archive.value(&transfer)
    try archive.value(&quoted)
    try archive.value(&unicode)
    try archive.count(&transactions)
    try archive.count(&nullReversePaths)
    try archive.count(&recipientsAccepted)
    try archive.count(&recipientsRefused)
    try archive.count(&greetingMismatches)
    try archive.value(&evidence)
    try archive.value(&missingCertificates)
    try archive.count(&certificateRequestsUnmet)
    try archive.list(&offerPart, atMost: 1)
    try archive.list(&refusalPart, atMost: 1)
    try archive.list(&offencePart, atMost: 1)
  }
}
