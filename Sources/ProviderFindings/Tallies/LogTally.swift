// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// How much a tally keeps apart. What exceeds a limit is folded in a way that does not depend on
/// the order of arrival (see `BoundedTable`).
package struct TallyLimits: Equatable, Sendable {
  /// Providers, each direction by itself. A kept provider takes about 1 kB.
  package var providers = 8_192
  /// Pairs of provider and sender or recipient domain, some 150 octets each.
  package var domains = 16_384
  /// Sessions that may be part of a fallback to plaintext, 32 octets each.
  package var fallbackCandidates = 131_072
  /// Sessions in TLS that may rule one out, 8 octets each.
  package var encryptedSessions = 2_097_152

  package init() {}
}

/// All that is counted of a log. Tallies of parts, merged in any order, are the tally of the whole.
package struct LogTally: Sendable {
  package let limits: TallyLimits
  private var table: BoundedTable<ProviderTally>
  private var othersInbound = ProviderTally(provider: .others, direction: .inbound)
  private var othersOutbound = ProviderTally(provider: .others, direction: .outbound)
  private var inboundMeasures = MeasureTally()
  private var outboundMeasures = MeasureTally()
  private var domainTally: DomainTally
  private var candidates: FallbackCandidates
  private var encrypted: EncryptedSessions
  private var caches = TallyCaches()
  /// What the logs leave open.
  package private(set) var unstated = UnstatedTally()

  package init(limits: TallyLimits = TallyLimits()) {
    self.limits = limits
    table = BoundedTable(limit: limits.providers)
    domainTally = DomainTally(limit: limits.domains)
    candidates = FallbackCandidates(limit: limits.fallbackCandidates)
    encrypted = EncryptedSessions(limit: limits.encryptedSessions)
  }

  /// Counts one session; whether it is one of those that a finding may point to.
  @discardableResult
  package mutating func add(_ session: Session, in directory: inout ProviderDirectory) -> Bool {
    var isEvidence = false
    unstated.add(session)
    let slot = directory.slot(of: session)
    let identity = directory.identity(at: slot)
    let direction = session.direction
    let mark = SessionMark(session)
    let rank = ProviderTally.rank(identity: identity, direction: direction)
    let known = table.index(of: rank)
    if let index = known ?? insert(directory[slot].provider ?? .unknown, direction) {
      table.update(index) {
        $0.evidence.hasNews = false
        $0.add(session, mark: mark, caches: &caches)
        isEvidence = $0.evidence.hasNews
      }
    } else if case .inbound = direction {
      othersInbound.add(session, mark: mark, caches: &caches)
    } else {
      othersOutbound.add(session, mark: mark, caches: &caches)
    }
    switch direction {
    case .inbound: inboundMeasures.add(session)
    case .outbound: outboundMeasures.add(session)
    }
    addCandidate(session, mark: mark, provider: rank)
    domainTally.add(session, provider: identity, mark: mark, in: &directory)
    return isEvidence
  }

  /// Makes a row; its index, or nil where it is not to be kept.
  private mutating func insert(_ provider: Provider, _ direction: Session.Direction) -> Int? {
    defer { foldDropped() }
    return table.insert(ProviderTally(provider: provider, direction: direction))
  }

  /// Leaves out what other providers did. When the sessions began, how long they took, and how large
  /// their messages were is kept of a direction as a whole.
  package mutating func keep(_ isKept: (Provider, Session.Direction) -> Bool) {
    settle()
    table.keep { isKept($0.provider, $0.direction) }
    domainTally.keep { isKept($0.provider, $0.direction) }
    if !isKept(.others, .inbound) { othersInbound = Self.nobody(.inbound) }
    if !isKept(.others, .outbound) { othersOutbound = Self.nobody(.outbound) }
  }

  private static func nobody(_ direction: Session.Direction) -> ProviderTally {
    ProviderTally(provider: .others, direction: direction)
  }

  package mutating func merge(_ other: LogTally) {
    othersInbound.merge(other.othersInbound)
    othersOutbound.merge(other.othersOutbound)
    table.merge(other.table)
    foldDropped()
    inboundMeasures.merge(other.inboundMeasures)
    outboundMeasures.merge(other.outboundMeasures)
    domainTally.merge(other.domainTally)
    candidates.merge(other.candidates)
    encrypted.merge(other.encrypted)
    unstated.merge(other.unstated)
  }

  /// Brings the tally into the form that depends only on what was counted. Needed before two are
  /// compared, and done by everything that reads one.
  package mutating func settle() {
    table.settle()
    foldDropped()
    domainTally.settle()
    candidates.settle()
    encrypted.settle()
  }

  private mutating func addCandidate(_ session: Session, mark: SessionMark, provider: UInt64) {
    let failed: Bool
    switch session.tls.state {
    case .encrypted, .verified:
      let address = addressHash(session)
      if address != 0 { encrypted.add(address, at: session.start) }
      return
    case .failed: failed = true
    case .plaintext:
      failed = false
      guard !session.wasLeftBeforeTLS else { return }
      guard session.greeted == .yes || session.extended == .yes || !session.transactions.isEmpty
      else { return }
    case .notLogged: return
    }
    if session.tls.continuedInPlaintext { return }
    candidates.add(
      FallbackCandidate(
        mark: mark, provider: provider, address: addressHash(session), failed: failed,
        delivered: session.transactions.contains { $0.delivered == .yes },
        direction: session.direction))
  }

  /// Hash of the peer's address and of the direction; 0 where the address was not logged.
  private func addressHash(_ session: Session) -> UInt64 {
    guard !session.peerAddress.isEmpty else { return 0 }
    let octets = session.text.span.extracting(session.peerAddress.indices)
    // An IPv4 address is written in one way only.
    let isColonFree = octets.indices.allSatisfy { octets[$0] != UInt8(ascii: ":") }
    let hash =
      isColonFree ? OctetHash.fast(octets) : OctetHash.fast(Array(session.address.utf8).span)
    return (hash ^ UInt64(session.direction.rawValue)) & FallbackCandidate.addressBits
  }

  private mutating func foldDropped() {
    for row in table.takeDropped() {
      if row.direction == .inbound { othersInbound.merge(row) } else { othersOutbound.merge(row) }
    }
  }
}

