// SPDX-License-Identifier: Apache-2.0
import MailTypes
import ProviderFindings
import PeerRegister
import SessionFixtures
import SessionLog
import TestSupport
import Testing

/// The register as a file: everything comes back, and what is damaged is not half read.
@Suite struct PeerRegisterJSONTests {
  private static let berlin = ZoneRules(
    name: "Europe/Berlin", initialOffset: 60,
    changes: [
      .init(from: 1_774_753_200_000_000, offsetMinutes: 120),
      .init(from: 1_792_897_200_000_000, offsetMinutes: 60),
    ])

  private func register(_ generator: inout SeededGenerator) -> PeerRegister {
    var register = PeerRegister()
    var directory = ProviderDirectory()
    for id in 1...60 { register.add(PeerSession.random(UInt64(id), &generator), in: &directory) }
    return register
  }

  @Test(arguments: Seed.several(20))
  func `a register that was written is read back whole`(seed: Seed) throws {
    var generator = seed.generator
    let register = register(&generator)
    for zone in [ZoneRules.utc, Self.berlin] {
      let json = PeerRegisterJSON(register, zone: zone).document()
      #expect(try PeerRegisterJSON.read(json, zone: zone) == register)
      _ = try StrictJSON(json)
    }
  }

  @Test(arguments: Seed.several(5))
  func `nights added one by one are the register of all`(seed: Seed) throws {
    var generator = seed.generator
    let nights = (0..<4).map { _ in register(&generator) }
    var whole = PeerRegister()
    var carried = PeerRegister()
    for night in nights {
      whole.merge(night)
      carried.merge(night)
      let file = PeerRegisterJSON(carried, zone: .utc).document()
      carried = try PeerRegisterJSON.read(file, zone: .utc)
    }
    #expect(carried == whole)
  }

  @Test(arguments: Seed.several(10))
  func `a damaged register is refused, or is another register, never a crash`(seed: Seed) {
    var generator = seed.generator
    let json = PeerRegisterJSON(register(&generator), zone: .utc).document()
    for _ in 0..<30 {
      var damaged = json
      let place = generator.number(0...(damaged.count - 1))
      switch generator.number(0...2) {
      case 0: damaged.removeSubrange(place...)
      case 1: damaged[place] = UInt8(generator.number(32...126))
      default: damaged.insert(UInt8(generator.number(48...57)), at: place)
      }
      _ = try? PeerRegisterJSON.read(damaged, zone: .utc)
    }
  }

  @Test(arguments: [
    ("{}", "this is not a register of 'logscan peers'"),
    (#"{"schema":"logscan-peers","version":2}"#, "its version is not 1"),
    (
      #"{"schema":"logscan-peers","version":1,"servers":{"hosts":[{"name":"a"}]}}"#,
      "servers.hosts[0] is damaged"
    ),
    ("[", "no JSON from octet 1 on"),
  ])
  func `what is not a register says why`(text: String, reason: String) {
    let failure = #expect(throws: PeerRegisterJSON.ReadError.self) {
      _ = try PeerRegisterJSON.read(Array(text.utf8), zone: .utc)
    }
    #expect(failure?.description == reason)
  }

  @Test func `a count without times, or with times in the wrong order, is damage`() throws {
    var generator = Seed(3).generator
    let json = String(
      decoding: PeerRegisterJSON(register(&generator), zone: .utc).document(), as: UTF8.self)
    let damaged = json.replacing(
      "\"first\":\"", with: "\"first\":null,\"x\":\"", maxReplacements: 1)
    #expect(damaged != json)
    #expect(throws: PeerRegisterJSON.ReadError.self) {
      _ = try PeerRegisterJSON.read(Array(damaged.utf8), zone: .utc)
    }
  }
}

/// Sessions with peers for tests of registers.
enum PeerSession {
  static func random(_ id: UInt64, _ generator: inout SeededGenerator) -> Session {
    func one<Element>(of elements: [Element]) -> Element {
      elements[generator.number(0...(elements.count - 1))]
    }
    var session = Session()
    session.id = SessionID(id)
    session.direction = one(of: [.inbound, .outbound, .outbound])
    session.start = LogTimestamp(
      microseconds: 1_774_700_000_000_000 + Int64(generator.number(0...20_000_000)) * 1_000_000)
    session.peerName = session.put(
      "mx\(generator.number(1...9)).p\(generator.number(1...5)).example")
    session.recipientDomain = session.put("d\(generator.number(1...9)).example")
    session.greeted = .yes
    session.extended = .yes
    session.tls.state = one(of: TLSFacts.State.allCases)
    for keyword in ["8bitmime", "CHUNKING", "BINARYMIME", "SMTPUTF8", "SIZE 1\t\u{7}ü\"", "X\u{0}"]
    {
      if generator.number(0...1) == 0 { session.offeredBeforeTLS.append(session.put(keyword)) }
      if generator.number(0...1) == 0 { session.offeredAfterTLS.append(session.put(keyword)) }
    }
    for index in 0..<generator.number(0...3) {
      var transaction = Transaction()
      transaction.body = one(of: Transaction.BodyKind.allCases)
      transaction.smtputf8 = generator.number(0...1) == 0
      transaction.transfer = one(of: [.data, .bdat])
      transaction.delivered = Stated(generator.number(0...1) == 0)
      transaction.octets = UInt64(generator.number(0...100_000))
      session.transactions.append(transaction)
      if transaction.delivered == .no {
        session.refusals.append(
          RefusalFact(
            verb: one(of: [.mailFrom, .bdat, .endOfData]), code: one(of: [451, 501, 555]),
            enhanced: one(of: [nil, EnhancedStatusCode(5, 5, 4)]), implied: false,
            text: session.put(one(of: ["", "no BODY=BINARYMIME \"here\"", "\u{FF}no\nmore"])),
            transaction: index))
      }
    }
    return session
  }
}
