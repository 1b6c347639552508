// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Rules about a file as a whole: its length, its first line, its name.
enum FileRules {
  static let longestFile = 400
  static let head = "SPDX-License-Identifier: Apache-2.0"
  /// Names that say nothing about what is inside.
  static let emptyNames = ["Utils", "Util", "Helpers", "Helper", "Common", "Manager", "Misc"]

  static func tooLong(_ files: [SourceFile]) -> [String] {
    files.filter { $0.lineCount > longestFile }.map { "\($0.path): \($0.lineCount) lines" }
  }

  /// Files whose licence line is missing, is not at the top, or stands there twice.
  static func wrongHead(_ files: [SourceFile]) -> [String] {
    files.filter { file in
      let top = file.lines.prefix(2).contains { $0.contains(head) }
      let count = file.lines.count { $0.hasPrefix("// " + head) || $0.hasPrefix("# " + head) }
      return !top || count > 1
    }.map(\.path)
  }

  /// Paths with a folder or file name made of one of the empty names.
  static func emptilyNamed(_ paths: [String]) -> [String] {
    paths.filter { path in
      path.split(separator: "/").contains { part in
        let stem = part.split(separator: ".").first ?? ""
        return emptyNames.contains { stem == $0 || stem.hasSuffix($0) || stem.contains($0 + "+") }
      }
    }
  }

  /// Paths with characters that a shell or a make rule would trip over.
  static func awkward(_ paths: [String]) -> [String] {
    paths.filter { path in
      !path.utf8.allSatisfy { octet in
        let letter = Character(UnicodeScalar(octet))
        return letter.isASCII && (letter.isLetter || letter.isNumber || "./-_+,=:".contains(letter))
      }
    }
  }
}

@Suite struct FileRulesTests {
  @Test func `no source file is longer than 400 lines`() throws {
    let found = FileRules.tooLong(try SourceFile.all(below: ["Sources", "Tests"]))
    #expect(found == [])
    let long = SourceFile(path: "A.swift", text: String(repeating: "\n", count: 401))
    let limit = SourceFile(path: "B.swift", text: String(repeating: "\n", count: 400))
    #expect(FileRules.tooLong([long, limit]) == ["A.swift: 401 lines"])
  }

  @Test func `every source file and script names its licence once, at the top`() throws {
    let scripts = (Repository.files(below: "Scripts") + Repository.files(below: ".ci"))
      .map { SourceFile(path: $0, text: (try? Repository.text($0)) ?? "") }
    let sources = try SourceFile.all(below: ["Sources", "Tests", "Benchmarks", "Fuzz"])
    #expect(FileRules.wrongHead(sources + scripts) == [])
    let head = "// " + FileRules.head + "\n"
    let bad = ["import A\n", head + head, "\n\n" + head]
      .map { SourceFile(path: "A.swift", text: $0) }
    #expect(FileRules.wrongHead(bad).count == 3)
    #expect(FileRules.wrongHead([SourceFile(path: "A.swift", text: head)]) == [])
  }

  @Test func `no file or folder has a name that says nothing`() {
    let paths = ["Sources", "Tests"].flatMap { Repository.files(below: $0) }
    #expect(FileRules.emptilyNamed(paths) == [])
    let bad = [
      "Sources/A/Utils/B.swift", "Sources/A/StringUtils.swift", "Sources/Common/A.swift",
      "Sources/A/SessionManager.swift", "Sources/A/Helpers+B.swift",
    ]
    #expect(FileRules.emptilyNamed(bad) == bad)
  }

  @Test func `names of files need no quoting in a shell`() {
    let paths = ["Sources", "Tests", "samples", "Documentation", "Fuzz", "Benchmarks", "Scripts"]
      .flatMap { Repository.files(below: $0) }
    #expect(FileRules.awkward(paths) == [])
    #expect(FileRules.awkward(["a b", "ü", "a!", "a/b-c_d.e"]) == ["a b", "ü", "a!"])
  }
}
