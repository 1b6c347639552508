// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import Testing

import ProviderFindings

@testable import PeerRegister
import SessionFixtures

/// What a peer did, day by day, and what it then gets.
struct PeerExample: Sendable, CustomTestStringConvertible {
  /// One outbound session.
  struct Day: Sendable {
    var day: Int64
    var before: [String]?
    var after: [String]?
    var change: (@Sendable (inout Session) -> Void)?
    var host = "mx.peer.example"
  }

  var testDescription: String
  var days: [Day]
  var trust = PeerTrust.acceptedOrFresh
  var domain: PeerDecision.Domain
  var basis: UseVerdict.Basis?

  /// The day of the decision; sights of day 70 and before are too old.
  static let today: Int64 = 100
  static let perDay: Int64 = 86_400

  init(
    _ description: String, trust: PeerTrust = .acceptedOrFresh, _ days: [Day],
    gets domain: PeerDecision.Domain, _ basis: UseVerdict.Basis? = nil
  ) {
    testDescription = description
    self.days = days
    self.trust = trust
    self.domain = domain
    self.basis = basis
  }

  var register: PeerRegister {
    var register = PeerRegister()
    var directory = ProviderDirectory()
    for (index, day) in days.enumerated() {
      register.add(day.session(id: UInt64(index + 1)), in: &directory)
    }
    return register
  }

  func decision(for name: String = "mx.peer.example") -> PeerDecision {
    register.decision(
      for: name, trust: trust, maxAge: 30 * Self.perDay * 1_000_000,
      now: LogTimestamp(microseconds: Self.today * Self.perDay * 1_000_000))
  }
}

extension PeerExample.Day {
  func session(id: UInt64) -> Session {
    var session = Session(.outbound, id: id, at: day * PeerExample.perDay, peer: host)
    session.recipientDomain = session.put("peer.example")
    session.offer(before: before ?? [], after: after ?? [])
    session.extended = Stated(before != nil || after != nil)
    if after != nil { session.encrypt() }
    change?(&session)
    return session
  }

  /// A session in TLS whose server offers these keywords there.
  static func offers(_ day: Int64, _ keywords: String..., host: String = "mx.peer.example") -> Self
  {
    Self(day: day, before: ["STARTTLS", "SIZE 1000"], after: keywords, host: host)
  }

  static func offersBinary(
    _ day: Int64, host: String = "mx.peer.example",
    _ change: (@Sendable (inout Session) -> Void)? = nil
  ) -> Self {
    Self(
      day: day, before: ["STARTTLS"], after: ["8BITMIME", "CHUNKING", "BINARYMIME"],
      change: change, host: host)
  }
}

extension Session {
  /// A MAIL command that asks for a BODY, and nothing that came of it.
  mutating func ask(_ body: Transaction.BodyKind, smtputf8: Bool = false, accepted: Bool = false) {
    var transaction = Transaction()
    transaction.body = body
    transaction.smtputf8 = smtputf8
    transaction.accepted = accepted
    transactions.append(transaction)
  }

  mutating func refuseMail(
    _ body: Transaction.BodyKind, _ code: UInt16, _ enhanced: EnhancedStatusCode?, _ text: String,
    smtputf8: Bool = false
  ) {
    ask(body, smtputf8: smtputf8)
    refuse(.mailFrom, code, enhanced, text, transaction: transactions.count - 1)
  }

  mutating func refuseData(
    _ body: Transaction.BodyKind, _ verb: SessionEvent.Verb, _ code: UInt16,
    _ enhanced: EnhancedStatusCode?, _ text: String, recipients: Int = 1
  ) {
    ask(body, accepted: true)
    transactions[transactions.count - 1].transfer = .bdat
    let first = forwardPaths.count
    for _ in 0..<recipients { forwardPaths.append(ForwardPath(path: .empty, accepted: true)) }
    transactions[transactions.count - 1].forwardPaths = first..<forwardPaths.count
    refuse(verb, code, enhanced, text, transaction: transactions.count - 1)
  }

  mutating func deliverBinary() { deliver(by: .bdat, body: .binaryMIME) }
}

extension PeerExample.Day {
  func with(_ change: @escaping @Sendable (inout Session) -> Void) -> Self {
    var day = self
    day.change = change
    return day
  }
}

extension Session {
  mutating func refuseBinary(
    _ code: UInt16, _ enhanced: EnhancedStatusCode?, _ text: String
  ) {
    refuseMail(.binaryMIME, code, enhanced, text)
  }
}
