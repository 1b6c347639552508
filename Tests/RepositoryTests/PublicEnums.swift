// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

/// What the library's users may rely on.
@Suite struct PublicEnums {
  /// Enumerations that a standard closes, so that a user may tell all cases apart.
  private static let closed: Set<String> = [
    "Base64Layout.swift: LineEnd", "ConversionPolicy.swift: Purpose",
    "ConversionPolicy.swift: SignedPolicy",
    "EntityEvent.swift: Kind", "TransferDomain.swift: TransferDomain",
  ]

  @Test func `a public enumeration that may grow is not closed`() throws {
    var found: Set<String> = []
    for file in try SourceFile.all(below: ["Sources/MIME"]) {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, line) in lines.enumerated() {
        let words = line.split(separator: " ")
        guard words.starts(with: ["public", "enum"]), words.count > 2 else { continue }
        let name = words[2].prefix { $0.isLetter || $0.isNumber }
        let isOpen = index >= 2 && lines[index - 2].contains("@nonexhaustive")
        // An enumeration without cases is a name space.
        let hasCases = lines[index...].dropFirst().prefix { !$0.hasPrefix("}") }.contains {
          $0.contains("case ")
        }
        if !isOpen, hasCases, name != "HeaderText" {
          found.insert("\(file.path.split(separator: "/").last ?? ""): \(name)")
        }
      }
    }
    #expect(found == Self.closed)
  }
}
