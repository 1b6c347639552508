// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import ProviderFindings
package import SessionLog

/// How many peers a register keeps apart, of each kind. What exceeds a limit is dropped, the same
/// rows whatever the order of arrival (see `BoundedTable`), and counted.
package struct PeerLimits: Equatable, Sendable {
  /// Hosts, of each direction. A host takes 3 to 6 kB.
  package var hosts = 4096
  /// Recipient domains, 2 kB each.
  package var domains = 4096
  package var providers = 2048

  package init() {}
}

/// What the session logs say of each peer: as a server what it offers, and what it accepted and
/// refused in practice; as a client what it used. Registers of parts, merged in any order, are the
/// register of the whole, so that one can be carried on from night to night; a session that it knows
/// already is not taken again.
package struct PeerRegister: Sendable {
  private var serverHosts: PeerTable<PeerServer>
  private var serverDomains: PeerTable<PeerServer>
  private var serverProviders: PeerTable<PeerServer>
  private var clientHosts: PeerTable<PeerClient>
  private var clientProviders: PeerTable<PeerClient>
  /// Outbound sessions that do not count: some of their records may be another session's.
  package private(set) var ambiguousSessions = 0
  /// The sessions that it rests on.
  package private(set) var seen = SeenSessions()
  /// What an earlier register rests on, which this one is to be added to.
  private let known: KnownSessions
  /// Sessions that were not taken: such as are known, and such as may be.
  package private(set) var repeatedSessions = 0
  package private(set) var undecidedSessions = 0

  package init(limits: PeerLimits = PeerLimits(), known: KnownSessions = KnownSessions()) {
    self.known = known
    serverHosts = PeerTable(limit: limits.hosts)
    serverDomains = PeerTable(limit: limits.domains)
    serverProviders = PeerTable(limit: limits.providers)
    clientHosts = PeerTable(limit: limits.hosts)
    clientProviders = PeerTable(limit: limits.providers)
  }

  /// Counts one session.
  package mutating func add(_ session: Session, in directory: inout ProviderDirectory) {
    switch known.has(session.id, from: session.start) {
    case .no: break
    case .yes: return repeatedSessions += 1
    case .notLogged: return undecidedSessions += 1
    }
    let provider = directory.provider(of: session)
    seen.insert(session.id, from: session.start)
    if session.direction == .inbound {
      addClient(session, provider)
    } else if !session.doubt.isEmpty {
      ambiguousSessions = ambiguousSessions.saturatingSum(1)
    } else if Self.serverSpoke(session) {
      addServer(session, provider)
    }
  }

  private mutating func addServer(_ session: Session, _ provider: Provider) {
    if let name = Self.hostName(of: session) {
      serverHosts.update(PeerServer(scope: .host, name: name, provider: provider)) {
        $0.add(session, with: provider)
      }
    }
    let domain = HostName.normalised(session.text.span.extracting(session.recipientDomain.indices))
    if !domain.isEmpty {
      let name = String(decoding: domain, as: UTF8.self)
      serverDomains.update(PeerServer(scope: .domain, name: name, provider: provider)) {
        $0.add(session, with: provider)
      }
    }
    serverProviders.update(PeerServer(scope: .provider, name: provider.key, provider: provider)) {
      $0.add(session, with: provider)
    }
  }

  private mutating func addClient(_ session: Session, _ provider: Provider) {
    if let name = Self.hostName(of: session) {
      clientHosts.update(PeerClient(scope: .host, name: name, provider: provider)) {
        $0.add(session, with: provider)
      }
    }
    clientProviders.update(PeerClient(scope: .provider, name: provider.key, provider: provider)) {
      $0.add(session, with: provider)
    }
  }

  /// Whether there was a server at all: a connection that came to nothing says nothing of it.
  private static func serverSpoke(_ session: Session) -> Bool {
    session.greeted == .yes || session.extended == .yes || session.tls.attempted
      || !session.transactions.isEmpty || !session.refusals.isEmpty
  }

  /// The confirmed name of the peer (outbound the host that was tried), else its address.
  private static func hostName(of session: Session) -> String? {
    let text = session.text.span
    let name = HostName.normalised(text.extracting(session.peerName.indices))
    if !name.isEmpty { return String(decoding: name, as: UTF8.self) }
    return session.peerAddress.isEmpty ? nil : session.address.lowercased()
  }

  package mutating func merge(_ other: PeerRegister) {
    serverHosts.merge(other.serverHosts)
    serverDomains.merge(other.serverDomains)
    serverProviders.merge(other.serverProviders)
    clientHosts.merge(other.clientHosts)
    clientProviders.merge(other.clientProviders)
    ambiguousSessions = ambiguousSessions.saturatingSum(other.ambiguousSessions)
    seen.merge(other.seen)
    repeatedSessions = repeatedSessions.saturatingSum(other.repeatedSessions)
    undecidedSessions = undecidedSessions.saturatingSum(other.undecidedSessions)
  }
}

