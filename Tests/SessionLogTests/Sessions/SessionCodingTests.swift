// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@testable import SessionLog

/// Sessions as octets and back, with every field.
@Suite struct SessionCodingTests {
  private static let clock = RunClock(
    civilTime: { LogTimestamp(microseconds: Int64($0) * 1_000_000) }, zone: nil)
  /// What is not coded: where the session stood, and what `withoutRecords` leaves out.
  private static let left = ["input", "firstOrdinal", "records", "recordText", "continuation"]

  private static func sessions() throws -> [Session] {
    let logs: [(Session.Server, String)] = [
      (.ghsmtp, "logs/essay.log"), (.ghsmtp, "logs/outbound-2018a.log"),
      (.ghsmtp, "logs/inbound-2018.log"), (.postfix, "logs-postfix/rfc3339.log"),
      (.postfix, "logs-postfix/mail.log"), (.exim, "logs-exim/debian-4.96/mainlog"),
      (.exim, "logs-exim/debian-4.96/rejectlog"), (.exim, "logs-exim/openssl-4.98/mainlog"),
    ]
    let sessions = try logs.flatMap { server, path in
      HeldSession.sessions(
        in: try Repository.octets("samples/" + path), of: server, year: 2018, clock)
    }
    // What none of these logs shows.
    var rare = sessions[0]
    rare.gaveUp = TextRange(start: 0, count: 1)
    rare.greetingMismatch = true
    rare.greetingUnresolvable = true
    rare.thrownDoubt = [.nuls]
    rare.zoneOffsetMinutes = -210
    rare.truncated = true
    rare.isFragment = true
    rare.unit = .delivery
    return sessions + [rare]
  }

  /// The stored properties that are coded, by name, as text.
  private static func fields(_ session: Session) -> [String: String] {
    var fields: [String: String] = [:]
    for child in Mirror(reflecting: session).children {
      guard let label = child.label, !left.contains(label) else { continue }
      fields[label] = String(reflecting: child.value)
    }
    return fields
  }

  @Test func `every field comes back, and each differs from its blank somewhere`() throws {
    let blank = Self.fields(Session())
    var seen: Set<String> = []
    for session in try Self.sessions() {
      let octets = try CodedOctets.write(session.withoutRecords, kind: 1, version: 1)
      let copy = Self.fields(try CodedOctets.read(Session.self, octets, kind: 1, version: 1))
      let fields = Self.fields(session)
      #expect(copy == fields)
      for (name, value) in fields where value != blank[name] { seen.insert(name) }
    }
    #expect(Set(blank.keys).subtracting(seen).sorted() == [])
  }

  @Test(arguments: Seed.several(20))
  func `octets that were changed make an error or a session whose ranges can be read`(
    seed: Seed
  ) throws {
    var generator = seed.generator
    for session in try Self.sessions().prefix(20) {
      var writer = FieldWriter()
      var whole = session.withoutRecords
      try whole.code(&writer)
      var octets = writer.finish()
      octets[generator.number(0...octets.count - 1)] ^= UInt8(generator.number(1...255))
      var reader = FieldReader(octets)
      var copy = Session.blank
      guard (try? copy.code(&reader)) != nil else { continue }
      #expect(copy.refusals.allSatisfy { copy.string($0.text).utf8.count >= 0 })
      #expect(copy.string(copy.peerName).utf8.count >= 0)
    }
  }
}
