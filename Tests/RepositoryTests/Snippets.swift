// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The Swift code of the README and of the documentation catalogue as a source file that a test target compiles and runs.
enum Snippets {
  static let folder = "Sources/MIME/MIME.docc"
  static let file = "Tests/MIMESnippetTests/Snippets.swift"

  /// Bodies of the fenced blocks marked `swift`, without their imports.
  static func blocks(of markdown: String) -> [[Substring]] {
    var blocks: [[Substring]] = []
    var open: [Substring]?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "```swift" {
        open = []
      } else if line == "```", let block = open {
        blocks.append(Array(block.drop { $0.isEmpty || $0.hasPrefix("import ") }))
        open = nil
      } else {
        open?.append(line)
      }
    }
    return blocks
  }

  /// A test for each block, in the order of the articles.
  static func source(articles: [(name: String, text: String)]) -> String {
    var lines = [
      "// SPDX-License-Identifier: Apache-2.0",
      "// Made from README.md and \(folder) by Scripts/record-goldens; change it there.",
      "// swift-format-ignore-file", "import MIME", "import SystemCharsets", "import Testing", "",
      "@Suite struct Snippets {",
    ]
    for article in articles {
      for (index, block) in blocks(of: article.text).enumerated() {
        lines.append("  @Test func `\(article.name), block \(index + 1)`() throws {")
        lines += block.map { $0.isEmpty ? "" : "    \($0)" }
        lines += ["  }", ""]
      }
    }
    if lines.last == "" { lines.removeLast() }
    return (lines + ["}", ""]).joined(separator: "\n")
  }
}

@Suite struct SnippetsTests {
  @Test func `the code of the documentation is what the snippet tests compile`() throws {
    let paths = ["README.md"] + Repository.files(below: Snippets.folder, endingWith: ".md").sorted()
    let articles = try paths.map {
      let name = $0.split(separator: "/").last.map { String($0.dropLast(3)) } ?? $0
      return (name: name, text: try Repository.text($0))
    }
    #expect(articles.contains { !Snippets.blocks(of: $0.text).isEmpty })
    expectGolden(Snippets.source(articles: articles), named: Snippets.file)
  }

  @Test func `blocks of other languages and imports are left out`() {
    let text = "```swift\nimport MIME\n\nlet a = 1\n```\n```sh\nls\n```\n```swift\nb()\n```\n"
    #expect(Snippets.blocks(of: text) == [["let a = 1"], ["b()"]])
  }
}
