// SPDX-License-Identifier: Apache-2.0
import SessionLog
import TestSupport
import Testing

@Suite struct PatternsUnrecognisedTests {
  @Test(arguments: [
    ("read 4096 of 17301504 octets", "read # of # octets"),
    ("host mx1.bigmail.example said no", "host @ said no"),
    ("user post@bücher.example is away.", "user @ is away."),
    ("took \"a \\\" b\" for «x y» and <z> in [10.0.0.1]", "took \"\" for «» and <> in []"),
    ("id 5f3a9c from 2001:db8::1 at 0.25", "id # from #:#::# at #"),
    ("stage2 of try17x", "stage# of try#x"),
    ("an \"open quotation", "an \"open quotation"),
    ("a\tb\u{7F}c\r", "a?b?c"),
    ("", ""),
  ])
  func `what varies is left out of a shape`(_ text: String, _ shape: String) {
    #expect(tally([text]).entries.map(\.shape) == [shape])
  }

  @Test func `shapes and examples are bounded`() throws {
    let entry = try #require(tally([String(repeating: "x y", count: 10_000)]).entries.first)
    #expect(entry.shape.utf8.count <= 120)
    #expect(entry.example.utf8.count <= UnrecognisedMessages.exampleLimit)
  }

  @Test func `one shape is counted once, with its first example`() {
    let entries = tally(["sent 1 octet", "sent 22 octet", "other"]).entries
    #expect(entries.map(\.shape) == ["sent # octet", "other"])
    #expect(entries.map(\.count) == [2, 1])
    #expect(entries.first?.example == "sent 1 octet")
  }

  @Test func `the first of a shape has its line, whatever stands before it`() {
    let records = ["sent 1 octet", "QUIT", "other", "sent 22 octet"].map {
      "I20260613 11:00:00.500000  100 Session.cpp:1] \($0)"
    }
    let head = ["Log file created at: 2026/06/13 11:00:00", ""]
    let lines = head + records[..<2] + ["  more"] + records[2...]
    let text = Array(lines.joined(separator: "\n").utf8)
    var tally = UnrecognisedMessages()
    var scanner = BlockScanner()
    var batch = EventBatch()
    var block = LogBlock(capacity: 1 << 16)
    _ = block.append(copying: text.span)
    block.cut(atEnd: true, by: .ghsmtpRecords)
    scanner.scan(block, anchor: YearAnchor(.unknown, .none), into: &batch)
    tally.add(batch, of: block.octets, input: 2, after: 40)
    #expect(tally.entries.map(\.place.line) == [43, 46])
    #expect(tally.entries.map(\.count) == [2, 1])
  }

  @Test(arguments: Seed.several(20))
  func `parts merged in any order equal the whole, also over the limit`(_ seed: Seed) {
    var random = seed.generator
    let words = ["ham", "spam", "eggs", "toast", "beans", "tea"]
    let messages = (0..<200).map { _ in
      "\(random.one(of: words)) \(random.one(of: words)) \(random.number(0...9))"
    }
    let cut = random.number(0...messages.count)
    let whole = tally(messages, limit: 8)
    var forth = tally(Array(messages[..<cut]), limit: 8)
    var back = tally(Array(messages[cut...]), limit: 8, from: cut)
    let first = forth
    forth.add(back)
    back.add(first)
    #expect(forth == whole)
    #expect(back == whole)
    #expect(whole.total == 200)
    #expect(whole.entries.count == 8)
    #expect(whole.overflow > 0)
  }

  private func tally(
    _ messages: [String], limit: Int = 100, from record: Int = 0
  ) -> UnrecognisedMessages {
    var tally = UnrecognisedMessages(limit: limit)
    for (index, message) in messages.enumerated() {
      let octets = Array(message.utf8)
      let source = Array("Session.cpp".utf8)
      tally.add(
        octets.span, source: source.span,
        at: .init(input: 0, record: UInt64(record + index), line: UInt64(record + index + 1)))
    }
    return tally
  }
}
