// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// No octets break the reader of Exim's logs.
@Suite struct EximRobustnessTests {
  static let corpus = Repository.files(below: "Fuzz/Corpus/Exim")

  @Test(arguments: corpus) func `a log of the corpus breaks no rule`(path: String) throws {
    #expect(EximInvariants.violation(of: try Repository.octets(path)) == nil)
  }

  @Test func `the corpus is there`() { #expect(Self.corpus.count > 10) }

  @Test(arguments: Seed.several(12)) func `damaged logs break no rule`(seed: Seed) throws {
    var random = seed.generator
    for path in Self.corpus {
      var log = try Repository.octets(path)
      for _ in 0..<random.number(1...6) where !log.isEmpty {
        let place = random.number(0...log.count - 1)
        switch random.number(0...4) {
        case 0: log[place] = UInt8.random(in: 0...255, using: &random)
        case 1: log.remove(at: place)
        case 2:
          log.insert(contentsOf: "[] \"<(\n:".utf8.shuffled(using: &random).prefix(2), at: place)
        case 3: log.removeSubrange(place..<min(log.count, place + random.number(1...40)))
        default: log.insert(contentsOf: log[max(0, place - 60)..<place], at: place)
        }
      }
      #expect(EximInvariants.violation(of: log) == nil, "\(path)")
    }
  }
}
