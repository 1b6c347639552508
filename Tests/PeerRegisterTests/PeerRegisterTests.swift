// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import TestSupport
import Testing

import ProviderFindings

@testable import PeerRegister
import SessionFixtures

/// What a register counts, and that it can be put together from parts.
@Suite struct PeerRegisterTests {
  private func register(_ sessions: [Session], limits: PeerLimits = PeerLimits()) -> PeerRegister {
    var register = PeerRegister(limits: limits)
    var directory = ProviderDirectory()
    for session in sessions { register.add(session, in: &directory) }
    return register
  }

  @Test func `both replies to EHLO are kept, apart, with arguments and times`() throws {
    let days = [1, 3, 2].map { (day: Int64) in
      Session(.outbound, id: UInt64(day), at: day, peer: "mx.a.example").with {
        $0.offer(
          before: ["STARTTLS", "SIZE \(day)"],
          after: ["SIZE \(day * 1000)", "AUTH=LOGIN", "263.net", "Size 7"])
        $0.encrypt()
      }
    }
    let host = try #require(register(days).servers(.host).first)
    #expect(host.name == "mx.a.example")
    #expect(host.sessions.count == 3 && host.asked.count == 3)
    #expect(host.beforeTLS.entries.map(\.keyword) == ["SIZE", "STARTTLS"])
    #expect(host.afterTLS.entries.map(\.keyword) == ["263.NET", "AUTH", "SIZE"])
    let size = try #require(host.afterTLS.entries.last)
    #expect(size.arguments == "3000")
    #expect(size.seen.count == 3)
    #expect(size.seen.first?.microseconds == 1_000_000)
    #expect(size.seen.last?.microseconds == 3_000_000)
    #expect(host.tls[.encrypted] == 3)
  }

  @Test func `a host with an address alone is one host however it is written`() throws {
    let spellings = ["2001:db8:10::10", "2001:0DB8:0010:0:0:0:0:0010", "2001:db8:10:0::10"]
    let mapped = ["203.0.113.10", "::ffff:203.0.113.10", "::FFFF:CB00:710A"]
    let sessions = (spellings + mapped).enumerated().map { index, address in
      Session(.inbound, id: UInt64(index + 1), at: Int64(index), address: address)
    }
    let hosts = register(sessions).clients(.host)
    #expect(hosts.map(\.name) == ["2001:db8:10::10", "203.0.113.10"])
    #expect(hosts.map(\.sessions.count) == [3, 3])
    // Earlier registers have them as they were logged.
    for (address, name) in zip(
      spellings + mapped, [hosts[0].name, hosts[1].name].flatMap { [$0, $0, $0] })
    {
      #expect(PeerClient(scope: .host, name: address, provider: .everyone).name == name)
    }
  }

  @Test(arguments: Seed.several(10))
  func `each session counts once, in any order and however often it comes`(seed: Seed) {
    var generator = seed.generator
    let sessions = (1...200).map { generator.session(id: $0, hosts: 6) }
    let whole = register(sessions)
    var carried = PeerRegister()
    for _ in 0..<6 {
      let part = sessions.filter { _ in generator.number(0...2) > 0 }.shuffled(using: &generator)
      var night = PeerRegister(known: KnownSessions(carried.seen))
      var directory = ProviderDirectory()
      for session in part { night.add(session, in: &directory) }
      carried.merge(night)
    }
    var rest = PeerRegister(known: KnownSessions(carried.seen))
    var directory = ProviderDirectory()
    for session in sessions { rest.add(session, in: &directory) }
    #expect(rest.undecidedSessions == 0)
    carried.merge(rest)
    #expect(carried == whole)
  }

  @Test func `what may have been forgotten is not counted again`() {
    let day = SessionExample.day
    var seen = SeenSessions(limit: 4)
    for index in 0..<10 {
      seen.insert(SessionID(UInt64(index)), from: LogTimestamp(microseconds: Int64(index) * day))
    }
    #expect(seen.list.map(\.day) == [6, 7, 8, 9])
    let known = KnownSessions(seen)
    #expect(known.has(SessionID(9), from: LogTimestamp(microseconds: 9 * day)) == .yes)
    #expect(known.has(SessionID(99), from: LogTimestamp(microseconds: 6 * day)) == .no)
    #expect(known.has(SessionID(5), from: LogTimestamp(microseconds: 6 * day - 1)) == .notLogged)
    // The two latest days are never forgotten, and the order of merging changes nothing.
    var busy = SeenSessions(limit: 4)
    for index in 0..<20 {
      let time = LogTimestamp(microseconds: 10 * day + Int64(index % 2) * day)
      busy.insert(SessionID(UInt64(100 + index)), from: time)
    }
    #expect(busy.list.map(\.day) == [10, 11] && busy.until == nil)
    var (one, other) = (seen, busy)
    one.merge(busy)
    other.merge(seen)
    #expect(one == other)
    #expect(one.list.map(\.day) == [10, 11])
  }

  private enum SessionExample { static let day: Int64 = 86_400_000_000 }

