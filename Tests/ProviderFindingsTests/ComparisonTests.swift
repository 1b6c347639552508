// SPDX-License-Identifier: Apache-2.0
import SessionLog
import TestSupport
import Testing

@testable import ProviderFindings
import SessionFixtures

/// What is new, worse, gone or merely not seen from one night to the next.
@Suite struct ComparisonTests {
  private static let day: Int64 = 86_400

  /// Clients of a provider that deliver a message, of which some leave without QUIT.
  private func night(
    _ number: Int64, from host: String = "m.bulk.example", sessions: Int, rude: Int
  ) -> [Session] {
    (0..<sessions).map { index in
      Session(
        .inbound, id: UInt64(number * 1000) + UInt64(index),
        at: number * Self.day + Int64(index) * 60,
        peer: host, address: "203.0.113.9"
      ).with {
        $0.encrypt()
        $0.deliver()
        if index < rude {
          $0.ending = .lostAfterMessage
          $0.quit = .no
        }
      }
    }
  }

  private func summary(_ sessions: [Session], complete: Bool = true) -> Summary {
    var coverage = Coverage()
    if !complete { coverage.unreadable = [.init(input: "b.log", reason: "gone")] }
    return Summary(LogTally(sessions), coverage: coverage)
  }

  private func compared(_ summary: Summary, with earlier: Summary) -> Summary {
    var summary = summary
    summary.comparison = ReportComparison(summary, with: EarlierReport(earlier))
    return summary
  }

  private func change(_ summary: Summary, _ rule: any FindingRule.Type) throws -> FindingChange {
    let place = try #require(summary.findings.firstIndex { $0.rule == rule.id })
    return try #require(summary.change(ofFinding: place))
  }

  @Test(arguments: Seed.several(10))
  func `the same sessions again are not news`(seed: Seed) throws {
    var generator = seed.generator
    let summary = summary((1...300).map { generator.session(id: $0, hosts: 6) })
    let comparison = try #require(compared(summary, with: summary).comparison)
    #expect(comparison.changes.count == summary.findings.count)
    #expect(comparison.newCount + comparison.worseCount == 0)
    #expect(comparison.gone == [] && comparison.unseen == [] && comparison.shares == [])
  }

  @Test func `without an earlier report nothing is marked`() {
    var summary = summary(night(1, sessions: 30, rude: 20))
    #expect(summary.change(ofFinding: 0) == nil)
    summary.comparison = ReportComparison()
    #expect(summary.change(ofFinding: 0) == nil)
  }

  @Test func `a finding is new once`() throws {
    let quiet = summary(night(1, sessions: 30, rude: 0))
    let rude = compared(summary(night(2, sessions: 30, rude: 20)), with: quiet)
    #expect(try change(rude, NoQuit.self) == .new)
    let again = compared(summary(night(3, sessions: 30, rude: 20)), with: rude)
    #expect(try change(again, NoQuit.self).isNews == false)
  }

  @Test func `a share is worse only where its interval lies above the one before`() throws {
    let before = summary(night(1, sessions: 40, rude: 8))
    let worse = compared(summary(night(2, sessions: 40, rude: 30)), with: before)
    #expect(try change(worse, NoQuit.self).name == "worse")
    #expect(try change(worse, NoQuit.self).before?.count == 8)
    let alike = compared(summary(night(2, sessions: 40, rude: 12)), with: before)
    #expect(try change(alike, NoQuit.self).name == "known")
    let few = compared(summary(night(2, sessions: 3, rude: 2)), with: before)
    #expect(try change(few, NoQuit.self).name == "known")
  }

  @Test(arguments: [
    (before: 5, now: 35, change: "known"), (before: 35, now: 5, change: "worse"),
    (before: 20, now: 21, change: "known"),
  ])
  func `more of what is good is no bad news`(before: Int, now: Int, change name: String) throws {
    func chunking(_ number: Int64, _ count: Int) -> Summary {
      summary(
        (0..<40).map { index in
          Session(.inbound, id: UInt64(number * 100) + UInt64(index), at: number * Self.day)
            .with {
              $0.encrypt()
              $0.deliver(by: index < count ? .bdat : .data)
            }
        })
    }
    let night = compared(chunking(2, now), with: chunking(1, before))
    #expect(try change(night, ChunkingUse.self).name == name)
  }