// MARK: Reading out and back

extension PeerRegister {
  /// The rows of servers of one kind, in order of name.
  package func servers(_ scope: PeerScope) -> [PeerServer] {
    switch scope {
    case .host: serverHosts.rows { ($0.name, $0.provider) < ($1.name, $1.provider) }
    case .domain: serverDomains.rows { ($0.name, $0.provider) < ($1.name, $1.provider) }
    case .provider: serverProviders.rows { $0.provider < $1.provider }
    }
  }

  /// The rows of clients, hosts or providers, in order of name.
  package func clients(_ scope: PeerScope) -> [PeerClient] {
    switch scope {
    case .host: clientHosts.rows { ($0.name, $0.provider) < ($1.name, $1.provider) }
    case .domain: []
    case .provider: clientProviders.rows { $0.provider < $1.provider }
    }
  }

  /// Start of the first and of the last session with any peer; nil if there is none.
  package var period: ClosedRange<LogTimestamp>? {
    let sights = servers(.provider).map(\.sessions) + clients(.provider).map(\.sessions)
    guard let first = sights.compactMap(\.first).min(), let last = sights.compactMap(\.last).max()
    else { return nil }
    return first...last
  }

  /// Start of the last session with any peer; nil if there is none.
  package var lastSession: LogTimestamp? { period?.upperBound }

  /// The server of that name and kind.
  package func server(_ scope: PeerScope, named name: String) -> PeerServer? {
    switch scope {
    case .host: serverHosts.row(PeerServer.rank(name, provider: nil))
    case .domain: serverDomains.row(PeerServer.rank(name, provider: nil))
    case .provider:
      servers(.provider).first {
        [.alias, .domain].contains($0.provider.kind)
          && ($0.provider.key == name || $0.provider.name.lowercased() == name)
      }
    }
  }

  /// Sessions of peers that are not kept, for each kind.
  package func sessionsNotListed(ofServers scope: PeerScope) -> Int {
    switch scope {
    case .host: serverHosts.dropped
    case .domain: serverDomains.dropped
    case .provider: serverProviders.dropped
    }
  }

  package func sessionsNotListed(ofClients scope: PeerScope) -> Int {
    switch scope {
    case .host: clientHosts.dropped
    case .domain: 0
    case .provider: clientProviders.dropped
    }
  }

  /// Puts in rows that a register states.
  package mutating func restore(_ servers: [PeerServer], _ scope: PeerScope, notListed: Int) {
    switch scope {
    case .host: serverHosts.restore(servers, dropped: notListed)
    case .domain: serverDomains.restore(servers, dropped: notListed)
    case .provider: serverProviders.restore(servers, dropped: notListed)
    }
  }

  package mutating func restore(_ clients: [PeerClient], _ scope: PeerScope, notListed: Int) {
    switch scope {
    case .host: clientHosts.restore(clients, dropped: notListed)
    case .domain: break
    case .provider: clientProviders.restore(clients, dropped: notListed)
    }
  }

  /// - Parameter seen: nil where a register does not state it, as earlier ones do not: whether a session is in it
  ///   that is not later than its last one cannot be known.
  package mutating func restore(seen: SeenSessions?) {
    self.seen.merge(seen ?? SeenSessions(until: lastSession))
  }

  package mutating func restore(ambiguousSessions count: Int) {
    ambiguousSessions = ambiguousSessions.saturatingSum(max(0, count))
  }
}

extension PeerRegister: Equatable {
  package static func == (a: PeerRegister, b: PeerRegister) -> Bool {
    a.ambiguousSessions == b.ambiguousSessions && a.seen == b.seen
      && PeerScope.allCases.allSatisfy { scope in
        a.servers(scope) == b.servers(scope) && a.clients(scope) == b.clients(scope)
          && a.sessionsNotListed(ofServers: scope) == b.sessionsNotListed(ofServers: scope)
          && a.sessionsNotListed(ofClients: scope) == b.sessionsNotListed(ofClients: scope)
      }
  }
}

extension PeerRegister: FieldCoded {
  package static var blank: PeerRegister { PeerRegister() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&serverHosts)
    try archive.value(&serverDomains)
    try archive.value(&serverProviders)
    try archive.value(&clientHosts)
    try archive.value(&clientProviders)
    try archive.saturatingCount(&ambiguousSessions)
    try archive.value(&seen)
    try archive.saturatingCount(&repeatedSessions)
    try archive.saturatingCount(&undecidedSessions)
  }
}
