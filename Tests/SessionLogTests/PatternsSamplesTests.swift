// SPDX-License-Identifier: Apache-2.0
import SessionLog
import Testing

/// A sample with the pattern whose sample it is.
struct PatternSample: CustomTestStringConvertible, Sendable {
  var index: Int
  var pattern: any MessagePattern.Type
  var sample: MessageSample

  var testDescription: String { "\(pattern.name): \(sample.text.debugDescription)" }
  var octets: [UInt8] { Array(sample.text.utf8) }
  var context: MessageContext { .init(severity: sample.severity, origin: sample.origin) }

  static let all: [PatternSample] = MessageCatalogue.patterns.enumerated().flatMap { entry in
    entry.element.samples.map {
      PatternSample(index: entry.offset, pattern: entry.element, sample: $0)
    }
  }
}

@Suite struct PatternsSamplesTests {
  @Test(arguments: PatternSample.all)
  func `a sample gives the event and the texts that it promises`(_ sample: PatternSample) throws {
    let octets = sample.octets
    let matched = sample.pattern.match(octets.span, from: sample.context)
    let event = try #require(matched)
    #expect(EventDescription(event, of: octets).name == sample.sample.event)
    #expect(EventDescription(event, of: octets).texts == sample.sample.texts)
  }

  @Test(arguments: PatternSample.all)
  func `no other pattern takes a sample`(_ sample: PatternSample) {
    let octets = sample.octets
    let takers = MessageCatalogue.patterns.filter {
      $0.match(octets.span, from: sample.context) != nil
    }
    #expect(takers.map { $0.name } == [sample.pattern.name])
  }

  @Test(arguments: PatternSample.all)
  func `the event does not depend on the hint`(_ sample: PatternSample) {
    let octets = sample.octets
    let expected = sample.pattern.match(octets.span, from: sample.context)
    for start in UInt8.min...UInt8.max {
      var hint = start
      let event = MessageCatalogue.match(octets.span, from: sample.context, hint: &hint)
      #expect(event == expected)
      #expect(Int(hint) == sample.index)
    }
  }

  @Test(arguments: MessageCatalogue.patterns.indices)
  func `each opening begins a sample, and each sample has an opening`(_ index: Int) {
    let pattern = MessageCatalogue.patterns[index]
    let openings = pattern.openings.map { String(describing: $0) }
    for opening in openings where !Self.variesByDigit(opening) {
      #expect(pattern.samples.contains { $0.text.hasPrefix(opening) }, "\(opening)")
    }
    for sample in pattern.samples {
      #expect(openings.contains { sample.text.hasPrefix($0) }, "\(sample.text)")
    }
  }

  @Test func `names of patterns, refusals and offences are distinct`() {
    let names = MessageCatalogue.patterns.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(Set(Refusal.allCases.map(\.name)).count == Refusal.allCases.count)
    #expect(Set(Offence.allCases.map(\.name)).count == Offence.allCases.count)
    #expect(names.count < MessageCatalogue.noHint)
  }

  /// One of the ten digits that a message may begin with.
  private static func variesByDigit(_ opening: String) -> Bool {
    opening.count == 1 && opening.allSatisfy(\.isNumber)
  }
}