  @Test func `what its provider did not show again is gone, once`() throws {
    let rude = summary(night(1, sessions: 30, rude: 20))
    let quiet = compared(summary(night(2, sessions: 30, rude: 0)), with: rude)
    let comparison = try #require(quiet.comparison)
    #expect(comparison.gone.contains { $0.identity.rule == NoQuit.id && $0.count == 20 })
    #expect(comparison.unseen == [])
    let later = compared(summary(night(3, sessions: 30, rude: 0)), with: quiet)
    #expect(later.comparison?.gone == [])
  }

  @Test func `a provider that did not come is neither gone nor new when it is back`() throws {
    let rude = summary(night(1, sessions: 30, rude: 20))
    var night = rude
    for number in Int64(2)...20 {
      night = compared(
        summary(self.night(number, from: "m.other.example", sessions: 5, rude: 0)), with: night)
      #expect(night.comparison?.gone == [])
      #expect(night.comparison?.unseen.contains { $0.identity.rule == NoQuit.id } == true)
    }
    let back = compared(summary(self.night(21, sessions: 30, rude: 20)), with: night)
    #expect(try change(back, NoQuit.self).name == "known")
    #expect(back.comparison?.unseen.contains { $0.identity.rule == NoQuit.id } == false)
  }

  @Test func `after a night without any session nothing is forgotten`() throws {
    let rude = summary(night(1, sessions: 30, rude: 20))
    let dead = compared(summary([]), with: rude)
    #expect(dead.comparison?.gone == [])
    #expect(dead.comparison?.unseen.count == rude.findings.count)
    let back = compared(summary(night(3, sessions: 30, rude: 20)), with: dead)
    #expect(back.comparison?.newCount == 0)
  }

  @Test func `who stays away for long is forgotten`() throws {
    let rude = summary(night(1, sessions: 30, rude: 20))
    let kept = compared(
      summary(night(90, from: "m.other.example", sessions: 5, rude: 0)), with: rude)
    #expect(kept.comparison?.unseen.contains { $0.identity.rule == NoQuit.id } == true)
    let late = compared(
      summary(night(93, from: "m.other.example", sessions: 5, rude: 0)), with: rude)
    #expect(late.comparison?.unseen.contains { $0.identity.rule == NoQuit.id } == false)
  }

  @Test func `where input is missing nothing is called gone`() throws {
    let rude = summary(night(1, sessions: 30, rude: 20))
    let partial = compared(
      summary(night(2, sessions: 30, rude: 0), complete: false), with: rude)
    #expect(partial.comparison?.gone == [])
    #expect(partial.comparison?.unseen.contains { $0.identity.rule == NoQuit.id } == true)
  }

  @Test func `a share has changed where the intervals have nothing in common`() throws {
    let polite = summary(night(1, sessions: 60, rude: 0))
    let rude = try #require(
      compared(summary(night(2, sessions: 60, rude: 40)), with: polite).comparison)
    #expect(rude.shares.map(\.peer.name) == ["all", "bulk.example"])
    #expect(rude.shares.allSatisfy { $0.measure == .quit && $0.now == .init(20, of: 60) })
    let few = try #require(
      compared(summary(night(2, sessions: 2, rude: 1)), with: polite).comparison)
    #expect(few.shares == [])
  }
}

extension EarlierReport {
  /// What the file of a report keeps of it.
  fileprivate init(_ summary: Summary) {
    let last = summary.period?.last
    let totals = [summary.inbound, summary.outbound].map { PeerShares($0) }
    self.init(
      period: summary.period,
      findings: summary.findings.map {
        EarlierFinding(
          FindingIdentity($0), severity: $0.severity, statement: $0.statement, count: $0.count,
          total: $0.total, unit: $0.unit, lastSeen: last)
      }, unseen: summary.comparison?.unseen ?? [],
      shares: totals + summary.providers.map { PeerShares($0) })
  }
}
