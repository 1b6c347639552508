// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
package import SessionLog

/// What a row of a register is about.
package enum PeerScope: UInt8, CaseIterable, Sendable {
  case host, domain, provider

  /// The stable name in registers.
  package var name: String {
    switch self {
    case .host: "host"
    case .domain: "domain"
    case .provider: "provider"
    }
  }
}

/// A peer as the server that we send to: a host, all hosts that took mail for a recipient domain, or
/// all hosts of a provider. From outbound sessions alone. Mergeable.
package struct PeerServer: Equatable, Sendable {
  package let scope: PeerScope
  /// The name in lower case: host (or address), domain, or the provider's key.
  package let name: String
  /// Whose host it is, or who takes the domain's mail: the one seen last. Of a provider, itself.
  package private(set) var provider: Provider

  /// Sessions in which the server spoke.
  package var sessions = Sightings()
  /// Replies to EHLO before TLS and in TLS; empty for recipient domains.
  package var beforeTLS = KeywordSights()
  package var afterTLS = KeywordSights()
  package var uses = PeerUseTable()
  /// Sessions whose deciding reply had BINARYMIME without CHUNKING.
  package var binaryWithoutChunking = 0
  package var tls = Counts<TLSFacts.State, 5>()
  /// Delivered messages and their octets, as far as the log states them.
  package var messages = 0
  package var octets: UInt64 = 0
  /// Of these octets the ones that went in sessions in which BINARYMIME could not be used.
  package var octetsWithoutBinary: UInt64 = 0

  package init(scope: PeerScope, name: String, provider: Provider) {
    self.scope = scope
    self.name = PeerServer.normalised(name)
    self.provider = provider
  }

  /// Sessions with a reply to EHLO or HELO that decides what can be used.
  package var asked: Sightings {
    var asked = uses[.bdat].offered
    asked.merge(uses[.bdat].lacking)
    return asked
  }

  package mutating func merge(_ other: PeerServer) {
    provider = sessions.laterProvider(provider, or: other.provider, of: other.sessions.last)
    sessions.merge(other.sessions)
    beforeTLS.merge(other.beforeTLS)
    afterTLS.merge(other.afterTLS)
    uses.merge(other.uses)
    binaryWithoutChunking = binaryWithoutChunking.saturatingSum(other.binaryWithoutChunking)
    tls.merge(other.tls)
    messages = messages.saturatingSum(other.messages)
    octets.addSaturating(other.octets)
    octetsWithoutBinary.addSaturating(other.octetsWithoutBinary)
  }

  /// Counts an outbound session.
  mutating func add(_ session: Session, with provider: Provider) {
    let time = session.start
    self.provider = sessions.laterProvider(self.provider, or: provider, of: time)
    sessions.add(time)
    tls.add(session.tls.state)
    if scope != .domain {
      beforeTLS.add(session.offeredBeforeTLS, of: session)
      afterTLS.add(session.offeredAfterTLS, of: session)
    }
    let offer = EHLOOffer(session)
    if let usable = offer.usable {
      for use in PeerUse.offered {
        if usable.contains(use) {
          uses[use].offered.add(time)
        } else {
          uses[use].lacking.add(time)
        }
      }
      if offer.binaryWithoutChunking {
        binaryWithoutChunking = binaryWithoutChunking.saturatingSum(1)
      }
    }
    let hasBinary = offer.usable?.contains(.bodyBinaryMIME) ?? false
    for transaction in session.transactions { add(transaction, at: time, hasBinary: hasBinary) }
    addUnanswered(of: session)
    for refusal in session.refusals { add(refusal, of: session) }
  }

  private mutating func add(_ transaction: Transaction, at time: LogTimestamp, hasBinary: Bool) {
    let used = PeerUses(of: transaction)
    for use in PeerUse.allCases where used.contains(use) {
      if transaction.accepted, use != .bdat {
        uses[use].mailAccepted = uses[use].mailAccepted.saturatingSum(1)
      }
      // Binary content is only taken where it came by BDAT: a server that also takes DATA after
      // BODY=BINARYMIME ignores the parameter (RFC 3030 section 3).
      if transaction.delivered == .yes, use != .bodyBinaryMIME || transaction.transfer == .bdat {
        uses[use].accepted.add(time)
      }
    }
    guard transaction.delivered == .yes else { return }
    messages = messages.saturatingSum(1)
    octets.addSaturating(transaction.octets ?? 0)
    if !hasBinary { octetsWithoutBinary.addSaturating(transaction.octets ?? 0) }
  }

  /// A chunk that the server never replied to: it took the octets and was silent until our client gave up, or left.
  private mutating func addUnanswered(of session: Session) {
    guard session.ending == .timedOut || session.ending == .lostInCommand,
      let transaction = session.transactions.last, transaction.transfer == .bdat,
      transaction.delivered != .yes,
      !session.refusals.contains(where: {
        $0.transaction == session.transactions.count - 1 && $0.verb != .rcptTo
      })
    else { return }
    // Whatever was asked for besides, it is the way of the transfer that was not answered.
    uses[.bdat].unanswered.add(session.start)
    if transaction.body == .binaryMIME { uses[.bodyBinaryMIME].unanswered.add(session.start) }
  }

  private mutating func add(_ refusal: RefusalFact, of session: Session) {
    guard session.transactions.indices.contains(refusal.transaction) else { return }
    let used = PeerUses(of: session.transactions[refusal.transaction])
    guard !used.isEmpty, refusal.verb != .rcptTo else { return }
    let against = UseRefusal(refusal, of: session).uses(among: used)
    for use in PeerUse.allCases where used.contains(use) {
      if use == .bdat, refusal.verb == .mailFrom { continue }
      guard against.contains(use) else {
        uses[use].refusedOtherwise = uses[use].refusedOtherwise.saturatingSum(1)
        continue
      }
      var seen = Sightings()
      seen.add(session.start)
      uses[use].refused.merge(seen)
      let text = session.text.span.extracting(refusal.text.indices)
      uses[use].replies.add(
        PeerReply(
          verb: refusal.verb, code: refusal.code, enhanced: refusal.enhanced,
          text: text.extracting(first: PeerReplies.textLimit).string, seen: seen))
    }
  }
}

extension PeerServer: BoundedRow {
  /// Earlier registers have names in A-labels, and addresses as they were logged.
  static func normalised(_ name: String) -> String {
    IPAddress(name.utf8)?.description ?? InternationalName.inULabels(name)
  }

  package var rank: UInt64 { Self.rank(name, provider: scope == .provider ? provider : nil) }

  /// Known providers come first, so that they are kept whatever else there is.
  static func rank(_ name: String, provider: Provider?) -> UInt64 {
    provider?.identity ?? OctetHash.plain(name.utf8)
  }
}

extension PeerServer: FieldCoded {
  package static var blank: PeerServer { PeerServer(scope: .host, name: "", provider: .unknown) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var (scope, name, provider) = (scope, name, provider)
    try archive.choice(&scope)
    try archive.text(&name)
    try archive.value(&provider)
    if archive.isReading { self = PeerServer(scope: scope, name: name, provider: provider) }
    try archive.value(&sessions)
    try archive.value(&beforeTLS)
    try archive.value(&afterTLS)
    try archive.value(&uses)
    try archive.saturatingCount(&binaryWithoutChunking)
    try archive.value(&tls)
    try archive.saturatingCount(&messages)
    try archive.number(&octets)
    try archive.number(&octetsWithoutBinary)
  }
}
