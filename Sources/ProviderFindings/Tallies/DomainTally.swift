// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// Whose mail a provider carries: a sender domain that comes through it (inbound), a recipient
/// domain that it receives for (outbound).
package struct CarriedDomain: Equatable, Sendable {
  package var provider: Provider
  package var direction: Session.Direction
  /// Registered domain of the reverse-path's or the recipient's domain.
  package var domain: String
  /// The provider that the domain itself belongs to.
  package var owner: Provider
  /// Sessions, and delivered messages.
  package var sessions: Int
  package var messages: Int
  /// The earliest session.
  package var first: SessionMark

  package init(
    provider: Provider, direction: Session.Direction, domain: String, owner: Provider,
    sessions: Int, messages: Int, first: SessionMark
  ) {
    self.provider = provider
    self.direction = direction
    self.domain = domain
    self.owner = owner
    self.sessions = sessions
    self.messages = messages
    self.first = first
  }
}

/// The count of a pair while sessions are counted.
private struct CarriedDomainRow: BoundedRow {
  let rank: UInt64
  var counts: CarriedDomain
  /// The session counted last, which may come again with its next transaction.
  var latest: SessionID

  static func rank(provider: UInt64, direction: Session.Direction, domain: UInt64) -> UInt64 {
    OctetHash.mixed(OctetHash.step(provider ^ UInt64(direction.rawValue), domain))
  }

  mutating func add(messages: Int, mark: SessionMark) {
    counts.messages += messages
    if latest == mark.id { return }
    latest = mark.id
    counts.sessions += 1
    if mark < counts.first { counts.first = mark }
  }

  mutating func merge(_ other: CarriedDomainRow) {
    counts.sessions += other.counts.sessions
    counts.messages += other.counts.messages
    counts.first = min(counts.first, other.counts.first)
  }

  static func == (a: CarriedDomainRow, b: CarriedDomainRow) -> Bool { a.counts == b.counts }
}

/// Who sends through whom, and who receives for whom: pairs of provider and domain, counted apart
/// as long as there are no more than the limit of the table (see `BoundedTable`); of more, a fixed
/// choice that does not depend on the order of arrival is counted whole, the rest as one number.
struct DomainTally: Equatable, Sendable {
  private var table: BoundedTable<CarriedDomainRow>
  /// Messages of pairs that are not kept apart.
  private(set) var othersMessages = 0

  init(limit: Int) { table = BoundedTable(limit: limit) }

  /// By direction, provider, then messages and sessions (largest first), then domain.
  var domains: [CarriedDomain] {
    let rows = table.rows
    let providers = ProviderOrder(rows.lazy.map(\.counts.provider))
    // Rows are large: places are sorted, mostly by numbers, and each row is copied once.
    var order = rows.indices.map { place in
      let provider = UInt64(providers.place(of: rows[place].counts.provider))
      let direction = UInt64(rows[place].counts.direction.rawValue)
      return (peer: direction << 32 | provider, messages: rows[place].counts.messages, place: place)
    }
    order.sort { a, b in
      if a.peer != b.peer { return a.peer < b.peer }
      if a.messages != b.messages { return a.messages > b.messages }
      let (sessionsA, sessionsB) = (rows[a.place].counts.sessions, rows[b.place].counts.sessions)
      if sessionsA != sessionsB { return sessionsA > sessionsB }
      return rows[a.place].counts.domain < rows[b.place].counts.domain
    }
    return order.map { rows[$0.place].counts }
  }

  /// Counts the domains of one session, whose provider has the given identity.
  mutating func add(
    _ session: Session, provider: UInt64, mark: SessionMark, in directory: inout ProviderDirectory
  ) {
    let text = session.text.span
    let transactions = session.transactions.span
    if case .outbound = session.direction {
      guard !session.recipientDomain.isEmpty else { return }
      var messages = 0
      for index in transactions.indices where transactions[index].delivered == .yes {
        messages += 1
      }
      add(
        text.extracting(session.recipientDomain.indices), through: provider, of: session,
        messages: messages, mark: mark, in: &directory)
      return
    }
    for index in transactions.indices where !transactions[index].reversePath.isEmpty {
      let transaction = transactions[index]
      let path = text.extracting(transaction.reversePath.indices)
      var start = path.count
      while start > 0, path[start - 1] != UInt8(ascii: "@") { start -= 1 }
      guard start > 0 else { continue }
      add(
        path.extracting(start..<path.count), through: provider, of: session,
        messages: transaction.delivered == .yes ? 1 : 0, mark: mark, in: &directory)
    }
  }

  private mutating func add(
    _ name: Span<UInt8>, through provider: UInt64, of session: Session,
    messages: Int, mark: SessionMark, in directory: inout ProviderDirectory
  ) {
    let slot = directory.slot(ofName: name)
    guard let hash = directory.domainHash(at: slot) else { return }
    let rank = CarriedDomainRow.rank(
      provider: provider, direction: session.direction, domain: hash)
    if let index = table.index(of: rank) {
      table.update(index) { $0.add(messages: messages, mark: mark) }
      return
    }
    let domain = directory[slot].domain
    let owner = directory[slot].provider ?? .unknown
    let counts = CarriedDomain(
      provider: directory.provider(of: session), direction: session.direction, domain: domain,
      owner: owner, sessions: 1, messages: messages, first: mark)
    let row = CarriedDomainRow(rank: rank, counts: counts, latest: mark.id)
    if table.insert(row) == nil { othersMessages += messages }
    foldDropped()
  }

  mutating func merge(_ other: DomainTally) {
    othersMessages += other.othersMessages
    table.merge(other.table)
    foldDropped()
  }

  mutating func keep(_ isKept: (CarriedDomain) -> Bool) { table.keep { isKept($0.counts) } }

  mutating func settle() {
    table.settle()
    foldDropped()
  }

  private mutating func foldDropped() {
    for row in table.takeDropped() { othersMessages += row.counts.messages }
  }

  /// Settled tallies are equal if they count the same.
  static func == (a: DomainTally, b: DomainTally) -> Bool {
    a.othersMessages == b.othersMessages && a.table.rows == b.table.rows
  }
}

extension CarriedDomainRow: FieldCoded {
  static var blank: CarriedDomainRow {
    CarriedDomainRow(
      rank: 0,
      counts: CarriedDomain(
        provider: .unknown, direction: .inbound, domain: "", owner: .unknown, sessions: 0,
        messages: 0, first: .blank), latest: SessionID(0))
  }

  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    var rank = rank
    try archive.word(&rank)
    try archive.value(&counts)
    if archive.isReading {
      self = CarriedDomainRow(rank: rank, counts: counts, latest: counts.first.id)
    }
  }
}

extension CarriedDomain: FieldCoded {
  package static var blank: CarriedDomain { CarriedDomainRow.blank.counts }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try archive.value(&provider)
    try archive.choice(&direction)
    try archive.text(&domain)
    try archive.value(&owner)
    try archive.count(&sessions)
    try archive.count(&messages)
    try archive.value(&first)
  }
}

extension DomainTally {
  /// Walks the fields of a settled tally.
  mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    try table.code(&archive)
    try archive.count(&othersMessages)
  }
}
