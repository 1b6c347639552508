// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Citations of RFCs: `RFC 5321 section 4.1.1.10`, in that form only, so that a reader can search
/// for them and `Documentation/RFCs.md` can be held complete.
struct Citations {
  private(set) var numbers: Set<Int> = []
  private(set) var malformed: [String] = []

  init(in text: String, of path: String) {
    for line in text.split(separator: "\n") where line.utf8.contains(UInt8(ascii: "R")) {
      var rest = line[...]
      while let place = rest.firstRange(of: "RFC") {
        let before =
          place.lowerBound == line.startIndex ? " " : line[line.index(before: place.lowerBound)]
        rest = rest[place.upperBound...]
        if !(before.isLetter || before.isNumber) { take(rest, path: path, line: line) }
      }
    }
  }

  private mutating func take(_ rest: Substring, path: String, line: Substring) {
    let digits = rest.dropFirst().prefix { $0.isNumber }
    // The word alone ("each RFC", "RFCs") cites nothing.
    guard rest.first == " ", let number = Int(digits) else {
      if rest.first?.isNumber == true || rest.first == "-" {
        malformed.append("\(path): \(line.trimmed)")
      }
      return
    }
    numbers.insert(number)
    let following = rest.dropFirst(1 + digits.count)
    let wrong = ["§", " §", ", §", ", section", " sec.", " Section"]
    if wrong.contains(where: { following.hasPrefix($0) }) {
      malformed.append("\(path): \(line.trimmed)")
    }
  }

  /// Numbers that have a row of their own in the table of the RFC list.
  static func listed(in markdown: String) -> Set<Int> {
    Set(
      markdown.split(separator: "\n").compactMap { line in
        guard line.hasPrefix("| ") else { return nil }
        return line.split(separator: "|").first.flatMap { Int($0.trimmed) }
      })
  }
}

extension StringProtocol {
  /// The first place of `text`.
  func firstRange(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}

@Suite struct CitationsTests {
  @Test func `each RFC that a source or document cites is in the list of RFCs`() throws {
    let listed = Citations.listed(in: try Repository.text("Documentation/RFCs.md"))
    #expect(listed.count > 10)
    var cited: [Int: String] = [:]
    var malformed: [String] = []
    for file in try SourceFile.all(below: ["Sources"]) {
      let citations = Citations(in: SwiftText(file.text).comments, of: file.path)
      for number in citations.numbers { cited[number] = file.path }
      malformed += citations.malformed
    }
    for path in Repository.files(below: "Documentation", endingWith: ".md") {
      let prose = Documents.withoutCode(try Repository.text(path))
      let citations = Citations(in: prose, of: path)
      for number in citations.numbers { cited[number] = path }
      malformed += citations.malformed
    }
    #expect(malformed == [])
    let missing = cited.filter { !listed.contains($0.key) }.sorted { $0.key < $1.key }
    #expect(missing.map { "RFC \($0.key), cited in \($0.value)" } == [])
  }

  @Test(arguments: [
    ("see RFC 5321 section 4.1", [5321], 0), ("RFC 2045 and RFC 2046", [2045, 2046], 0),
    ("RFC5321", [], 1), ("RFC-5321", [], 1), ("RFC 5321 §4.1", [5321], 1),
    ("RFC 5321, section 4.1", [5321], 1), ("RFC 5321 Section 4", [5321], 1),
    ("all RFCs and each RFC", [], 0), ("XRFC 12", [], 0), ("RFC 5234 appendix B.1", [5234], 0),
  ])
  func `citations are found and their form is checked`(
    text: String, numbers: [Int], malformed: Int
  ) {
    let citations = Citations(in: text, of: "A.swift")
    #expect(citations.numbers == Set(numbers))
    #expect(citations.malformed.count == malformed)
  }

  @Test func `only a row of the table lists an RFC`() {
    #expect(Citations.listed(in: "| 5321 | SMTP |\nRFC 2045\n| RFC 3030 |") == [5321])
  }
}
