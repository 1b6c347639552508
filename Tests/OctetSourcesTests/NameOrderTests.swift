// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import OctetSources

@Suite struct NameOrderTests {
  /// Names as a directory of logs has them, and short ones that are beginnings of each other.
  private static func names(_ seed: Seed, count: Int) -> [[UInt8]] {
    var generator = seed.generator
    return (0..<count).map { _ in
      let prefix = generator.one(of: ["", "a", "smtp.mail.bigmail.example.mail.log.INFO.2026"])
      let length = prefix.isEmpty ? generator.number(1...12) : generator.number(0...20)
      return Array(prefix.utf8) + generator.octets(count: length, from: "ab.0\u{7f}é")
    }
  }

  @Test(arguments: Seed.several(8), [64, 1000, 1 << 20])
  func `names come in the order of their octets, each once`(seed: Seed, capacity: Int) {
    let names = Self.names(seed, count: 500)
    var sorter = NameSorter(bufferCapacity: capacity)
    for name in names { sorter.add(name.span) }
    var found: [[UInt8]] = []
    sorter.drain { name in found.append(name.indices.map { name[$0] }) }
    #expect(found == Set(names).sorted { $0.lexicographicallyPrecedes($1) })
    sorter.drain { _ in Issue.record("a name was kept") }
  }

  @Test(arguments: Seed.several(5))
  func `a list gives back what was put in, from any place`(seed: Seed) {
    let names = Self.names(seed, count: 300).sorted { $0.lexicographicallyPrecedes($1) }
    var list = NameList()
    for name in names { list.append(name.span) }
    var reader = NameList.Reader(list)
    var found: [[UInt8]] = []
    while reader.advance() { found.append(reader.name) }
    #expect(found == names)
    var generator = seed.generator
    for _ in 0..<200 {
      let place = generator.number(0...names.count - 1)
      reader.seek(to: place)
      #expect(reader.name == names[place])
    }
  }

  @Test func `a list with the longest names spans several blocks`() {
    var list = NameList()
    let count = 5_000
    for number in 0..<count {
      list.append([UInt8](repeating: UInt8(number % 251), count: NameList.longestName).span)
    }
    var reader = NameList.Reader(list)
    for number in stride(from: count - 1, through: 0, by: -97) {
      reader.seek(to: number)
      #expect(reader.name.count == 255)
      #expect(reader.name.first == UInt8(number % 251))
    }
  }
}
