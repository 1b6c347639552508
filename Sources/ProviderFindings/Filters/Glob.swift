// SPDX-License-Identifier: Apache-2.0

/// A pattern for names: `*` stands for any run of characters, `?` for one; case does not matter.
package struct Glob: Equatable, Sendable {
  package let pattern: String
  private let characters: [Character]

  package init(_ pattern: String) {
    self.pattern = pattern
    characters = Array(pattern.lowercased())
  }

  /// Whether the pattern stands for all of `text`. Takes time in proportion to both lengths at most
  /// multiplied: of several stars only the last one seen is ever tried again.
  package func matches(_ text: String) -> Bool {
    let text = Array(text.lowercased())
    var place = 0
    var index = 0
    var star: Int?
    var resume = 0
    while index < text.count {
      if place < characters.count, characters[place] == "*" {
        star = place
        resume = index
        place += 1
      } else if place < characters.count,
        characters[place] == "?" || characters[place] == text[index]
      {
        place += 1
        index += 1
      } else if let star {
        resume += 1
        index = resume
        place = star + 1
      } else {
        return false
      }
    }
    return characters[place...].allSatisfy { $0 == "*" }
  }
}
