// SPDX-License-Identifier: Apache-2.0
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

@Suite struct FallbackTests {
  private func candidate(
    _ id: UInt64, at seconds: Int64, failed: Bool, address: UInt64 = 1, provider: UInt64 = 9
  ) -> FallbackCandidate {
    FallbackCandidate(
      mark: SessionMark(
        start: LogTimestamp(microseconds: seconds * 1_000_000), id: SessionID(id)),
      provider: provider, address: address, failed: failed, delivered: true, direction: .inbound)
  }

  /// `encrypted` are sessions in TLS: address and second.
  private func pairs(
    _ candidates: [FallbackCandidate], encrypted: [(address: UInt64, at: Int64)] = [],
    limit: Int = 100
  ) -> [[UInt64]] {
    var sessions = EncryptedSessions(limit: limit)
    for session in encrypted {
      sessions.add(session.address, at: LogTimestamp(microseconds: session.at * 1_000_000))
    }
    sessions.settle()
    return FallbackMatcher(window: 600_000_000).pairs(candidates, sessions.index).map {
      [candidates[$0.failed].mark.id.value, candidates[$0.plaintext].mark.id.value]
    }
  }

  @Test func `a plaintext session belongs to the nearest earlier failure`() {
    let list = [
      candidate(1, at: 0, failed: true), candidate(2, at: 10, failed: true),
      candidate(3, at: 20, failed: false), candidate(4, at: 30, failed: false),
      candidate(5, at: 40, failed: false),
    ]
    #expect(pairs(list) == [[1, 4], [2, 3]])
    #expect(pairs(list.reversed()) == [[1, 4], [2, 3]])
  }

  @Test func `the window ends after its last microsecond`() {
    #expect(
      pairs([candidate(1, at: 0, failed: true), candidate(2, at: 600, failed: false)]) == [[1, 2]])
    #expect(
      pairs([candidate(1, at: 0, failed: true), candidate(2, at: 601, failed: false)]) == [])
    #expect(pairs([candidate(1, at: 9, failed: true), candidate(2, at: 8, failed: false)]) == [])
  }

  @Test func `the same address goes before the same provider`() {
    let list = [
      candidate(1, at: 0, failed: true, address: 1), candidate(2, at: 5, failed: true, address: 2),
      candidate(3, at: 10, failed: false, address: 1),
      candidate(4, at: 20, failed: false, address: 3),
      candidate(5, at: 30, failed: false, address: 4),
    ]
    #expect(pairs(list) == [[1, 3], [2, 4]])
  }

  @Test func `sessions without an address are matched by provider alone`() {
    let list = [
      candidate(1, at: 0, failed: true, address: 0),
      candidate(2, at: 10, failed: false, address: 0, provider: 8),
      candidate(3, at: 10, failed: false, address: 0),
    ]
    #expect(pairs(list) == [[1, 3]])
  }

  @Test func `a failure that the same address got over by TLS has no consequence`() {
    let failed = candidate(1, at: 0, failed: true)
    let elsewhere = candidate(3, at: 542, failed: false, address: 2)
    #expect(pairs([failed, elsewhere]) == [[1, 3]])
    #expect(pairs([failed, elsewhere], encrypted: [(1, 2)]) == [])
    #expect(pairs([failed, candidate(3, at: 30, failed: false)], encrypted: [(1, 2)]) == [])
    #expect(pairs([failed, elsewhere], encrypted: [(3, 2), (1, 543)]) == [[1, 3]])
    let earlier = candidate(4, at: -1, failed: true, address: 5)
    #expect(pairs([earlier, failed, elsewhere], encrypted: [(1, 2)]) == [[4, 3]])
  }

  @Test func `of addresses that there is no room for nothing is said`() {
    let list = (1...8).flatMap { address in
      [
        candidate(address, at: 0, failed: true, address: address, provider: address),
        candidate(100 + address, at: 9, failed: false, address: address, provider: address),
      ]
    }
    let others = (1...8).map { (address: UInt64($0), at: Int64(20)) }
    #expect(pairs(list, encrypted: others).count == 8)
    #expect((1..<8).contains(pairs(list, encrypted: others, limit: 4).count))
  }

  @Test(arguments: Seed.several(20))
  func `no session is in two pairs, and each pair is in order and in the window`(seed: Seed) {
    var generator = seed.generator
    let list = (1...200).map {
      candidate(
        $0, at: Int64(generator.number(0...5_000)), failed: generator.chance(40),
        address: UInt64(generator.number(0...12)), provider: UInt64(generator.number(1...5)))
    }
    let found = pairs(list)
    #expect(Set(found.flatMap { $0 }).count == 2 * found.count)
    for pair in found {
      let gap = list[Int(pair[1]) - 1].mark.start.since(list[Int(pair[0]) - 1].mark.start)
      #expect((0...600_000_000).contains(gap))
    }
    #expect(pairs(list.shuffled(using: &generator)) == found)
  }

  @Test func `a fallback in the same session needs no second one`() {
    let tally = LogTally([
      Session(.inbound, id: 1, peer: "m.bulk.example").with {
        $0.failHandshake()
        $0.tls.continuedInPlaintext = true
        $0.deliver()
      },
      Session(.inbound, id: 2, at: 5, peer: "m.bulk.example").with { $0.deliver() },
    ])
    #expect(tally.fallbacks(windowMicroseconds: 600_000_000) == [])
    let input = FindingInput(tally, fallbackWindow: 600_000_000)
    let finding = PlaintextAfterFailedHandshake.evaluate(input).first
    #expect(finding?.count == 1)
    #expect(finding?.severity == .alarm)
  }
}
