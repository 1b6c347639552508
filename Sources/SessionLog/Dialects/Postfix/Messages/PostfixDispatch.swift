// SPDX-License-Identifier: Apache-2.0

/// Finds the pattern of a message by its first octets. Made once from the openings of the patterns.
struct PostfixDispatch: Sendable {
  private let patterns: [any PostfixPattern.Type]
  private let openings: OpeningTable

  init(_ patterns: [any PostfixPattern.Type]) {
    self.patterns = patterns
    openings = OpeningTable(patterns.map { $0.openings })
  }

  func match(_ text: Span<UInt8>, from context: PostfixContext) -> PostfixEvent? {
    if !text.isEmpty {
      let head = OpeningTable.head(of: text)
      for index in openings.candidates(text[0]) {
        guard let number = openings.pattern(at: index, beginning: head) else { continue }
        if let event = patterns[number].match(text, from: context) { return event }
      }
    }
    for number in openings.general {
      if let event = patterns[number].match(text, from: context) { return event }
    }
    return nil
  }
}
