// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// Reads the module table of the architecture and holds import lines against it.
struct ModuleTable {
  /// What each module may import: its dependencies and the system modules.
  private(set) var allowed: [String: Set<String>] = [:]

  /// Takes every row `| Module | Depends on | May import besides |` below the table's head.
  init(markdown: String) {
    var inTable = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        inTable = false
        continue
      }
      let cells = line.split(separator: "|").map { $0.trimmed }
      if cells.count == 3, cells[0] == "Module" { inTable = true }
      guard inTable, cells.count == 3, cells[0] != "Module", !cells[0].hasPrefix("-") else {
        continue
      }
      let names = (cells[1] + "," + cells[2]).split(separator: ",").map { $0.trimmed }
      allowed[cells[0]] = Set(names.filter { $0 != "–" && $0 != "nothing" && !$0.isEmpty })
    }
    for (module, names) in allowed where names.contains("all") {
      allowed[module] = names.union(allowed.keys)
    }
  }

  /// A sentence for each import that the table does not allow, and each module it does not know.
  func violations(in files: [SourceFile]) -> [String] {
    files.filter { $0.path.hasSuffix(".swift") }.flatMap { file -> [String] in
      guard let modules = allowed[file.module] else {
        return ["\(file.path): module \(file.module) is not in the table"]
      }
      return file.imports.filter { !modules.contains($0) }
        .map { "\(file.path): \(file.module) must not import \($0)" }
    }
  }
}

extension SourceFile {
  /// Names of the modules that the file imports, of whole modules or single declarations.
  var imports: [String] {
    SwiftText(text).code.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
      guard let place = words.firstIndex(of: "import"), place <= 1, place + 1 < words.count else {
        return nil
      }
      let kinds = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
      let names = words[(place + 1)...].drop { kinds.contains(String($0)) }
      return names.first?.split(separator: ".").first.map(String.init)
    }
  }
}

extension Substring {
  /// Without blanks and back-ticks at both ends.
  var trimmed: String {
    var rest = self
    while let first = rest.first, first == " " || first == "`" { rest = rest.dropFirst() }
    while let last = rest.last, last == " " || last == "`" { rest = rest.dropLast() }
    return String(rest)
  }
}

@Suite struct Imports {
  @Test func `every module imports only what the table in the architecture allows`() throws {
    let table = ModuleTable(markdown: try Repository.text("Documentation/Architecture.md"))
    #expect(table.allowed.count >= 8)
    let violations = table.violations(in: try SourceFile.all(below: ["Sources"]))
    #expect(violations == [])
  }

  @Test func `tests use neither the whole of Foundation nor XCTest`() throws {
    let files = try SourceFile.all(below: ["Tests", "Benchmarks", "Fuzz"])
    #expect(ModuleTable.wholeFoundation(in: files) == [])
    let bad = SourceFile(path: "Tests/A/B.swift", text: "import Foundation\nimport XCTest\n")
    #expect(ModuleTable.wholeFoundation(in: [bad]).count == 2)
  }

  @Test func `a forbidden import is found in each of its spellings`() {
    let table = ModuleTable(
      markdown: """
        | Module | Depends on | May import besides |
        |---|---|---|
        | A | – | nothing |
        | B | A | `Glibc` |
        """)
    let good = SourceFile(path: "Sources/B/X.swift", text: "package import A\nimport Glibc\n")
    #expect(table.violations(in: [good]) == [])
    for line in [
      "import Glibc", "public import Glibc", "@preconcurrency import Glibc",
      "import struct Glibc.timeval", "import B",
    ] {
      let bad = SourceFile(path: "Sources/A/X.swift", text: "// import C\n\(line)\n")
      #expect(table.violations(in: [bad]).count == 1, "\(line)")
    }
    let unknown = SourceFile(path: "Sources/C/X.swift", text: "")
    #expect(table.violations(in: [unknown]).count == 1)
  }
}

extension ModuleTable {
  static func wholeFoundation(in files: [SourceFile]) -> [String] {
    files.filter { $0.path.hasSuffix(".swift") }.flatMap { file in
      file.imports.filter { $0 == "Foundation" || $0 == "XCTest" }
        .map { "\(file.path): imports \($0)" }
    }
  }
}
