// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import Testing

import ProviderFindings

@testable import PeerRegister
import SessionFixtures

@Suite struct PeerDecisionTests {
  @Test(arguments: PeerExamples.all)
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

  @Test func `the decision says the observation that it rests on`() {
    let example = PeerExample(
      "", [.offersBinary(98) { $0.deliverBinary() }, .offersBinary(99)], gets: .binary)
    let decision = example.decision()
    #expect(decision.decisive == decision.binary)
    #expect(decision.binary?.count == 1)
    #expect(decision.date == LogTimestamp(microseconds: 98 * PeerExample.perDay * 1_000_000))
  }
}
