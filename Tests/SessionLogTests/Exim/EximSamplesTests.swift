// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import SessionLog

/// Every sample of every Exim pattern says what it says it says, and no other pattern takes it.
@Suite struct EximSamplesTests {
  @Test func `every sample is read as stated`() {
    for pattern in EximCatalogue.patterns {
      for sample in pattern.samples {
        let text = Array(sample.text.utf8)
        let statement = EximCatalogue.read(text.span, hasID: sample.hasID)
        #expect(statement.summary(of: text.span) == sample.summary, "\(pattern.name)")
      }
    }
  }

  @Test func `no pattern takes another one's sample`() {
    for pattern in EximCatalogue.patterns {
      for sample in pattern.samples {
        let takers = EximCatalogue.patterns.filter { Self.takes($0, sample) }.map { $0.name }
        #expect(takers == [pattern.name], "\(sample.text)")
      }
    }
  }

  @Test func `every pattern has a sample for each opening, and names differ`() {
    let names = EximCatalogue.patterns.map { $0.name }
    #expect(Set(names).count == names.count)
    #expect(EximCatalogue.patterns.allSatisfy { !$0.samples.isEmpty && !$0.openings.isEmpty })
  }

  /// Whether a catalogue of this pattern alone takes the sample.
  private static func takes(_ pattern: any EximPattern.Type, _ sample: EximSample) -> Bool {
    let text = Array(sample.text.utf8)
    let dispatch = EximDispatch([pattern])
    var statement = EximStatement()
    statement.hasID = sample.hasID
    var cursor = MessageCursor(text.span)
    if let host = EximCatalogue.leadingHost(&cursor) {
      guard pattern.place == .behindHost else { return false }
      statement.host = host
      statement.readItems(&cursor)
    } else {
      guard pattern.place == .start else { return false }
      cursor.position = 0
    }
    return dispatch.match(cursor, statement).kind != .unknown
  }
}
