// SPDX-License-Identifier: Apache-2.0
import MIME

/// The same sizes by type, encoding, sender, year and mailbox.
extension MeasurementReport {
  var encodings: Report.Section {
    section(
      "encodings", "By transfer encoding",
      [
        .table(leaves("encodings", .name("encoding"), tally.byEncoding)),
        .paragraph(
          "encoded, decoded: bodies on the wire; ratio: one by the other; added: what BINARYMIME would "
            + "save; 8BITMIME: what that alone would save."),
      ])
  }

  var types: Report.Section {
    section("types", "By content type", [.table(leaves("types", .name("type"), tally.byType))])
  }

  var senders: Report.Section {
    var blocks = [Report.Block.table(messages("providers", .name("provider"), providers))]
    if detail >= 6 {
      blocks.append(.table(messages("domains", .path("domain"), tally.byDomain)))
    }
    return section("senders", "By sender", blocks)
  }

  var years: Report.Section {
    section(
      "years", "By year", [.table(messages("years", .text("year"), tally.byYear, inOrder: true))])
  }

  var mailboxes: Report.Section {
    section(
      "mailboxes", "By mailbox",
      [.table(messages("mailboxes", .path("mailbox"), tally.byMailbox))])
  }

  /// The rows that add most, by what they add or in the order of their names.
  private func ranked(
    _ rows: [String: SizeTally], inOrder: Bool
  ) -> [(key: String, value: SizeTally)] {
    let sorted = limited(
      rows.sorted { a, b in
        (b.value.overhead, b.value.wire, a.key) < (a.value.overhead, a.value.wire, b.key)
      })
    // What has no year stands behind the years.
    return inOrder
      ? sorted.sorted { (Int($0.key) ?? .max, $0.key) < (Int($1.key) ?? .max, $1.key) }
      : Array(sorted)
  }

  /// A column of a table of groups, with the detail from which on it is shown.
  private struct GroupColumn {
    var title: String
    var leastDetail = 0
    var cell: (SizeTally) -> Table.Cell

    init(_ title: String, from detail: Int = 0, _ cell: @escaping (SizeTally) -> Table.Cell) {
      self.title = title
      leastDetail = detail
      self.cell = cell
    }
  }

  private func table(
    _ name: String, _ key: Table.Column, _ rows: [String: SizeTally],
    _ columns: [GroupColumn], inOrder: Bool
  ) -> Table {
    let columns = columns.filter { $0.leastDetail <= detail }
    return Table(
      name: name, columns: [key] + columns.map { Table.Column($0.title) },
      rows: ranked(rows, inOrder: inOrder).map { key, sizes in
        [.text(key)] + columns.map { $0.cell(sizes) }
      }, total: rows.count)
  }

  private func leaves(_ name: String, _ key: Table.Column, _ rows: [String: SizeTally]) -> Table {
    table(
      name, key, rows,
      [
        GroupColumn("parts") { .count($0.leaves) },
        GroupColumn("encoded, stored", from: 6) { cell($0.encoded) },
        GroupColumn("decoded, stored", from: 6) { cell($0.decoded) },
        GroupColumn("encoded") { cell($0.encodedOnWire) },
        GroupColumn("decoded") { cell($0.decodedOnWire) },
        GroupColumn("ratio") { .factor(Ratio($0.encodedOnWire, of: $0.decodedOnWire)) },
        GroupColumn("added") { cell($0.overhead) },
        GroupColumn("exactly", from: 6) { cell($0.savedExactly) },
        GroupColumn("8BITMIME") { cell($0.savedEightBit) },
        GroupColumn("needless parts", from: 6) { .count($0.needlessLeaves) },
        GroupColumn("needless octets", from: 6) { cell($0.needlessBase64) },
      ], inOrder: false)
  }

  private func messages(
    _ name: String, _ key: Table.Column, _ rows: [String: SizeTally], inOrder: Bool = false
  ) -> Table {
    table(
      name, key, rows,
      [
        GroupColumn("messages") { .count($0.messages) },
        GroupColumn("parts", from: 6) { .count($0.leaves) },
        GroupColumn("header sections", from: 6) { cell($0.header) },
        GroupColumn("structure", from: 6) { cell($0.structure) },
        GroupColumn("encoded", from: 6) { cell($0.encoded) },
        GroupColumn("decoded", from: 6) { cell($0.decoded) },
        GroupColumn("stored") { cell($0.stored) },
        GroupColumn("on the wire") { cell($0.wire) },
        GroupColumn("added") { cell($0.overhead) },
        GroupColumn("% of wire") { .census(max(0, $0.overhead), of: $0.wire) },
        GroupColumn("exactly", from: 6) { cell($0.savedExactly) },
        GroupColumn("8BITMIME") { cell($0.savedEightBit) },
      ], inOrder: inOrder)
  }
}
