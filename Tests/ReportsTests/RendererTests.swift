// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Reports
import SessionLog
import TestSupport
import Testing

@Suite struct RendererTests {
  /// One block of each kind, with values that are awkward for some format.
  static let report = Report(
    title: "Everything",
    sections: [
      .init(
        name: "head", title: "",
        blocks: [
          .headline("INCOMPLETE: 1 input could not be read", alert: true),
          .headline("logscan  mx.example.org  2026-01-30", alert: false),
          .paragraph(
            "4,182 sessions; a text that is long enough to be broken into two lines of 80"),
          .bars([
            .init(
              label: "inbound",
              shares: [
                .init("TLS 1.3", Ratio(812, of: 1000)), .init("plaintext", Ratio(0, of: 1000)),
                .init("QUIT", Ratio(0, of: 0)), .init("verified", Ratio(3, of: 7)),
              ])
          ]),
        ]),
      .init(
        name: "attention", title: "Attention",
        blocks: [
          .notices([
            .init(
              subject: "example-esp.example", text: "plaintext in 14 of 52 sessions",
              explanation: "RFC 7435", evidence: [SessionID(0x1F4C_0A93_0000_0001)]),
            .init(subject: "few.example", text: "no QUIT in 2 of 2", isUncertain: true),
          ]),
          .list(["first | item", "second *item*"]),
        ]),
      .init(name: "table", title: "A table", blocks: [.table(table)]),
      .init(
        name: "hours", title: "Sessions by hour",
        blocks: [
          .histogram(
            .init(
              axis: "hour", counted: "sessions",
              bins: [.init("00", 902), .init("01", 451), .init("02", 1), .init("03", 0)]))
        ]),
    ])

  static let table = Table(
    name: "cells",
    columns: [
      .text("Text"), Table.Column("count"), Table.Column("share%"), Table.Column("octets"),
      Table.Column("time", .left), Table.Column("took"), Table.Column("see", .left),
      .text("list"),
    ],
    rows: [
      [
        .text("a,b \"c\" | \u{1B}[31m"), .count(1_204), .share(986, of: 988),
        .octets(412_601_773),
        .time(
          ZonedTime(
            local: CivilTime(year: 2026, month: 1, day: 30, hour: 7).timestamp,
            offsetMinutes: 60)), .duration(142_000), .id(SessionID(0xABCD)),
        .list(["x", "tab\there"]),
      ],
      [
        .text("用户@bücher.example"), .count(0), .share(0, of: 0), .octets(7), .blank,
        .duration(7_380_000_000), .blank, .list([]),
      ],
    ], total: 611)

  @Test func `text fits 80 columns`() {
    expectGolden(TextRenderer().render(Self.report), named: "everything.txt")
  }

  @Test func `text of much detail has counts and explanations`() {
    expectGolden(TextRenderer(detail: 8).render(Self.report), named: "everything-detail.txt")
  }

  @Test func `text may have colours`() {
    expectGolden(
      TextRenderer(colours: true).render(Self.report)
        .replacing("\u{1B}", with: "ESC"), named: "everything-colours.txt")
  }

  @Test func `Markdown`() {
    expectGolden(MarkdownRenderer().render(Self.report), named: "everything.md")
  }

  @Test func `HTML`() {
    expectGolden(HTMLRenderer().render(Self.report), named: "everything.html")
  }

  @Test(arguments: Seed.several(200))
  func `HTML is well formed, and stands alone, whatever the text`(seed: Seed) throws {
    var generator = seed.generator
    let hostile = [
      "</title><script>", "\"><img src=x>", "' onload='x", "&lt;", "\u{202E}\u{FFFE}\u{1B}[1m",
    ]
    let page = HTMLRenderer(detail: generator.number(0...10)).render(
      Self.random(&generator, words: hostile))
    let elements = try #require(MarkupCheck.elements(of: page), "\(page)")
    let known = Set(
      """
      html head meta title style body main h1 h2 section p strong dl dt dd span ul li abbr bdi div \
      code table caption thead tbody tr th td svg rect time
      """.split(separator: " "))
    #expect(Set(elements).isSubset(of: known))
    #expect(elements.count { $0 == "h2" } <= 1)
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{FFFE}" })
  }

  @Test(arguments: [
    ("a\nb", "\"a\nb\""), ("a\r\nb", "\"a\r\nb\""), ("a\rb", "\"a\rb\""),
    ("\"\r\"", "\"\"\"\r\"\"\""), ("a,b", "\"a,b\""),
  ])
  func `a CSV field is quoted where it must be, and nothing in it changes`(
    text: String, field: String
  ) {
    #expect(CSVRenderer.record([text, "x"]) == field + ",x\r\n")
  }

  @Test func `CSV of a table and of a report`() {
    expectGolden(CSVRenderer.text(FlatTable(Self.table)), named: "table.csv")
    expectGolden(CSVRenderer().render(Self.report), named: "everything.csv")
  }

  @Test func `TSV of a table`() {
    expectGolden(TSVRenderer.text(FlatTable(Self.table)), named: "table.tsv")
  }

  @Test(arguments: Seed.several(200))
  func `no line of text is wider than the page`(seed: Seed) {
    var generator = seed.generator
    let width = generator.number(20...120)
    let detail = generator.number(0...10)
    let text = TextRenderer(width: width, detail: detail).render(Self.random(&generator))
    for line in text.split(separator: "\n") {
      #expect(DisplayWidth.of(line) <= width, "\(line)")
    }
  }

  /// A report with blocks, tables and texts of any size.
  private static func random(
    _ generator: inout SeededGenerator, words more: [String] = []
  ) -> Report {
    func text() -> String {
      let words =
        more + [
          "mail", "用户", "grüße", "a-very-long-word-without-any-blank.example", "\u{1B}[1m", "x",
        ]
      return (0..<generator.number(0...9)).map { _ in generator.one(of: words) }
        .joined(separator: generator.once(in: 3) ? "" : " ")
    }
    func cell() -> Table.Cell {
      let count = generator.number(0...1_000_000_000)
      return generator.one(of: [
        .blank, .text(text()), .count(count), .share(count / 3, of: count),
        .octets(UInt64(count)), .duration(Int64(count)), .id(SessionID(UInt64(count))),
      ])
    }
    let columns = (0..<generator.number(1...14)).map { _ in
      Table.Column(text(), .left, flexible: generator.once(in: 2))
    }
    let rows = (0..<generator.number(0...5)).map { _ in columns.map { _ in cell() } }
    let table = Table(name: "t", columns: columns, rows: rows, total: 1000)
    let ratio = Ratio(generator.number(0...50), of: generator.number(0...50))
    let bars = [
      Report.Bar(label: text(), shares: (0..<6).map { _ in .init(text(), ratio) })
    ]
    let notice = Report.Notice(
      subject: text(), text: text(), explanation: text(), evidence: [SessionID(1)])
    let histogram = Report.Histogram(
      axis: "a", counted: "c", bins: (0..<4).map { _ in .init(text(), generator.number(0...99)) })
    return Report(
      title: "r",
      sections: [
        .init(
          name: "s", title: text(),
          blocks: [
            .headline(text(), alert: true), .paragraph(text()), .bars(bars), .table(table),
            .notices([notice]), .histogram(histogram), .list([text(), text()]),
          ])
      ])
  }
}
