// SPDX-License-Identifier: Apache-2.0
import MailTypes
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

/// Principle 8: parts tallied apart and merged equal the whole.
@Suite struct MergeTests {
  /// Sessions of a seed, tallied in one go, and in parts merged in another order.
  private func tallies(_ seed: Seed, limits: TallyLimits, hosts: Int) -> (LogTally, LogTally) {
    var generator = seed.generator
    let sessions = (0..<300).map { generator.session(id: UInt64($0 + 1), hosts: hosts) }
    let whole = LogTally(sessions, limits: limits)
    var parts = [[Session]](repeating: [], count: generator.number(1...6))
    for session in sessions.shuffled(using: &generator) {
      parts[generator.number(0...(parts.count - 1))].append(session)
    }
    var merged = LogTally(limits: limits)
    for part in parts.shuffled(using: &generator) { merged.merge(LogTally(part, limits: limits)) }
    return (whole, merged)
  }

  @Test(arguments: Seed.several(30))
  func `parts in any order merge to the tally of the whole`(seed: Seed) {
    let (whole, merged) = tallies(seed, limits: TallyLimits(), hosts: 40)
    #expect(whole == merged)
    #expect(whole.fallbacksAreComplete)
    let window = Summary.defaultFallbackWindow
    #expect(
      Summary(whole, coverage: Coverage(), fallbackWindow: window)
        == Summary(merged, coverage: Coverage(), fallbackWindow: window))
  }

  @Test(arguments: Seed.several(30))
  func `what exceeds the limits is folded alike whatever the order`(seed: Seed) {
    var limits = TallyLimits()
    limits.providers = 20
    limits.domains = 16
    limits.fallbackCandidates = 30
    limits.encryptedSessions = 20
    let (whole, merged) = tallies(seed, limits: limits, hosts: 120)
    #expect(whole == merged)
    var settled = whole
    settled.settle()
    let providers = settled.providers
    let kept = providers.inbound.followed(by: providers.outbound)
    #expect(kept.count <= limits.providers + 2)
    #expect(kept.map(\.sessions).reduce(0, +) == 300)
    #expect(kept.contains { $0.provider.kind == .others })
    #expect(settled.domains.count <= limits.domains)
    #expect(!settled.fallbacksAreComplete)
  }

  @Test func `the empty tally changes nothing`() {
    var generator = Seed(7).generator
    let tally = LogTally((1...50).map { generator.session(id: $0) })
    var merged = tally
    merged.merge(LogTally())
    #expect(merged == tally)
    var other = LogTally()
    other.merge(tally)
    #expect(other == tally)
  }

  @Test func `known providers are kept when others are folded`() {
    var limits = TallyLimits()
    limits.providers = 3
    var sessions = (0..<100).map {
      Session(.inbound, id: UInt64($0 + 1), peer: "m.host\($0).example")
    }
    sessions.append(Session(.inbound, id: 999, peer: "mail-x.google.com"))
    var tally = LogTally(sessions, limits: limits)
    tally.settle()
    #expect(tally.providers.inbound.contains { $0.provider.name == "Google" })
    #expect(ProviderTally(sumOf: tally.providers.inbound, .inbound).sessions == 101)
  }

  @Test(arguments: Seed.several(10))
  func `bounded counts keep the same keys in any order`(seed: Seed) {
    var generator = seed.generator
    let words = (0..<200).map { _ in generator.number(0...60) }
    func counts(_ words: [Int]) -> BoundedCounts<Int, 8> {
      var counts = BoundedCounts<Int, 8>()
      for word in words {
        let mark = SessionMark(start: LogTimestamp(microseconds: Int64(word)), id: SessionID(1))
        counts.add(hash: OctetHash.mixed(UInt64(word)), mark: mark) { word }
      }
      return counts
    }
    let whole = counts(words)
    var merged = counts(Array(words.suffix(90)).reversed())
    merged.merge(counts(Array(words.prefix(110))))
    #expect(whole == merged)
    #expect(whole.total == 200)
    for entry in whole.entries { #expect(entry.count == words.filter { $0 == entry.key }.count) }
  }
}
