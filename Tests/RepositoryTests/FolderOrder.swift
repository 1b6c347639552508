// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The order of the folders within modules, as the architecture draws it.
struct FolderTable {
  /// Folders of each module, from the ground up.
  private(set) var folders: [String: [String]] = [:]

  /// Takes every row `| Module | Folders, from the ground up |` below the table's head.
  init(markdown: String) {
    var inTable = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let cells = line.split(separator: "|").map { $0.trimmed }
      guard line.hasPrefix("|"), cells.count == 2 else {
        inTable = false
        continue
      }
      if cells == ["Module", "Folders, from the ground up"] {
        inTable = true
      } else if inTable, !cells[0].hasPrefix("-") {
        folders[cells[0]] = cells[1].split(separator: ",").map { $0.trimmed }
      }
    }
  }

  /// A sentence for each type that is used in a folder below its own, and each folder that the table does not know.
  func violations(in files: [SourceFile]) -> [String] {
    var found: [String] = []
    for (module, order) in folders.sorted(by: { $0.key < $1.key }) {
      let own = files.filter { $0.module == module && $0.path.hasSuffix(".swift") }
        .map { (file: $0, folder: $0.folder, text: SwiftText($0.text)) }
      var homes: [Substring: Int] = [:]
      for entry in own {
        guard let rank = order.firstIndex(of: entry.folder) else {
          found.append("\(entry.file.path): the folder \(entry.folder) is not in the table")
          continue
        }
        for name in SourceFile.types(declaredIn: entry.text.code) { homes[name] = rank }
      }
      for entry in own {
        guard let rank = order.firstIndex(of: entry.folder) else { continue }
        let used = Set(entry.text.words.filter { (homes[Substring($0)] ?? rank) > rank })
        found += used.sorted().map { "\(entry.file.path): uses \($0) of a folder above" }
      }
    }
    return found
  }
}

extension SourceFile {
  /// The folder of its module in which it stands; empty for the module's own.
  var folder: String {
    let parts = path.split(separator: "/")
    return parts.count > 3 ? String(parts[2]) : ""
  }

  /// Names of the types that are declared at the outermost level.
  static func types(declaredIn code: String) -> [Substring] {
    let kinds = ["struct", "class", "enum", "protocol", "typealias", "actor"]
    return code.split(separator: "\n").compactMap { line in
      guard let first = line.first, !first.isWhitespace else { return nil }
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }
      guard let kind = words.firstIndex(where: { kinds.contains(String($0)) }),
        kind + 1 < words.count, !words[..<kind].contains("extension")
      else { return nil }
      return words[kind + 1]
    }
  }
}

@Suite struct FolderOrder {
  @Test func `a folder uses only those below it`() throws {
    let table = FolderTable(markdown: try Repository.text("Documentation/Architecture.md"))
    #expect(table.folders.count >= 2)
    #expect(table.violations(in: try SourceFile.all(below: ["Sources"])) == [])
  }

  @Test func `a use of what is above is found`() {
    let table = FolderTable(
      markdown: "| Module | Folders, from the ground up |\n|---|---|\n| `M` | A, B |\n")
    let low = SourceFile(path: "Sources/M/A/X.swift", text: "struct Low {\n  var high: High?\n}\n")
    let high = SourceFile(
      path: "Sources/M/B/Y.swift", text: "public struct High {\n  var low: Low\n}\n")
    let lost = SourceFile(path: "Sources/M/C/Z.swift", text: "// High\n")
    #expect(
      table.violations(in: [low, high, lost]) == [
        "Sources/M/C/Z.swift: the folder C is not in the table",
        "Sources/M/A/X.swift: uses High of a folder above",
      ])
    #expect(table.violations(in: [high]) == [])
  }
}
