// SPDX-License-Identifier: Apache-2.0
import SessionLog
import TestSupport
import Testing

/// Whatever stands in a log: no crash, ranges inside the message, one pattern at most.
@Suite struct PatternsRobustnessTests {
  @Test(arguments: MessageCatalogue.patterns.indices)
  func `every beginning of every sample is read safely`(_ index: Int) {
    for sample in MessageCatalogue.patterns[index].samples {
      let octets = Array(sample.text.utf8)
      for count in 0...octets.count {
        check(Array(octets[..<count]), sample)
        check(Array(octets[count...]), sample)
      }
    }
  }

  @Test(arguments: MessageCatalogue.patterns.indices)
  func `random edits of every sample are read safely`(_ index: Int) {
    var random = SeededGenerator(seed: UInt64(index) + 1)
    for sample in MessageCatalogue.patterns[index].samples {
      let octets = Array(sample.text.utf8)
      for _ in 0..<100 {
        var edited = octets
        for _ in 0...random.number(0...2) { edit(&edited, &random) }
        check(edited, sample)
      }
    }
  }

  @Test func `random octets are read safely`() {
    var random = SeededGenerator(seed: 7)
    let sample = MessageSample("", .unknown, period: "", gives: "")
    for _ in 0..<5000 {
      check(random.octets(count: random.number(0...40)), sample)
    }
  }

  /// Octets that decide something in one pattern or another.
  private static let telling = Array("<>\"\\[]{}:;=/- \r\n\u{0}09 S C.«»".utf8)

  private func edit(_ octets: inout [UInt8], _ random: inout SeededGenerator) {
    let place = random.number(0...octets.count)
    let octet = random.one(of: Self.telling)
    switch random.number(0...3) {
    case 0: octets.insert(octet, at: place)
    case 1 where place < octets.count: octets.remove(at: place)
    case 2 where place < octets.count: octets[place] = octet
    default: octets.insert(contentsOf: octets[..<place], at: place)
    }
  }

  private func check(_ octets: [UInt8], _ sample: MessageSample) {
    for origin in [sample.origin, .unknown] {
      let context = MessageContext(severity: sample.severity, origin: origin)
      var takers: [String] = []
      for pattern in MessageCatalogue.patterns {
        guard let event = pattern.match(octets.span, from: context) else { continue }
        takers.append(pattern.name)
        for range in EventDescription(event, of: octets).ranges {
          #expect(range.end <= octets.count, "\(pattern.name): \(octets)")
        }
      }
      #expect(takers.count <= 1, "\(takers): \(String(decoding: octets, as: UTF8.self))")
      var hint = MessageCatalogue.noHint
      let event = MessageCatalogue.match(octets.span, from: context, hint: &hint)
      #expect((event == nil) == takers.isEmpty)
    }
    _ = MessageCatalogue.matchContinuation(octets.span)
  }
}
