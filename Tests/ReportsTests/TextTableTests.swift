// SPDX-License-Identifier: Apache-2.0
import Reports
import TestSupport
import Testing

@Suite struct TextTableTests {
  private func lines(_ table: Table, width: Int = 80) -> [String] {
    let report = Report(
      title: "r", sections: [.init(name: "s", title: "", blocks: [.table(table)])])
    return TextRenderer(width: width).render(report).split(separator: "\n").map(String.init)
  }

  private static let folder = "/a/folder/with/a/long/name/and/many/others/above/it/"

  @Test func `a folder that all paths have in common is said once`() {
    let table = Table(
      name: "t", columns: [.path("file"), .init("octets of each")],
      rows: (1...3).map { [.text("\(Self.folder)box-\($0)/x.eml"), .octets(UInt64($0))] })
    let lines = lines(table, width: 70)
    #expect(lines[0] == "file: below \(Self.folder)")
    #expect(lines[2] == "box-1/x.eml             1 B")
  }

  @Test func `a table that fits keeps its paths whole`() {
    let table = Table(
      name: "t", columns: [.path("file"), .init("n")],
      rows: [[.text("a/b/c"), .count(1)], [.text("a/b/d"), .count(2)]])
    #expect(lines(table)[1] == "a/b/c  1")
  }

  @Test func `every band has all key columns`() {
    var table = Table(
      name: "t",
      columns: [Table.Column.text("mail").asKey, Table.Column("case", .left).asKey]
        + (1...6).map { Table.Column("number \($0)") })
    table.rows = ["low", "high"].map { [.text("this"), .text($0)] + (1...6).map { .count($0) } }
    let lines = lines(table, width: 40)
    #expect(lines.count { $0.hasPrefix("mail  case") } == 2)
    #expect(lines.count { $0.hasPrefix("this  high") } == 2)
  }

  @Test(arguments: Seed.several(100))
  func `rows that differ in a key look different`(seed: Seed) {
    var generator = seed.generator
    let long = String(repeating: "same/", count: generator.number(1...8))
    let names = Set(
      (0..<8).map { _ in
        "\(generator.number(0...3))\(long)\(generator.number(0...3))\(long)\(generator.number(0...3))"
      }
    ).sorted()
    for column in [Table.Column.path("p"), .text("t"), .name("n")] {
      let table = Table(
        name: "t", columns: [column] + (1...6).map { Table.Column("number \($0)") },
        rows: names.map { [.text($0)] + (1...6).map { .count($0) } })
      let lines = lines(table, width: 100).filter { !$0.contains("below") }
      let shown = lines.filter { !$0.contains("number") }
      #expect(Set(shown).count == names.count * (lines.count - shown.count))
    }
  }

  @Test func `rows of separated values are named by all their keys, and quantities by their units`()
  {
    let table = Table(
      name: "t",
      columns: [Table.Column.text("mail").asKey, Table.Column("case").asKey, .init("CPU")],
      rows: [
        [.text("this"), .text("low"), .quantity(Quantity(88_100, .wattHours))],
        [.text("this"), .text("high"), .quantity(Quantity(0.5, .wattHours))],
      ])
    let report = Report(
      title: "r", sections: [.init(name: "s", title: "", blocks: [.table(table)])])
    #expect(
      FlatTable(cellsOf: report).rows == [
        ["s", "t", "this, low", "CPU, Wh", "88100", ""],
        ["s", "t", "this, high", "CPU, Wh", "0.5", ""],
      ])
    #expect(FlatTable(table).header == ["mail", "case", "CPU, Wh"])
  }

  @Test func `the middle is cut out of a text`() {
    #expect(DisplayWidth.cutMiddle("application/octet-stream", to: 15) == "applica…-stream")
    #expect(DisplayWidth.cutMiddle("short", to: 15) == "short")
    for width in 0...24 {
      #expect(DisplayWidth.of(DisplayWidth.cutMiddle("grüße/用户/用户/grüße", to: width)) <= width)
    }
  }
}
