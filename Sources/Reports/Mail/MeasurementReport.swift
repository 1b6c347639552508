// SPDX-License-Identifier: Apache-2.0
import MIME
package import ProviderFindings

/// The report on a measurement: what the encodings cost, where, and what could be saved.
package struct MeasurementReport {
  private let measurement: Measurement
  private let tally: CorpusTally
  /// Rows of each table; 0 for all.
  private let top: Int

  /// - Parameter top: rows of each table; 0 for all.
  package init(_ measurement: Measurement, top: Int) {
    self.measurement = measurement
    tally = measurement.tally
    self.top = top
  }

  /// The report; providers are told by the same table as in the reports on logs.
  package func report(aliases: AliasTable) -> Report {
    var report = Report(title: "logscan mime measure")
    report.sections = [
      section("summary", "What base64 and quoted-printable cost", summary),
      section("savings", "What could be saved", savings),
      section(
        "encodings", "By transfer encoding",
        [table("encodings", "encoding", tally.byEncoding, byLeaf: true)]),
      section("types", "By content type", [table("types", "type", tally.byType, byLeaf: true)]),
      section(
        "providers", "By sender's provider",
        [table("providers", "provider", byProvider(aliases), byLeaf: false)]),
      section(
        "domains", "By sender's domain", [table("domains", "domain", tally.byDomain, byLeaf: false)]
      ),
      section(
        "years", "By year", [table("years", "year", tally.byYear, byLeaf: false, inOrder: true)]),
      section(
        "mailboxes", "By mailbox", [table("mailboxes", "mailbox", tally.byMailbox, byLeaf: false)]),
      section("distribution", "Distribution", distribution),
      section("traits", "Encrypted, signed, international", traits),
      section("wasteful", "Most wasteful messages", wasteful),
      section("ambiguous", "Defects, and messages that readers understand differently", defects),
      section("coverage", "What was read", coverage),
    ]
    report.sections.removeAll { $0.blocks.isEmpty }
    return report
  }

  private func section(_ name: String, _ title: String, _ blocks: [Report.Block]) -> Report.Section
  {
    Report.Section(name: name, title: title, blocks: blocks)
  }

  private var summary: [Report.Block] {
    let total = tally.total
    let lead =
      "\(NumberText.grouped(total.messages)) messages, \(NumberText.grouped(total.leaves)) parts, "
      + "\(octets(total.stored)) as stored, \(octets(total.wire)) on the wire. Their transfer "
      + "encodings add \(octets(total.overhead)) on the wire: "
      + "\(percent(total.overhead, total.wire)) % of it."
    return [
      .headline(lead, alert: false),
      .table(
        Table(
          name: "octets",
          columns: [
            .text("octets"), .init("stored"), .init("on the wire"), .init("share"),
          ],
          rows: [
            row("header sections", total.header, total.header + total.headerLineFeeds),
            row("structure", total.structure, total.structure + total.structureLineFeeds),
            row("bodies, encoded", total.encoded, total.encodedOnWire),
            row("all", total.stored, total.wire),
            row("bodies, decoded", total.decoded, total.decodedOnWire),
          ])),
    ]
  }

  private func row(_ name: String, _ stored: Int, _ wire: Int) -> [Table.Cell] {
    [
      .text(name), .octets(UInt64(stored)), .octets(UInt64(wire)),
      .share(wire, of: tally.total.wire),
    ]
  }

  private var savings: [Report.Block] {
    let total = tally.total
    let wire = total.wire
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "savings",
          columns: [.text("sent as"), .init("octets saved"), .init("of the wire")],
          rows: [
            [
              .text("BINARYMIME, every encoded part"), .octets(UInt64(total.savedBinary)),
              .share(total.savedBinary, of: wire),
            ],
            [
              .text("BINARYMIME, parts that come back exactly"),
              .octets(UInt64(total.savedExactly)), .share(total.savedExactly, of: wire),
            ],
            [
              .text("8BITMIME, text that is legal 8bit"), .octets(UInt64(total.savedEightBit)),
              .share(total.savedEightBit, of: wire),
            ],
          ])),
      .paragraph(
        "\(NumberText.grouped(total.needlessLeaves)) parts (\(octets(total.needlessBase64))) are "
          + "base64 although their text is plain ASCII."),
    ]
    let verdicts = Convertibility.allCases.filter { tally.convertibility[$0] != nil }
    if !verdicts.isEmpty {
      let all = verdicts.reduce(0) { $0 + (tally.convertibility[$1]?.leaves ?? 0) }
      blocks.append(
        .table(
          Table(
            name: "convertibility",
            columns: [
              .text("encoded parts: to binary and back"), .init("parts"), .init("share"),
              .init("would save"),
            ],
            rows: verdicts.map { verdict in
              let row = tally.convertibility[verdict] ?? SizeTally()
              return [
                .text(verdict.title), .count(row.leaves), .share(row.leaves, of: all),
                .octets(UInt64(row.savedBinary)),
              ]
            })))
    }
    if let deflated = measurement.deflated { blocks.append(.paragraph(text(of: deflated))) }
    return blocks
  }

  private func text(of sizes: DeflatedSizes) -> String {
    let left = sizes.deflatedEncoded - sizes.deflatedDecoded
    let overhead = sizes.encoded - sizes.decoded
    return
      "Deflate (level 6) leaves \(octets(max(0, left))) of the \(octets(max(0, overhead))) that the "
      + "encodings of \(NumberText.grouped(sizes.leaves)) parts add: "
      + "\(octets(sizes.deflatedEncoded)) for the encoded, \(octets(sizes.deflatedDecoded)) for the "
      + "decoded parts."
  }

  private func table(
    _ name: String, _ key: String, _ rows: [String: SizeTally], byLeaf: Bool, inOrder: Bool = false
  ) -> Report.Block {
    let sorted = rows.sorted { a, b in
      if inOrder { return a.key < b.key }
      return (b.value.overhead, b.value.wire, a.key) < (a.value.overhead, a.value.wire, b.key)
    }
    let shown = top == 0 ? sorted[...] : sorted.prefix(top)
    return .table(
      Table(
        name: name,
        columns: [
          .text(key), .init(byLeaf ? "parts" : "messages"), .init("encoded"), .init("decoded"),
          .init("added"), .init("of it"), .init("binary saves"),
        ],
        rows: shown.map { key, tally in
          let whole = byLeaf ? tally.encodedOnWire : tally.wire
          return [
            .text(key), .count(byLeaf ? tally.leaves : tally.messages),
            .octets(UInt64(tally.encodedOnWire)), .octets(UInt64(tally.decodedOnWire)),
            .octets(UInt64(max(0, tally.overhead))), .share(max(0, tally.overhead), of: whole),
            .octets(UInt64(tally.savedBinary)),
          ]
        }, total: sorted.count))
  }

  private func byProvider(_ aliases: AliasTable) -> [String: SizeTally] {
    var directory = ProviderDirectory(aliases: aliases)
    var rows: [String: SizeTally] = [:]
    for (domain, sizes) in tally.byDomain {
      // Domains beyond the table's limit are of many providers.
      let name =
        domain == CorpusTally.otherKey
        ? domain : directory.provider(ofName: domain)?.name ?? CorpusTally.unknownKey
      rows[name, default: SizeTally()].merge(sizes)
    }
    return rows
  }

  private var distribution: [Report.Block] {
    guard let first = tally.sizes.firstIndex(where: { $0 > 0 }),
      let last = tally.sizes.lastIndex(where: { $0 > 0 })
    else { return [] }
    return [
      .histogram(
        Report.Histogram(
          axis: "size on the wire below", counted: "messages",
          bins: (first...last).map { index in
            .init(NumberText.octets(UInt64(1) << UInt64(index)), tally.sizes[index])
          })),
      .histogram(
        Report.Histogram(
          axis: "octets added to the decoded size", counted: "messages",
          bins: tally.overheads.indices.map { index in
            let isLast = index == tally.overheads.count - 1
            return .init(
              isLast ? "\(index * 10) % or more" : "\(index * 10) to \(index * 10 + 10) %",
              tally.overheads[index])
          })),
    ]
  }

  private var traits: [Report.Block] {
    let messages = tally.total.messages
    return [
      .table(
        Table(
          name: "traits", columns: [.text("messages"), .init("count"), .init("share")],
          rows: MessageTrait.allCases.map { trait in
            let count = tally.traits[trait] ?? 0
            return [.text(trait.title), .count(count), .share(count, of: messages)]
          }))
    ]
  }

  private func listTable(
    _ name: String, _ messages: [CorpusTally.ListedMessage], total: Int
  ) -> Report.Block {
    let shown = top == 0 ? messages[...] : messages.prefix(top)
    return .table(
      Table(
        name: name,
        columns: [
          .text("file"), .init("message"), .init("octets"), .init("added"), .text("defects"),
        ],
        rows: shown.map {
          [
            .text($0.file), .count($0.message), .octets(UInt64($0.octets)),
            .octets(UInt64(max(0, $0.overhead))), .list($0.defects),
          ]
        }, total: total))
  }

  private var wasteful: [Report.Block] {
    tally.wasteful.isEmpty
      ? [] : [listTable("wasteful", tally.wasteful, total: tally.wasteful.count)]
  }

  private var defects: [Report.Block] {
    guard !tally.defects.isEmpty else { return [] }
    let sorted = tally.defects.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var blocks: [Report.Block] = [
      .table(
        Table(
          name: "defects", columns: [.text("defect"), .init("messages"), .init("share")],
          rows: sorted.map {
            [.text($0.key), .count($0.value), .share($0.value, of: tally.total.messages)]
          }))
    ]
    if !tally.ambiguous.isEmpty {
      blocks.append(
        listTable("ambiguous", tally.ambiguous, total: tally.traits[.ambiguous] ?? 0))
    }
    return blocks
  }

  private var coverage: [Report.Block] {
    let coverage = measurement.coverage
    return [
      .paragraph(
        "\(NumberText.grouped(coverage.files)) files with mail, \(octets(coverage.octets)) read; "
          + "not mail \(coverage.notMail), empty \(coverage.empty), not (completely) readable "
          + "\(coverage.unreadable), passed over \(coverage.skipped).")
    ]
  }

  private func octets(_ count: Int) -> String { NumberText.octetsExactly(UInt64(max(0, count))) }

  private func percent(_ part: Int, _ whole: Int) -> String {
    NumberText.percent(Ratio(max(0, part), of: whole))
  }
}
