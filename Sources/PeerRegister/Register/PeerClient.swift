// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
package import SessionLog

/// A peer as the client that sends to us, a host or a provider: what it used of what we offer. From
/// inbound sessions alone; it says nothing about what the peer's own servers take. Mergeable.
package struct PeerClient: Equatable, Sendable {
  package let scope: PeerScope
  /// The name in lower case: confirmed host name, or address; the provider's key.
  package let name: String
  /// Whose host it is, as seen last; of a provider, itself.
  package private(set) var provider: Provider

  package var sessions = Sightings()
  package var tls = Counts<TLSFacts.State, 5>()
  /// Accepted messages with each use of an extension. BODY=BINARYMIME: whatever the transfer.
  package private(set) var used = [Sightings](
    repeating: Sightings(), count: PeerUse.allCases.count)
  /// Accepted messages and their octets, as far as the log states them.
  package var messages = 0
  package var octets: UInt64 = 0
  /// Of these octets the ones of messages without BODY=BINARYMIME.
  package var octetsWithoutBinary: UInt64 = 0

  package init(scope: PeerScope, name: String, provider: Provider) {
    self.scope = scope
    self.name = PeerServer.normalised(name)
    self.provider = provider
  }

  package subscript(use: PeerUse) -> Sightings {
    get { used[Int(use.rawValue)] }
    _modify { yield &used[Int(use.rawValue)] }
  }

  package mutating func merge(_ other: PeerClient) {
    provider = sessions.laterProvider(provider, or: other.provider, of: other.sessions.last)
    sessions.merge(other.sessions)
    tls.merge(other.tls)
    for index in used.indices { used[index].merge(other.used[index]) }
    messages = messages.saturatingSum(other.messages)
    octets.addSaturating(other.octets)
    octetsWithoutBinary.addSaturating(other.octetsWithoutBinary)
  }

  /// Counts an inbound session.
  mutating func add(_ session: Session, with provider: Provider) {
    self.provider = sessions.laterProvider(self.provider, or: provider, of: session.start)
    sessions.add(session.start)
    tls.add(session.tls.state)
    for transaction in session.transactions where transaction.delivered == .yes {
      let uses = PeerUses(of: transaction)
      for use in PeerUse.allCases where uses.contains(use) {
        self[use].add(session.start)
      }
      messages = messages.saturatingSum(1)
      octets.addSaturating(transaction.octets ?? 0)
      if !uses.contains(.bodyBinaryMIME) {
        octetsWithoutBinary.addSaturating(transaction.octets ?? 0)
      }
    }
  }
}

extension PeerClient: BoundedRow {
  package var rank: UInt64 { PeerServer.rank(name, provider: scope == .provider ? provider : nil) }
}

extension PeerClient: FieldCoded {
  package static var blank: PeerClient { PeerClient(scope: .host, name: "", provider: .unknown) }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var (scope, name, provider) = (scope, name, provider)
    try archive.choice(&scope)
    try archive.text(&name)
    try archive.value(&provider)
    if archive.isReading { self = PeerClient(scope: scope, name: name, provider: provider) }
    try archive.value(&sessions)
    try archive.value(&tls)
    for index in used.indices { try archive.value(&used[index]) }
    try archive.saturatingCount(&messages)
    try archive.number(&octets)
    try archive.number(&octetsWithoutBinary)
  }
}
