// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import Testing

@testable import ProviderFindings

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
  var basis: FeatureVerdict.Basis?

  /// The day of the decision; sights of day 70 and before are too old.
  static let today: Int64 = 100
  static let perDay: Int64 = 86_400

  init(
    _ description: String, trust: PeerTrust = .acceptedOrFresh, _ days: [Day],
    gets domain: PeerDecision.Domain, _ basis: FeatureVerdict.Basis? = nil
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
    session.extended = before != nil || after != nil
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
    _ enhanced: EnhancedStatusCode?, _ text: String
  ) {
    ask(body, accepted: true)
    transactions[transactions.count - 1].transfer = .bdat
    refuse(verb, code, enhanced, text, transaction: transactions.count - 1)
  }

  mutating func deliverBinary() { deliver(by: .bdat, body: .binaryMIME) }
}

@Suite struct PeerDecisionTests {
  @Test(arguments: offered + accepted + refused + ages + masked)
  func `a peer gets the best form that it allows`(example: PeerExample) {
    let decision = example.decision()
    #expect(decision.domain == example.domain)
    if let basis = example.basis { #expect(decision.binary?.basis == basis) }
    #expect(decision.scope == .host)
    // The domain and the provider have this one host, so they get the same.
    for name in ["peer.example", "someone@peer.example"] {
      #expect(example.decision(for: name).domain == example.domain)
      #expect(example.decision(for: name).scope == .domain)
    }
  }

  private static let offered: [PeerExample] = [
    PeerExample(
      "nothing offered", [.offers(99, "SIZE 1000", "PIPELINING")], gets: .sevenBit, .notOffered),
    PeerExample("8BITMIME", [.offers(99, "8BITMIME")], gets: .eightBit, .notOffered),
    PeerExample("BINARYMIME with CHUNKING", [.offersBinary(99)], gets: .binary, .offered),
    PeerExample(
      "BINARYMIME without CHUNKING", [.offers(99, "8BITMIME", "BINARYMIME")],
      gets: .eightBit, .notOffered),
    PeerExample(
      "CHUNKING without BINARYMIME", [.offers(99, "8BITMIME", "CHUNKING")], gets: .eightBit),
    PeerExample(
      "BINARYMIME and CHUNKING without 8BITMIME", [.offers(99, "CHUNKING", "BINARYMIME")],
      gets: .binary, .offered),
    PeerExample(
      "offered before TLS only, another answer followed",
      [.init(day: 99, before: ["8BITMIME", "CHUNKING", "BINARYMIME"], after: ["8BITMIME"])],
      gets: .eightBit, .notOffered),
    PeerExample(
      "offered in a session without TLS",
      [.init(day: 99, before: ["8BITMIME", "CHUNKING", "BINARYMIME"])], gets: .binary, .offered),
    PeerExample(
      "offered before TLS, no answer from inside it in the log",
      [
        .init(
          day: 99, before: ["8BITMIME", "CHUNKING", "BINARYMIME"], change: { $0.encrypt() })
      ], gets: .sevenBit, .notOffered),
    PeerExample(
      "one half before TLS, the other after",
      [.init(day: 99, before: ["BINARYMIME"], after: ["CHUNKING"])], gets: .sevenBit, .notOffered),
    PeerExample(
      "HELO alone",
      [
        .offersBinary(98),
        .init(day: 99, change: { $0.deliver() }),
      ], gets: .sevenBit, .notOffered),
    PeerExample(
      "offered once, no longer in the last answer",
      [.offersBinary(98), .offers(99, "8BITMIME")], gets: .eightBit, .notOffered),
    PeerExample(
      "offered at times", [.offersBinary(95), .offers(97, "8BITMIME"), .offersBinary(99)],
      gets: .eightBit, .offeredAtTimes),
    PeerExample(
      "offered at times, long ago",
      [.offersBinary(10), .offers(20, "8BITMIME"), .offersBinary(99)], gets: .binary, .offered),
    PeerExample(
      "offered since an upgrade", [.offers(97, "8BITMIME"), .offersBinary(99)], gets: .binary,
      .offered),
  ]

  private static let accepted: [PeerExample] = [
    PeerExample(
      "accepted by BDAT", [.offersBinary(99) { $0.deliverBinary() }], gets: .binary, .accepted),
    PeerExample(
      "accepted by BDAT, proof is asked for", trust: .accepted,
      [.offersBinary(99) { $0.deliverBinary() }], gets: .binary, .accepted),
    PeerExample(
      "offered only, proof is asked for", trust: .accepted, [.offersBinary(99)], gets: .sevenBit,
      .notProven),
    PeerExample(
      "8BITMIME accepted, BINARYMIME only offered, proof is asked for", trust: .accepted,
      [.offersBinary(99) { $0.deliver(body: .eightBitMIME) }], gets: .eightBit, .notProven),
    PeerExample(
      "MAIL with BODY=BINARYMIME accepted, message not", trust: .accepted,
      [.offersBinary(99) { $0.ask(.binaryMIME, accepted: true) }], gets: .sevenBit, .notProven),
    PeerExample(
      "BODY=BINARYMIME accepted, message by DATA", trust: .accepted,
      [.offersBinary(99) { $0.deliver(by: .data, body: .binaryMIME) }], gets: .sevenBit, .notProven),
    PeerExample(
      "MAIL with BODY=BINARYMIME accepted and never offered",
      [.offers(99, "8BITMIME").with { $0.deliver(by: .data, body: .binaryMIME) }],
      gets: .eightBit, .notOffered),
    PeerExample(
      "accepted long ago", [.offersBinary(3) { $0.deliverBinary() }], gets: .binary, .accepted),
    PeerExample(
      "accepted, and the last answer does not offer it",
      [.offersBinary(98) { $0.deliverBinary() }, .offers(99, "8BITMIME")], gets: .eightBit,
      .notOffered),
    PeerExample(
      "8BITMIME accepted", [.offers(99, "8BITMIME").with { $0.deliver(body: .eightBitMIME) }],
      gets: .eightBit),
  ]

  private static let refused: [PeerExample] = [
    PeerExample(
      "refused by MAIL", [.offersBinary(99) { $0.refuseBinary(501, nil, "invalid data") }],
      gets: .eightBit, .refused),
    PeerExample(
      "refused by MAIL, an offer would be enough", trust: .offered,
      [.offersBinary(99) { $0.refuseBinary(555, .init(5, 5, 4), "Unsupported option") }],
      gets: .eightBit, .refused),
    PeerExample(
      "refused by name",
      [.offersBinary(99) { $0.refuseBinary(553, .init(5, 7, 1), "no BODY=BINARYMIME here") }],
      gets: .eightBit, .refused),
    PeerExample(
      "refused for the sender's sake",
      [.offersBinary(99) { $0.refuseBinary(550, .init(5, 7, 1), "blocked") }], gets: .binary,
      .offered),
    PeerExample(
      "refused for now", [.offersBinary(99) { $0.refuseBinary(451, .init(4, 7, 1), "later") }],
      gets: .binary, .offered),
    PeerExample(
      "the chunk refused",
      [.offersBinary(99) { $0.refuseData(.binaryMIME, .bdat, 500, nil, "unknown command") }],
      gets: .eightBit, .refused),
    PeerExample(
      "another message's BDAT refused",
      [
        .offersBinary(98),
        .offersBinary(99) { $0.refuseData(.unstated, .bdat, 502, .init(5, 5, 1), "no BDAT") },
      ], gets: .eightBit, .refused),
    PeerExample(
      "the content of the message refused",
      [.offersBinary(99) { $0.refuseData(.binaryMIME, .bdat, 550, nil, "spam") }], gets: .binary,
      .offered),
    PeerExample(
      "too large",
      [.offersBinary(99) { $0.refuseData(.binaryMIME, .bdat, 552, .init(5, 3, 4), "big") }],
      gets: .binary, .offered),
    PeerExample(
      "accepted, later refused",
      [
        .offersBinary(97) { $0.deliverBinary() },
        .offersBinary(99) { $0.refuseBinary(501, nil, "no") },
      ], gets: .eightBit, .refused),
    PeerExample(
      "refused, later accepted",
      [
        .offersBinary(97) { $0.refuseBinary(501, nil, "no") },
        .offersBinary(99) { $0.deliverBinary() },
      ], gets: .binary, .accepted),
    PeerExample(
      "refused between acceptances",
      [
        .offersBinary(95) { $0.deliverBinary() },
        .offersBinary(97) { $0.refuseBinary(501, nil, "no") },
        .offersBinary(99) { $0.deliverBinary() },
      ], gets: .eightBit, .refusedAtTimes),
    PeerExample(
      "refused between acceptances, long ago",
      [
        .offersBinary(5) { $0.deliverBinary() },
        .offersBinary(7) { $0.refuseBinary(501, nil, "no") },
        .offersBinary(99) { $0.deliverBinary() },
      ], gets: .binary, .accepted),
    PeerExample(
      "8BITMIME refused",
      [.offers(99, "8BITMIME").with { $0.refuseMail(.eightBitMIME, 501, nil, "no") }],
      gets: .sevenBit),
  ]

  private static let ages: [PeerExample] = [
    PeerExample("offered 29 days ago", [.offersBinary(71)], gets: .binary, .offered),
    PeerExample("offered 30 days ago", [.offersBinary(70)], gets: .sevenBit, .stale),
    PeerExample(
      "offered 30 days ago, an offer is enough", trust: .offered, [.offersBinary(70)],
      gets: .binary, .offered),
    PeerExample("offered tomorrow", [.offersBinary(101)], gets: .binary, .offered),
    PeerExample(
      "offered long ago and again lately", [.offersBinary(2), .offersBinary(90)], gets: .binary,
      .offered),
  ]

  private static let masked: [PeerExample] = [
    PeerExample(
      "mixed case", [.offers(99, "8BitMime", "Chunking", "BinaryMIME")], gets: .binary, .offered),
    PeerExample(
      "masked by a middlebox", [.offers(99, "8BITMIME", "CHUNKING", "BIN*RYMIME")],
      gets: .eightBit, .notOffered),
    PeerExample(
      "masked by another", [.offers(99, "8BITMIME", "CHUNKING", "XXXXXXXXXX")], gets: .eightBit,
      .notOffered),
    PeerExample("a blank too many", [.offers(99, "8 BITMIME")], gets: .sevenBit, .notOffered),
    PeerExample("a leading blank", [.offers(99, " 8BITMIME")], gets: .sevenBit, .notOffered),
    PeerExample(
      "arguments behind", [.offers(99, "8BITMIME x", "CHUNKING ", "BINARYMIME\r")], gets: .binary,
      .offered),
    PeerExample(
      "an equals sign behind", [.offers(99, "8BITMIME=1", "CHUNKING", "BINARYMIME=yes")],
      gets: .sevenBit, .notOffered),
    PeerExample(
      "all in one line", [.offers(99, "8BITMIME CHUNKING BINARYMIME")], gets: .eightBit, .notOffered
    ),
    PeerExample(
      "the words in the text of another keyword",
      [.offers(99, "HELP 8BITMIME CHUNKING BINARYMIME")], gets: .sevenBit, .notOffered),
    PeerExample(
      "longer and shorter keywords", [.offers(99, "8BITMIMES", "CHUNK", "BINARY")],
      gets: .sevenBit, .notOffered),
  ]

  @Test(arguments: ["nobody.example", "", "a@b.example", "192.0.2.1", "@", "peer", "example"])
  func `an unknown peer gets 7bit`(name: String) {
    let example = PeerExample("", [.offersBinary(99) { $0.deliverBinary() }], gets: .binary)
    let decision = example.decision(for: name)
    #expect(decision.domain == .sevenBit)
    #expect(decision.scope == nil && decision.date == nil && !decision.smtputf8)
  }

  @Test(arguments: ["MX.Peer.Example", "mx.peer.example."])
  func `a host is found however it is spelt`(name: String) {
    let example = PeerExample("", [.offersBinary(99)], gets: .binary)
    #expect(example.decision(for: name).scope == .host)
  }

  @Test func `a provider is found by name and by key, and never by a claimed name`() {
    let google = PeerExample(
      "", [.offersBinary(99, host: "mx1.google.com"), .offersBinary(99, host: "")], gets: .binary)
    #expect(google.decision(for: "Google").scope == .provider)
    #expect(google.decision(for: "google").domain == .binary)
    var register = PeerRegister()
    var directory = ProviderDirectory()
    var session = Session(.outbound, at: 99 * PeerExample.perDay, helo: "mx.liar.example")
    session.offer(after: ["8BITMIME"])
    register.add(session, in: &directory)
    let decision = register.decision(
      for: "liar.example", trust: .offered, maxAge: .max, now: LogTimestamp(microseconds: 0))
    #expect(decision.scope == nil)
  }

  @Test func `a domain allows what all of its hosts allow`() {
    let both = PeerExample(
      "", [.offersBinary(98, host: "a.mx.example"), .offersBinary(99, host: "b.mx.example")],
      gets: .binary)
    #expect(both.decision(for: "peer.example").domain == .binary)
    for hosts in [["a.mx.example", "b.mx.example"], ["b.mx.example", "a.mx.example"]] {
      let one = PeerExample(
        "",
        [
          .offersBinary(97, host: "a.mx.example"), .offers(98, "8BITMIME", host: hosts[0]),
          .offersBinary(99, host: hosts[1]),
        ], gets: .eightBit)
      #expect(one.decision(for: "peer.example").domain == .eightBit)
    }
  }

  @Test func `SMTPUTF8 is judged like the others`() {
    let offered = PeerExample("", [.offers(99, "8BITMIME", "SMTPUTF8")], gets: .eightBit)
    #expect(offered.decision().smtputf8)
    let refused = PeerExample(
      "",
      [
        .offers(99, "8BITMIME", "SMTPUTF8").with {
          $0.refuseMail(.eightBitMIME, 553, .init(5, 6, 7), "no", smtputf8: true)
        }
      ], gets: .eightBit)
    #expect(!refused.decision().smtputf8)
    #expect(refused.decision().domain == .eightBit)
  }

  @Test func `the decision tells the observation that it rests on`() {
    let example = PeerExample(
      "", [.offersBinary(98) { $0.deliverBinary() }, .offersBinary(99)], gets: .binary)
    let decision = example.decision()
    #expect(decision.decisive == decision.binary)
    #expect(decision.binary?.count == 1)
    #expect(decision.date == LogTimestamp(microseconds: 98 * PeerExample.perDay * 1_000_000))
  }
}

extension PeerExample.Day {
  fileprivate func with(_ change: @escaping @Sendable (inout Session) -> Void) -> Self {
    var day = self
    day.change = change
    return day
  }
}

extension Session {
  fileprivate mutating func refuseBinary(
    _ code: UInt16, _ enhanced: EnhancedStatusCode?, _ text: String
  ) {
    refuseMail(.binaryMIME, code, enhanced, text)
  }
}
