// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Turns of phrase that are not idiomatic English, in the text that people read: documents, help, messages, comments.
enum PlainEnglish {
  /// Behind `is no`: as one says it.
  private static let afterNo: Set<Substring> = [
    "better", "doubt", "further", "later", "less", "longer", "more", "need", "other", "such", "way",
    "worse",
  ]
  /// Who can be told something: people, and what acts for them.
  private static let listeners: Set<Substring> = [
    "client", "nobody", "program", "unless",
    // Names of columns in stored states.
    "commands", "parameters", "verification",
  ]

  /// Phrases and what to write in their place.
  private static let phrases = [
    ("of before", "from before"), ("by nobody's fault", "through no one's fault"),
    ("Threads to work with", "Number of threads"), ("what the run took", "the time taken"),
    ("One that is not there yet is begun", "Created if missing"),
  ]

  /// What is wrong in a text, each with the words around it.
  static func faults(in text: String) -> [String] {
    var faults = phrases.filter { text.contains($0.0) }.map { "\"\($0.0)\": write \"\($0.1)\"" }
    let words = text.split { !($0.isLetter || $0 == "'" || $0 == "." || $0 == ";") }
    for (place, word) in words.enumerated() {
      let around = words[max(0, place - 3)..<min(words.count, place + 4)].joined(separator: " ")
      let before = place > 0 ? words[place - 1] : ""
      switch word {
      case "no" where ["is", "are", "was", "were", "be"].contains(before):
        let next = place + 1 < words.count ? words[place + 1] : ""
        let isThere = words[max(0, place - 3)..<place].contains { $0.lowercased() == "there" }
        if isThere || afterNo.contains(next) { continue }
        faults.append("\(around): \"is not a\"")
      case "tell", "tells", "told", "Tell", "Tells", "Told":
        // `tell apart` and `tell from` are other words.
        let sentence = words[place...].prefix(14)
        if sentence.contains(where: { ["apart", "from"].contains($0.filter(\.isLetter)) }) {
          continue
        }
        let listener =
          ["was", "is", "be"].contains(before) && place > 1 ? words[place - 2] : before
        if listeners.contains(listener) { continue }
        faults.append("\(around): \"reports\", \"states\", \"shows\"")
      default: break
      }
    }
    return faults
  }
}

@Suite struct PlainEnglishTests {
  @Test func `text that people read is plain English`() throws {
    let documents = ["Documentation", "Integrations", "Sources"].flatMap { folder in
      Repository.files(below: folder).filter { $0.hasSuffix(".md") }
    }
    let sources = Repository.files(below: "Sources").filter { $0.hasSuffix(".swift") }
    for path in documents + ["README.md", "CHANGELOG.md", "CONTRIBUTING.md"] {
      #expect(PlainEnglish.faults(in: try Repository.text(path)) == [], "\(path)")
    }
    for path in sources {
      let text = SwiftText(try Repository.text(path))
      #expect(PlainEnglish.faults(in: text.comments + text.literals) == [], "\(path)")
    }
  }

  @Test(arguments: [
    ("what is no mail is told", 2), ("lines that are no records", 1), ("there is no file", 0),
    ("it is no longer told apart from others", 0), ("the log tells nothing", 1),
    ("the client was told that it failed", 0), ("all of before October", 1), ("is not a file", 0),
  ])
  func `such turns are found, and nothing else`(text: String, count: Int) {
    #expect(PlainEnglish.faults(in: text).count == count)
  }
}
