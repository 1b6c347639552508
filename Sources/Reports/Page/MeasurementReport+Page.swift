// SPDX-License-Identifier: Apache-2.0
import MIME

extension MeasurementReport {
  /// Encodings that have a bar of their own.
  private static let mostBars = 8

  /// The part of the page on stored mail that was measured. `offering` is the share of our outbound sessions whose
  /// server offers BINARYMIME, where the logs show it.
  package func pagePart(offering: Ratio?) -> Page.MailPart? {
    let total = tally.total
    guard total.messages > 0 else { return nil }
    var paragraphs = [
      total.overhead > 0
        ? "\(added): \(percent(total.overhead, total.wire)) of the \(octets(total.wire)) that this mail takes on the wire."
        : "Nothing in this mail is encoded: it takes \(octets(total.wire)) on the wire."
    ]
    let base64 = tally.byEncoding["base64"] ?? SizeTally()
    if total.needlessLeaves > 0 {
      paragraphs.append(
        "\(NumberText.grouped(total.needlessLeaves)) of \(NumberText.counted(base64.leaves, "base64 part")) would not "
          + "have needed it: they are plain ASCII.")
    }
    if let offering {
      paragraphs.append(
        "\(PageText.percent(offering)) % of our outbound sessions that delivered went to servers that offer BINARYMIME."
      )
    }
    let coverage = measurement.coverage
    return Page.MailPart(
      paragraphs: paragraphs, figure: encodingFigure,
      tables: [savings, types, senders].flatMap(\.tables) + (cost?.costs.tables ?? []),
      note: "Measured: \(NumberText.counted(total.messages, "message")) with "
        + "\(NumberText.counted(total.leaves, "part")) in \(NumberText.counted(coverage.files, "file"))"
        + (coverage.unreadable > 0
          ? "; \(NumberText.counted(coverage.unreadable, "input")) could not be read" : "")
        + ". Stored mail, not this server's traffic: it shows the rate, not the amount.")
  }

  private var encodingFigure: Figure {
    let rows = tally.byEncoding.sorted {
      ($1.value.overhead, $1.value.encodedOnWire, $0.key)
        < ($0.value.overhead, $0.value.encodedOnWire, $1.key)
    }
    let stacks = rows.prefix(Self.mostBars).map { name, sizes in
      let added = max(0, min(sizes.overhead, sizes.encodedOnWire))
      let remark = octets(sizes.encodedOnWire)
      return Figure.Stack(
        label: name, parts: [Double(added), Double(sizes.encodedOnWire - added)],
        remark: added > 0 ? "\(remark), \(percent(added, sizes.encodedOnWire)) added" : remark)
    }
    let first = stacks.first.map { "\($0.label) \($0.remark)" } ?? "none"
    return Figure(
      name: "encodings", title: "Octets of bodies on the wire, by transfer encoding",
      unit:
        "Dark: what the encoding adds, which BINARYMIME would save. Pale: what the content needs",
      label: "Octets of bodies by transfer encoding; most added: \(first).",
      drawing: .stacks(stacks), table: encodings.tables[0])
  }
}

extension Report.Section {
  /// The tables of the section, each with a heading.
  fileprivate var tables: [Table] {
    blocks.compactMap { block in
      guard case .table(var table) = block else { return nil }
      if table.heading.isEmpty {
        table.heading = table.name == "bitcoin" ? "The world's mail beside Bitcoin" : title
      }
      return table
    }
  }
}
