// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What documents promise: commands, files that they link to, sorted tables.
enum Documents {
  /// Words that follow `command` in the back-ticked or fenced parts of a document.
  static func words(after command: String, in markdown: String) -> Set<String> {
    var found: Set<String> = []
    for span in codeSpans(of: markdown) {
      for line in span.split(separator: "\n") {
        let words = line.split(separator: " ").drop { $0 == "$" || $0 == "sudo" }
        if words.first == Substring(command), let next = words.dropFirst().first {
          found.insert(String(next))
        }
      }
    }
    return found
  }

  /// The fenced blocks and the back-ticked runs of a document.
  static func codeSpans(of markdown: String) -> [String] {
    var spans: [String] = []
    for (index, block) in markdown.split(separator: "```", omittingEmptySubsequences: false)
      .map(String.init).enumerated()
    {
      guard index % 2 == 0 else {
        spans.append(block)
        continue
      }
      let runs = block.split(separator: "`", omittingEmptySubsequences: false)
      spans += stride(from: 1, to: runs.count, by: 2).map { String(runs[$0]) }
    }
    return spans
  }

  /// A document without its fenced blocks and back-ticked runs.
  static func withoutCode(_ markdown: String) -> String {
    // Fences of one, two or three back-ticks count alike; the blank keeps code out of first place.
    let parts = (" " + markdown).split(separator: "`")
    return stride(from: 0, to: parts.count, by: 2).map { parts[$0] }.joined(separator: " ")
  }

  /// Targets of the relative links of a document, without anchors.
  static func relativeLinks(of markdown: String) -> [String] {
    var links: [String] = []
    var rest = markdown[...]
    while let place = rest.firstRange(of: "](") {
      rest = rest[place.upperBound...]
      let target = rest.prefix { $0 != ")" && $0 != "#" && $0 != " " }
      if !target.isEmpty && !target.contains("://") { links.append(String(target)) }
    }
    return links
  }

  /// Names of the targets of a makefile.
  static func targets(of makefile: String) -> Set<String> {
    Set(
      makefile.split(separator: "\n").compactMap { line in
        let name = line.prefix { $0.isLetter || $0 == "-" }
        return !name.isEmpty && line.dropFirst(name.count).hasPrefix(":") ? String(name) : nil
      })
  }

  /// The first line of a table that is not greater than the one before it, comments left out.
  static func firstUnsorted(_ table: String) -> String? {
    let rows = table.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
      .map { Array($0.prefix { $0 != "," }.utf8) }
    for (row, next) in zip(rows, rows.dropFirst()) where !row.lexicographicallyPrecedes(next) {
      return String(decoding: next, as: UTF8.self)
    }
    return nil
  }
}

@Suite struct DocumentsTests {
  static let documents =
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "samples/README.md"]
    + Repository.files(below: "Documentation", endingWith: ".md")

  @Test(arguments: documents)
  func `relative links lead somewhere`(document: String) throws {
    let folder = document.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let dead = Documents.relativeLinks(of: try Repository.text(document))
      .filter { !Folder(path: Repository.root).exists(folder + $0) }
    #expect(dead == [])
  }

  @Test(arguments: ["README.md", "CONTRIBUTING.md"])
  func `commands that a document shows exist`(document: String) throws {
    let text = try Repository.text(document)
    let targets = Documents.targets(of: try Repository.text("Makefile"))
    #expect(targets.contains("report"))
    #expect(Documents.words(after: "make", in: text).subtracting(targets).sorted() == [])
    let scripts = Documents.codeSpans(of: text).filter { $0.hasPrefix("Scripts/") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(scripts.filter { !Folder(path: Repository.root).exists($0) } == [])
  }

  @Test func `links, commands and disorder are found`() {
    #expect(Documents.relativeLinks(of: "[a](b.md#c) [d](https://e) [f](g/h)") == ["b.md", "g/h"])
    let text = "Run `make one` or\n```\n$ make two\nmake three\n```\nnot make four"
    #expect(Documents.words(after: "make", in: text) == ["one", "two", "three"])
    #expect(Documents.targets(of: "one: two\n\tx:\nA = b\nthree:\n") == ["one", "three"])
    #expect(Documents.firstUnsorted("head\na,1\nb,2\n# c\nc,3\n") == nil)
    #expect(Documents.firstUnsorted("head\na,1\nc,2\nb,3\n") == "b")
    #expect(Documents.firstUnsorted("head\na,1\na,2\n") == "a")
  }

  @Test func `the providers' table is sorted and names no suffix twice`() throws {
    let table = try Repository.text("Sources/ProviderFindings/Providers/Providers.csv")
    #expect(Documents.firstUnsorted(table) == nil)
  }
}
