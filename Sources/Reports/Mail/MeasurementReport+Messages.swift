// SPDX-License-Identifier: Apache-2.0
import MIME

/// Messages by size, by trait, by defect, and one by one.
extension MeasurementReport {
  var distribution: Report.Section {
    guard let first = tally.sizes.firstIndex(where: { $0 > 0 }),
      let last = tally.sizes.lastIndex(where: { $0 > 0 })
    else { return section("distribution", "", []) }
    // Powers of four are enough for a first look.
    let step = detail < 6 ? 2 : 1
    let lasts = stride(from: (first + step - 1) / step * step, to: last + step, by: step)
    var sizes = Report.Histogram(
      axis: "size on the wire, below", counted: "messages",
      bins: lasts.map { last in
        let count = (0..<step).reduce(0) {
          tally.sizes.indices.contains(last - $1) ? $0 + tally.sizes[last - $1] : $0
        }
        return .init("below \(Self.powerOfTwo(last))", key: Self.powerOfTwo(exactly: last), count)
      })
    sizes.title = "Messages by size on the wire:"
    let lastShare = tally.overheads.lastIndex { $0 > 0 } ?? 0
    var overheads = Report.Histogram(
      axis: "added octets, % of the message without them, from", counted: "messages",
      bins: (0...lastShare).filter { detail >= 6 || tally.overheads[$0] > 0 }.map { index in
        let isLast = index == tally.overheads.count - 1
        return .init(
          isLast ? "\(index * 10) % or more" : "\(index * 10) to \(index * 10 + 10) %",
          key: String(index * 10), tally.overheads[index])
      })
    overheads.title = "Messages by what encodings add to the rest of the message:"
    return section(
      "distribution", "Distribution of messages", [.histogram(sizes), .histogram(overheads)])
  }

  private static func powerOfTwo(exactly exponent: Int) -> String {
    exponent < 64 ? String(UInt64(1) << UInt64(exponent)) : "\(UInt64.max)"
  }

  /// `512 B`, `4 KiB`: exact names of powers of two.
  private static func powerOfTwo(_ exponent: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    return "\(1 << (exponent % 10)) \(units[min(exponent / 10, units.count - 1)])"
  }

  var traits: Report.Section {
    let messages = tally.total.messages
    let counts = MessageTrait.allCases.map { (title: $0.title, count: tally.traits[$0] ?? 0) }
    let block: Report.Block
    if detail < 6 {
      block = .bars([
        Report.Bar(
          label: "messages",
          shares: counts.map { .init($0.title, Ratio(census: $0.count, of: messages)) })
      ])
    } else {
      block = .table(
        Table(
          name: "traits",
          columns: [.text("messages that are or have"), .init("count"), .init("%")],
          rows: counts.map {
            [.text($0.title), .count($0.count), .census($0.count, of: messages)]
          }))
    }
    var blocks = [block]
    if let count = tally.traits[.ambiguous], detail < 6 {
      blocks.append(
        .paragraph(
          "\(NumberText.counted(count, "message")) that known readers understand differently: see "
            + "--detail 6."))
    }
    return section("traits", "Encrypted, signed, international", blocks)
  }

  var wasteful: Report.Section {
    let shown = limited(tally.wasteful)
    guard !shown.isEmpty else { return section("wasteful", "", []) }
    return section(
      "wasteful", "Most wasteful messages",
      [
        .table(
          Table(
            name: "wasteful",
            columns: Self.place + [.init("on the wire"), .init("added"), .init("% of wire")],
            rows: shown.map {
              place(of: $0) + [
                cell($0.octets), cell($0.overhead),
                .census(max(0, $0.overhead), of: $0.octets),
              ]
            }, total: tally.wasteful.count))
      ])
  }

  var ambiguous: Report.Section {
    let count = tally.traits[.ambiguous] ?? 0
    guard count > 0 else { return section("ambiguous", "", []) }
    return section(
      "ambiguous", "Messages that readers understand differently",
      [
        .table(
          Table(
            name: "ambiguous", columns: Self.place + [.text("defects")],
            rows: limited(tally.ambiguous).map {
              place(of: $0) + [.list($0.defects)]
            },
            total: count))
      ])
  }

  private static var place: [Table.Column] {
    [Table.Column.path("file").asKey, Table.Column("message").asKey]
  }

  private func place(of message: CorpusTally.ListedMessage) -> [Table.Cell] {
    [.text(message.file), .count(message.message)]
  }

  var defects: Report.Section {
    let sorted = tally.defects.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard !sorted.isEmpty else { return section("defects", "", []) }
    return section(
      "defects", "Messages by defect",
      [
        .table(
          Table(
            name: "defects", columns: [.text("defect"), .init("messages"), .init("%")],
            rows: limited(sorted).map {
              [.text($0.key), .count($0.value), .census($0.value, of: tally.total.messages)]
            }, total: sorted.count))
      ])
  }
}
