// SPDX-License-Identifier: Apache-2.0
import MailTypes
import PeerRegister
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

/// Tallies as octets and back; and that no list of fields forgets one.
@Suite struct TallyCodingTests {
  private func copy<Value: FieldCoded>(_ value: Value) throws -> Value {
    try CodedOctets.read(
      Value.self, CodedOctets.write(value, kind: 1, version: 1), kind: 1, version: 1)
  }

  @Test(arguments: Seed.several(30))
  func `a tally comes back, and can be gone on with`(seed: Seed) throws {
    var generator = seed.generator
    let sessions = (0..<200).map { generator.session(id: UInt64($0 + 1)) }
    let whole = LogTally(sessions)
    #expect(try copy(whole) == whole)
    var merged = try copy(LogTally(Array(sessions.prefix(80))))
    merged.merge(try copy(LogTally(Array(sessions.dropFirst(80)))))
    #expect(merged == whole)
  }

  @Test(arguments: Seed.several(30))
  func `the octets of a tally do not depend on the order of arrival`(seed: Seed) throws {
    var generator = seed.generator
    let sessions = (0..<200).map { generator.session(id: UInt64($0 + 1)) }
    let octets = try CodedOctets.write(LogTally(sessions), kind: 1, version: 1)
    let shuffled = sessions.shuffled(using: &generator)
    var parts = LogTally(Array(shuffled.prefix(70)))
    parts.merge(LogTally(Array(shuffled.dropFirst(70))))
    #expect(try CodedOctets.write(parts, kind: 1, version: 1) == octets)
  }

  @Test(arguments: PeriodTally.Length.allCases)
  func `periods come back`(length: PeriodTally.Length) throws {
    var generator = Seed(5).generator
    var tally = PeriodTally(by: length, limit: 4)
    for id in 1...100 { tally.add(generator.session(id: UInt64(id))) }
    #expect(try copy(tally) == tally)
  }

  @Test func `a provider seen once takes few octets`() throws {
    var generator = Seed(3).generator
    let sessions = (0..<500).map { id in
      Session(.inbound, id: UInt64(id + 1), at: Int64(id), peer: "mx.host\(id).example").with {
        $0.encrypt()
        $0.deliver(from: "a@host\(id).example", octets: UInt64(generator.number(500...50_000)))
      }
    }
    let octets = try CodedOctets.write(LogTally(sessions), kind: 1, version: 1)
    #expect(octets.count < 500 * 220)
  }

  // MARK: Forgotten fields

  /// Properties that are not part of what was counted, each with the reason.
  private static let transient = [
    "hasNews": "says something of the session counted last",
    "latest": "the session counted last, to count it once; a stored tally has no session under way",
    "fullUntil": "follows from the marks",
    "masks": "follow from the marks",
  ]

  /// What stays as it was in a value whose every listed field is filled, and what comes out otherwise
  /// when it is merged into an empty one, or written and read.
  private func forgotten<Value: FieldCoded & Equatable>(
    _ blank: Value, merge: ((inout Value, Value) -> Void)?
  ) throws -> [String] {
    var filling = FillingArchive(Seed(1))
    var filled = blank
    try filled.code(&filling)
    let (before, after) = (Leaves.of(blank), Leaves.of(filled))
    var problems = after.keys.filter { path in
      after[path] == before[path]
        && !Self.transient.keys.contains { path.contains("/\($0)") }
    }.map { "never filled: \($0)" }
    func compare(_ other: Value, _ way: String) {
      if other != filled { problems.append("not equal when \(way)") }
      for (path, value) in Leaves.of(other)
      where after[path] != value
        && !Self.transient.keys.contains(where: { path.contains("/\($0)") })
      {
        problems.append("\(way): \(path)")
      }
    }
    compare(try copy(filled), "written and read")
    if let merge {
      var sum = blank
      merge(&sum, filled)
      compare(sum, "merged")
      // And the other way round: a field that merging leaves alone would pass in one of the two.
      var other = filled
      merge(&other, blank)
      compare(other, "merged with nothing")
      var double = filled
      merge(&double, filled)
      if double == filled { problems.append("merging adds nothing") }
    }
    return problems.sorted()
  }

  @Test func `no field of a tally is forgotten`() throws {
    let tally = ProviderTally.blank
    #expect(try forgotten(tally.tls) { $0.merge($1) } == [])
    #expect(try forgotten(OfferTally()) { $0.merge($1) } == [])
    #expect(try forgotten(tally.transfer) { $0.merge($1) } == [])
    #expect(try forgotten(tally.quoted) { $0.merge($1) } == [])
    #expect(try forgotten(tally.unicode) { $0.merge($1) } == [])
    #expect(try forgotten(MeasureTally()) { $0.merge($1) } == [])
    #expect(try forgotten(DayFigures()) { $0.merge($1) } == [])
    #expect(try forgotten(DayCounts()) { $0.merge($1) } == [])
    #expect(try forgotten(UseRecord()) { $0.merge($1) } == [])
    #expect(try forgotten(KeywordSights()) { $0.merge($1) } == [])
    let coverage = try forgotten(Coverage()) { $0.merge($1) }
    #expect(coverage == [])
  }

  @Test func `no field of a provider is forgotten`() throws {
    var filling = FillingArchive(Seed(1))
    var filled = ProviderTally.blank
    try filled.code(&filling)
    // Merging keeps the provider of the one that is merged into.
    let blank = ProviderTally(provider: filled.provider, direction: filled.direction)
    var sum = blank
    sum.merge(filled)
    #expect(sum == filled)
    #expect(try copy(filled) == filled)
    let (before, after) = (Leaves.of(blank), Leaves.of(filled))
    let untouched = after.keys.filter { path in
      after[path] == before[path] && !path.contains("/rank") && !path.contains("/provider")
        && !path.hasSuffix("/direction")
        && !Self.transient.keys.contains { path.contains("/\($0)") }
    }
    #expect(untouched.sorted() == [])
    #expect(Leaves.of(sum).filter { after[$0.key] != $0.value }.keys.sorted() == [])
  }

  @Test func `a forgotten field is found`() throws {
    struct Forgetful: FieldCoded, Equatable {
      var kept = 0
      var lost = 0
      static var blank: Forgetful { Forgetful() }
      mutating func code(_ archive: inout some FieldArchive) throws(CodingDefect) {
        try archive.count(&kept)
      }
    }
    #expect(try forgotten(Forgetful(), merge: nil) == ["never filled: /lost"])
  }
}