  @Test func `the two directions are kept apart`() {
    let sessions = [
      Session(.inbound, id: 1, peer: "out.a.example").with {
        $0.deliver(octets: 70, by: .bdat, body: .binaryMIME)
        $0.deliver(octets: 30, body: .eightBitMIME, smtputf8: true)
      },
      Session(.outbound, id: 2, peer: "mx.a.example").with {
        $0.offer(before: ["8BITMIME"])
        $0.deliver(octets: 500, body: .eightBitMIME)
      },
    ]
    let register = register(sessions)
    #expect(register.servers(.host).map(\.name) == ["mx.a.example"])
    #expect(register.clients(.host).map(\.name) == ["out.a.example"])
    #expect(register.servers(.provider).map(\.name) == ["a.example"])
    let client = register.clients(.provider)[0]
    #expect(client[.bodyBinaryMIME].count == 1 && client[.bdat].count == 1)
    #expect(client[.body8BitMIME].count == 1 && client[.smtputf8].count == 1)
    #expect(client.messages == 2 && client.octets == 100 && client.octetsWithoutBinary == 30)
    let server = register.servers(.host)[0]
    #expect(server.uses[.body8BitMIME].accepted.count == 1)
    #expect(server.octets == 500 && server.octetsWithoutBinary == 500)
    #expect(
      register.decision(for: "out.a.example", maxAge: .max, now: .init(microseconds: 0)).scope
        == nil)
  }

  @Test func `refusals are kept with their replies`() throws {
    let sessions = (1...3).map { id in
      Session(.outbound, id: UInt64(id), at: Int64(id), peer: "mx.a.example").with {
        $0.offer(before: ["8BITMIME", "CHUNKING", "BINARYMIME"])
        $0.refuseMail(.binaryMIME, 555, .init(5, 5, 4), "5.5.4 Unsupported option \(id)")
        $0.refuseMail(.binaryMIME, 451, .init(4, 7, 1), "4.7.1 later")
      }
    }
    let record = try #require(register(sessions).servers(.host).first).uses[.bodyBinaryMIME]
    #expect(record.refused.count == 3 && record.refusedOtherwise == 3)
    let reply = try #require(record.replies.entries.first)
    #expect(record.replies.entries.count == 1)
    #expect(reply.verb == .mailFrom && reply.code == 555)
    #expect(reply.text == "5.5.4 Unsupported option 3")
    #expect(reply.seen.count == 3)
  }

  @Test func `a connection that came to nothing, and an ambiguous session, say nothing`() {
    let nothing = Session(.outbound, peer: "mx.a.example").with {
      $0.greeted = .no
      $0.extended = .no
    }
    let ambiguous = Session(.outbound, peer: "mx.a.example").with { $0.doubt = .sharedThread }
    let register = register([nothing, ambiguous])
    #expect(register.servers(.host).isEmpty)
    #expect(register.ambiguousSessions == 1)
  }

  @Test func `keywords and replies of a hostile server stay few and short`() throws {
    var session = Session(.outbound, peer: "mx.a.example")
    session.offer(
      before: (0..<500).map { "X\($0)" + String(repeating: "Y", count: 300) + " " + "z" })
    for index in 0..<50 {
      session.refuseMail(
        .binaryMIME, 500 + UInt16(index % 10), .init(5, 5, UInt16(index)),
        String(repeating: "n", count: 5000))
    }
    let host = try #require(register([session]).servers(.host).first)
    #expect(host.beforeTLS.entries.count == KeywordSights.limit)
    #expect(host.beforeTLS.othersCount == 500 - KeywordSights.limit)
    #expect(
      host.beforeTLS.entries.allSatisfy { $0.keyword.utf8.count <= KeywordSights.keywordLimit })
    let replies = host.uses[.bodyBinaryMIME].replies
    #expect(replies.entries.count == PeerReplies.limit)
    #expect(replies.entries.allSatisfy { $0.text.utf8.count <= PeerReplies.textLimit })
    #expect(replies.othersCount == 50 - PeerReplies.limit)
  }

  @Test(arguments: Seed.several(30))
  func `registers of parts merge to that of the whole, in any order`(seed: Seed) {
    var generator = seed.generator
    var limits = PeerLimits()
    if generator.chance(50) {
      limits.hosts = 20
      limits.domains = 10
      limits.providers = 15
    }
    let sessions = (0..<300).map { index in
      var session = generator.session(id: UInt64(index + 1), hosts: 60)
      if session.direction == .outbound, generator.chance(40) {
        session.refuseMail(
          generator.oneOf(Transaction.BodyKind.allCases), UInt16(generator.oneOf([451, 501, 555])),
          nil, generator.oneOf(["no BINARYMIME", "what", "SMTPUTF8?"]))
      }
      return session
    }
    let whole = register(sessions, limits: limits)
    var parts = [[Session]](repeating: [], count: generator.number(1...6))
    for session in sessions.shuffled(using: &generator) {
      parts[generator.number(0...(parts.count - 1))].append(session)
    }
    var merged = PeerRegister(limits: limits)
    for part in parts.shuffled(using: &generator) {
      merged.merge(register(part, limits: limits))
    }
    #expect(whole == merged)
    #expect(whole.servers(.host).count <= limits.hosts)
    let counted =
      whole.servers(.provider).reduce(0) { $0 + $1.sessions.count }
      + whole.sessionsNotListed(ofServers: .provider)
    #expect(counted == sessions.count { $0.direction == .outbound })
  }
}
