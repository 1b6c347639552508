// SPDX-License-Identifier: Apache-2.0
package import MailTypes
package import SessionLog

/// What sessions and deliveries leave open because the server's log does not state it, by server and
/// direction. Mergeable.
package struct UnstatedTally: Equatable, Sendable {
  /// A fact that a log may not state.
  package enum Fact: UInt8, CaseIterable, Sendable {
    /// Whether there was TLS at all.
    case tls
    /// Protocol and cipher of a session in TLS.
    case suite
    /// Whether the peer's certificate verified.
    case verification
    /// Whether the client said QUIT.
    case quit
    /// The reply code of a refusal.
    case replyCode
    /// The parameters of MAIL: BODY, SMTPUTF8, SIZE.
    case parameters
    /// The octets of a delivered message.
    case octets
  }

  private static let width = Session.Direction.allCases.count * Fact.allCases.count
  /// Sessions and deliveries of each server and direction, and those that leave a fact open.
  private var units = [Int](
    repeating: 0, count: Session.Server.allCases.count * Session.Direction.allCases.count)
  private var open = [Int](
    repeating: 0, count: Session.Server.allCases.count * UnstatedTally.width)

  package init() {}

  /// Sessions and deliveries that were counted.
  package func units(of dialect: Session.Server, _ direction: Session.Direction) -> Int {
    units[Self.place(dialect, direction)]
  }

  /// Those of them that leave a fact open.
  package func count(
    _ fact: Fact, of dialect: Session.Server, _ direction: Session.Direction
  ) -> Int {
    open[Self.place(dialect, direction) * Fact.allCases.count + Int(fact.rawValue)]
  }

  package mutating func add(_ session: Session) {
    let place = Self.place(session.dialect, session.direction)
    units[place] += 1
    switch session.tls.state {
    case .notLogged: note(.tls, place)
    case .encrypted, .verified:
      if session.tls.cipher.isEmpty { note(.suite, place) }
      if session.tls.isVerified == .notLogged { note(.verification, place) }
    case .plaintext, .failed: break
    }
    if session.quit == .notLogged { note(.quit, place) }
    if session.refusals.contains(where: { $0.code == 0 }) { note(.replyCode, place) }
    var (parameters, octets) = (false, false)
    for transaction in session.transactions where transaction.delivered == .yes {
      if !transaction.areParametersLogged { parameters = true }
      if transaction.octets == nil { octets = true }
    }
    if parameters { note(.parameters, place) }
    if octets { note(.octets, place) }
  }

  package mutating func merge(_ other: UnstatedTally) {
    for index in units.indices { units[index] += other.units[index] }
    for index in open.indices { open[index] += other.open[index] }
  }

  private mutating func note(_ fact: Fact, _ place: Int) {
    open[place * Fact.allCases.count + Int(fact.rawValue)] += 1
  }

  private static func place(_ dialect: Session.Server, _ direction: Session.Direction) -> Int {
    Int(dialect.rawValue) * Session.Direction.allCases.count + Int(direction.rawValue)
  }
}

extension UnstatedTally: FieldCoded {
  package static var blank: UnstatedTally { UnstatedTally() }

  package mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
    for index in units.indices { try archive.count(&units[index]) }
    for index in open.indices { try archive.count(&open[index]) }
  }
}
