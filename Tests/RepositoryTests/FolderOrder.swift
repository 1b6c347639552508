// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// The order of the folders within modules, as the architecture draws it.
struct FolderTable {
  /// The word for the files that stand in the module or folder itself.
  static let ownFiles = "own files"

  /// Folders of each module or folder, from the ground up; those of one rank do not know each other.
  private(set) var folders: [String: [[String]]] = [:]

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
        folders[cells[0]] = cells[1].split(separator: ",").map { rank in
          rank.split(separator: "+").map { $0.trimmed }
        }
      }
    }
  }

  /// A sentence for each type that is used in a folder below its own, and each folder that the table does not know.
  func violations(in files: [SourceFile]) -> [String] {
    var found: [String] = []
    let texts = files.filter { $0.path.hasSuffix(".swift") }
      .map { (file: $0, text: SwiftText($0.text)) }
    for (parent, order) in folders.sorted(by: { $0.key < $1.key }) {
      var places: [String: (rank: Int, folder: String)] = [:]
      for (rank, folders) in order.enumerated() {
        for folder in folders { places[folder == Self.ownFiles ? "" : folder] = (rank, folder) }
      }
      var own: [(file: SourceFile, text: SwiftText, place: (rank: Int, folder: String))] = []
      var homes: [Substring: (rank: Int, folder: String)] = [:]
      for (file, text) in texts {
        guard let folder = file.folder(of: parent) else { continue }
        guard let place = places[folder] else {
          let name = folder.isEmpty ? "\(parent)'s \(Self.ownFiles)" : folder
          found.append("\(file.path): the folder \(name) is not in the table")
          continue
        }
        own.append((file, text, place))
        for name in SourceFile.types(declaredIn: text.code) { homes[name] = place }
      }
      for (file, text, place) in own {
        let used = Set(text.words).filter { word in
          guard let home = homes[Substring(word)] else { return false }
          return home.rank > place.rank || (home.rank == place.rank && home.folder != place.folder)
        }
        found += used.sorted().map { "\(file.path): uses \($0) of a folder above" }
      }
    }
    return found
  }

  /// The modules and folders that have more than one folder and no row.
  func missing(in files: [SourceFile]) -> [String] {
    var folders: [String: Set<String>] = [:]
    for file in files where file.path.hasPrefix("Sources/") && file.path.hasSuffix(".swift") {
      if let folder = file.folder(of: file.module) {
        folders[file.module, default: []].insert(folder)
      }
    }
    return folders.filter { $0.value.count > 1 && self.folders[$0.key] == nil }.keys.sorted()
  }
}

extension SourceFile {
  /// The folder of a module or folder `parent` in which it stands; empty for the parent's own, nil if it is elsewhere.
  func folder(of parent: String) -> String? {
    let start = "Sources/\(parent)/"
    guard path.hasPrefix(start) else { return nil }
    let parts = path.dropFirst(start.count).split(separator: "/")
    return parts.count > 1 ? String(parts[0]) : ""
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
    let files = try SourceFile.all(below: ["Sources"])
    #expect(table.missing(in: files) == [])
    #expect(table.violations(in: files) == [])
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
    #expect(table.missing(in: [low, high]) == [])
    #expect(FolderTable(markdown: "").missing(in: [low, high]) == ["M"])
  }

  @Test func `folders of one rank do not know each other, and own files have a rank`() {
    let table = FolderTable(
      markdown:
        "| Module | Folders, from the ground up |\n|---|---|\n| `M/D` | A + B, own files |\n")
    let one = SourceFile(path: "Sources/M/D/A/X.swift", text: "struct One {}\n")
    let two = SourceFile(
      path: "Sources/M/D/B/Y.swift", text: "struct Two {\n  var one: One?\n  var all: All?\n}\n")
    let all = SourceFile(
      path: "Sources/M/D/All.swift", text: "struct All {\n  var one: One?\n}\n")
    #expect(
      table.violations(in: [one, two, all]) == [
        "Sources/M/D/B/Y.swift: uses All of a folder above",
        "Sources/M/D/B/Y.swift: uses One of a folder above",
      ])
  }
}
