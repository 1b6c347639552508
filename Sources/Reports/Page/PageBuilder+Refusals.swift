// SPDX-License-Identifier: Apache-2.0
import ProviderFindings
import SessionLog

extension PageBuilder {
  /// Refusals by reply, the most frequent first.
  var refusals: Figure? {
    let entries = [wide.inbound, wide.outbound].flatMap { tally in
      tally.refusals.entries.map { (direction: tally.direction, entry: $0) }
    }.sorted { $0.entry.count > $1.entry.count }
    guard !entries.isEmpty else { return nil }
    func side(_ direction: Session.Direction) -> String {
      direction == .inbound ? "by us" : "by them"
    }
    let bars = entries.prefix(10).map { item in
      Figure.Bar(
        label: "\(RefusalsSection.reply(item.entry.key)) \(side(item.direction))",
        value: item.entry.count, remark: item.entry.line,
        isTransient: item.entry.key.code / 100 == 4)
    }
    let first = bars[0]
    return Figure(
      name: "refusals", title: "Refusals by code",
      unit:
        "Number of replies\(history.night == nil ? "" : " in 28 nights"); hatched: 4yz (for now), solid: 5yz "
        + "(for good)\(bars.contains { $0.label.contains("*") } ? "; *: the code follows from the text" : "")",
      label:
        "The most frequent refusal is \(first.label), \(NumberText.grouped(first.value)) times.",
      drawing: .bars(bars),
      table: Table(
        name: "refusals",
        columns: [.text("Reply"), .text("Refused"), Table.Column("count"), .text("Text")],
        rows: entries.map { item in
          [
            .text(RefusalsSection.reply(item.entry.key)), .text(side(item.direction)),
            .count(item.entry.count), .text(item.entry.line),
          ]
        }))
  }
}
