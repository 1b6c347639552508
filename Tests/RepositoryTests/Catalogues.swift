// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// A protocol whose conforming types are variations: one file each, and one line each in a
/// hand-written catalogue.
struct Catalogue: Sendable, CustomTestStringConvertible {
  /// The protocol that each variation conforms to.
  var kind: String
  /// The folder with one file for each variation.
  var folder: String
  /// The name, without ending, of the file or files with the array that must name each of them.
  var list: String

  var testDescription: String { kind }

  static let all = [
    Catalogue(
      kind: "MessagePattern", folder: "Sources/SessionLog/Dialects/Ghsmtp/Events/Patterns",
      list: "MessageCatalogue"),
    Catalogue(
      kind: "EximPattern", folder: "Sources/SessionLog/Dialects/Exim/Events/Patterns",
      list: "EximCatalogue"),
    Catalogue(
      kind: "FindingRule", folder: "Sources/ProviderFindings/Rules", list: "FindingCatalogue"),
    Catalogue(kind: "ReportSection", folder: "Sources/Reports/Sections", list: "ReportCatalogue"),
  ]

  /// The types of `file` that conform to the catalogue's protocol.
  func variations(in file: SourceFile) -> [String] {
    guard file.text.contains(kind) else { return [] }
    let declarations = SwiftText(file.text).code.split(separator: "{")
    return declarations.compactMap { text in
      let words = text.split { !($0.isLetter || $0.isNumber || "_:,".contains($0)) }
        .flatMap { $0.split(separator: ",") }
      guard let place = words.lastIndex(where: { ["struct", "enum"].contains($0) }),
        words[place...].dropFirst(2).contains(Substring(kind))
      else { return nil }
      return words[place + 1].split(separator: ":").first.map(String.init)
    }
  }

  /// Sentences for variations in the wrong place, variations that the list does not name, and
  /// names in the list that are not variations.
  func differences(files: [SourceFile], list: SourceFile) -> [String] {
    let found = files.flatMap { file in variations(in: file).map { (name: $0, file: file) } }
    let text = SwiftText(list.text)
    let misplaced = found.filter {
      !($0.file.path.hasPrefix(folder + "/") && $0.file.stem == $0.name)
    }
    .map { "\($0.name) stands in \($0.file.path)" }
    let unlisted = found.filter { !text.words.contains($0.name) }
      .map { "\($0.name) is not in \(list.path)" }
    // An entry of an array of types is written `Name.self`, one of values `Name()`.
    let entries = Set(text.words).filter { word in
      word.first?.isUppercase == true
        && [".self,", ".self]", "(),", "()]"].contains { text.code.contains("\(word)\($0)") }
    }
    let names = Set(found.map(\.name))
    return misplaced + unlisted
      + entries.subtracting(names).sorted().map { "\(list.path) names \($0), which is none" }
  }
}

@Suite struct Catalogues {
  @Test(
    arguments: Catalogue.all.filter { kind in
      Repository.files(below: "Sources").contains { $0.hasSuffix("/\(kind.list).swift") }
    })
  func `each variation has a file and a line in its catalogue, and the other way round`(
    _ catalogue: Catalogue
  ) throws {
    let files = try SourceFile.all(below: ["Sources"])
    let lists = files.filter { $0.stem == catalogue.list }
    let list = SourceFile(path: catalogue.list, text: lists.map(\.text).joined())
    #expect(files.flatMap(catalogue.variations).count > 3)
    #expect(catalogue.differences(files: files, list: list) == [])
  }

  @Test func `forgotten, misplaced and extra entries are found`() {
    let catalogue = Catalogue(kind: "P", folder: "F", list: "List")
    let files = ["A", "B"].map {
      SourceFile(path: "F/\($0).swift", text: "package enum \($0): Q, P {\n}\nstruct Z: Q {}")
    }
    let list = { SourceFile(path: "List.swift", text: $0) }
    #expect(catalogue.differences(files: files, list: list("[A.self, B.self]")) == [])
    let forgotten = catalogue.differences(files: files, list: list("[A.self]  // B.self"))
    #expect(forgotten == ["B is not in List.swift"])
    let extra = catalogue.differences(files: files, list: list("[A(), B(), C()]"))
    #expect(extra == ["List.swift names C, which is none"])
    let elsewhere = SourceFile(path: "G/B.swift", text: files[1].text)
    let misplaced = catalogue.differences(
      files: [files[0], elsewhere], list: list("[A.self, B.self]"))
    #expect(misplaced == ["B stands in G/B.swift"])
  }
}
