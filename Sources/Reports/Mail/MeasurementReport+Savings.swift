// SPDX-License-Identifier: Apache-2.0
import MIME

/// What could be saved, and where the octets are.
extension MeasurementReport {
  var savings: Report.Section {
    let total = tally.total
    func row(_ name: String, _ saved: Int) -> [Table.Cell] {
      [
        .text(name), cell(saved), .census(saved, of: total.wire),
        .census(saved, of: total.savedBinary),
      ]
    }
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "savings",
          columns: [
            .text("if sent as"), .init("octets saved"), .init("% of wire"), .init("% of added"),
          ],
          rows: [
            row("BINARYMIME, every encoded part", total.savedBinary),
            row("BINARYMIME, parts that come back exactly", total.savedExactly),
            row("8BITMIME, text that is legal 8bit", total.savedEightBit),
          ]))
    ]
    if total.needlessLeaves > 0 {
      blocks.append(
        .paragraph(
          "\(NumberText.counted(total.needlessLeaves, "part")) with "
            + "\(exactly(total.needlessBase64)) of base64 would not have needed it: the text is "
            + "plain ASCII."))
    }
    if detail >= 6, !tally.convertibility.isEmpty { blocks.append(.table(verdicts)) }
    if let deflated = measurement.deflated { blocks.append(.paragraph(text(of: deflated))) }
    return section("savings", "What could be saved", blocks)
  }

  /// Encoded parts by whether they can become binary and come back.
  private var verdicts: Table {
    let all = tally.convertibility.values.reduce(0) { $0 + $1.leaves }
    let rows = tally.convertibility.sorted {
      ($1.value.savedBinary, $1.value.leaves, $0.key.name)
        < ($0.value.savedBinary, $0.value.leaves, $1.key.name)
    }
    let shown = limited(rows)
    return Table(
      name: "convertibility",
      columns: [
        .text("encoded parts: to binary and back"), .init("parts"), .init("%"),
        .init("would save"),
      ],
      rows: shown.map { verdict, sizes in
        [
          .text(verdict.title), .count(sizes.leaves), .census(sizes.leaves, of: all),
          cell(sizes.savedBinary),
        ]
      }, total: rows.count)
  }

  private func text(of sizes: DeflatedSizes) -> String {
    let overhead = max(0, sizes.encoded - sizes.decoded)
    let left = max(0, sizes.deflatedEncoded - sizes.deflatedDecoded)
    return "Deflate (zlib, level 6), each part by itself and as stored: the encodings of "
      + "\(NumberText.counted(sizes.leaves, "part")) add \(octets(overhead)) to "
      + "\(octets(sizes.decoded)). Deflated, the encoded parts take "
      + "\(octets(sizes.deflatedEncoded)) and the decoded ones \(octets(sizes.deflatedDecoded)): "
      + "\(octets(left)), \(percent(left, overhead)) of what was added, is left."
  }

  var proportions: Report.Section {
    let total = tally.total
    func row(_ name: String, _ stored: Int, _ wire: Int) -> [Table.Cell] {
      [.text(name), cell(stored), cell(wire), .census(wire, of: total.wire)]
    }
    return section(
      "octets", "Where the octets are",
      [
        .table(
          Table(
            name: "octets",
            columns: [
              .text("octets of"), .init("as stored"), .init("on the wire"), .init("% of wire"),
            ],
            rows: [
              row("header sections", total.header, total.header + total.headerLineFeeds),
              row(
                "delimiters and what is around them", total.structure,
                total.structure + total.structureLineFeeds),
              row("bodies, as they are encoded", total.encoded, total.encodedOnWire),
              row("whole messages", total.stored, total.wire),
              row("bodies, if none were encoded", total.decoded, total.decodedOnWire),
            ]))
      ])
  }

  /// The rows that are shown.
  func limited<Element>(_ elements: [Element]) -> ArraySlice<Element> {
    top == 0 ? elements[...] : elements.prefix(top)
  }
}