extension LogTally: Equatable {
  package static func == (a: LogTally, b: LogTally) -> Bool {
    var a = a
    var b = b
    a.settle()
    b.settle()
    return a.table.rows == b.table.rows && a.othersInbound == b.othersInbound
      && a.othersOutbound == b.othersOutbound && a.inboundMeasures == b.inboundMeasures
      && a.outboundMeasures == b.outboundMeasures && a.domainTally == b.domainTally
      && a.candidates == b.candidates && a.encrypted == b.encrypted
      && a.unstated == b.unstated
  }
}

// MARK: What a tally says

extension LogTally {
  /// The providers of each direction in order of name; last, if any session was folded, all others.
  /// Call `settle` first.
  package var providers: (inbound: TallyList, outbound: TallyList) {
    var rows = table.rows
    let kept = rows.indices
    if othersInbound.units > 0 { rows.append(othersInbound) }
    if othersOutbound.units > 0 { rows.append(othersOutbound) }
    func list(_ direction: Session.Direction) -> TallyList {
      let order = kept.filter { rows[$0].direction == direction }
        .sorted { rows[$0].provider < rows[$1].provider }
      let others = rows.indices[kept.endIndex...].filter { rows[$0].direction == direction }
      return TallyList(rows, order + others)
    }
    return (list(.inbound), list(.outbound))
  }

  /// When the sessions of a direction began, how long they took, how large their messages were.
  package func measures(_ direction: Session.Direction) -> MeasureTally {
    direction == .inbound ? inboundMeasures : outboundMeasures
  }

  /// Who sends through whom (inbound), who receives for whom (outbound).
  package var domains: [CarriedDomain] { domainTally.domains }
  /// Messages of pairs of provider and domain that are not kept apart.
  package var otherDomainsMessages: Int { domainTally.othersMessages }

  /// Fallbacks across sessions, in order of the failed sessions.
  package func fallbacks(windowMicroseconds window: Int64) -> [FallbackPair] {
    let list = candidates.candidates
    return FallbackMatcher(window: window).pairs(list, encrypted.index).map { pair in
      let failed = list[pair.failed]
      let plaintext = list[pair.plaintext]
      let provider = table.index(of: failed.provider).map { table.rows[$0].provider }
      return FallbackPair(
        provider: provider ?? .others, direction: failed.direction, failed: failed.mark,
        plaintext: plaintext.mark,
        sameAddress: failed.address != 0 && failed.address == plaintext.address,
        delivered: plaintext.delivered)
    }
  }

  /// False where there were so many candidates that some fallbacks may not have been found.
  package var fallbacksAreComplete: Bool { candidates.isComplete && encrypted.isComplete }
}

extension LogTally: FieldCoded {
  package static var blank: LogTally { LogTally() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    settle()
    var limits = limits
    try archive.value(&limits)
    if archive.isReading { self = LogTally(limits: limits) }
    try table.code(&archive)
    try archive.value(&othersInbound)
    try archive.value(&othersOutbound)
    try archive.value(&inboundMeasures)
    try archive.value(&outboundMeasures)
    try domainTally.code(&archive)
    try candidates.code(&archive)
    try encrypted.code(&archive)
    try archive.value(&unstated)
  }
}

extension TallyLimits: FieldCoded {
  package static var blank: TallyLimits { TallyLimits() }

  /// More than this fits into no memory.
  package static let most = 1 << 28

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for limit in [\TallyLimits.providers, \.domains, \.fallbackCandidates, \.encryptedSessions] {
      var number = UInt64(self[keyPath: limit])
      try archive.number(&number, upTo: UInt64(Self.most))
      self[keyPath: limit] = Int(number)
    }
  }
}
