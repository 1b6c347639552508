// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

@Suite struct StreamDialectsTests {
  /// A server whose lines say so.
  private struct Other: DialectReader, ~Copyable {
    static func recognises(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
      let words = String(decoding: line.map { text[$0] }, as: UTF8.self)
      return words.contains(" other[") || words.hasPrefix("other ")
    }

    mutating func begin(_ input: DialectInput) {}
    mutating func consume(_ block: borrowing LogBlock, into sink: inout some SessionSink) {}
    mutating func finish(into sink: inout some SessionSink) {}
    var coverage: DialectCoverage { DialectCoverage() }
  }

  private let catalogue = Dialects.all.prefix(1) + [Dialect("other", Other.self)]

  private static let record = "I0613 11:19:13.641806 1 Session.cpp:839] QUIT\n"
  private static let foreign = "Jun 13 11:19:13 mx cron[7]: done\n"
  private static let shared = "Jun 13 11:19:13 mx smtp[1]: \(record)"
  private static let other = "Jun 13 11:19:14 mx other[2]: hello\n"

  @Test(arguments: [
    // What nobody recognises is for the reader that says what is wrong with it.
    ("", [], true), ("anything\n", [], true), (foreign, [], true),
    // The first line of a server's own file decides.
    (record + other, [0], true), ("other 1\n" + record, [1], false),
    ("?\nother 1\n" + record, [1], false),
    // A shared stream may have several.
    (shared + foreign + other, [0, 1], true), (other + foreign + shared, [1, 0], true),
    (other + foreign, [1], false),
  ])
  func `a stream has the dialects of its lines`(text: String, found: [Int], hasGhsmtp: Bool) {
    var dialects = StreamDialects(among: Array(catalogue))
    dialects.look(at: Array(text.utf8).span, atEnd: true)
    #expect(dialects.found == found)
    #expect(dialects.hasGhsmtp == hasGhsmtp)
    #expect(dialects.others == found.filter { $0 == 1 })
  }

  @Test(arguments: 1...4) func `where a stream is cut changes nothing`(lines: Int) {
    let text = [Self.foreign, Self.other, Self.foreign, Self.shared]
    var dialects = StreamDialects(among: Array(catalogue))
    for start in stride(from: 0, to: text.count, by: lines) {
      let part = text[start..<min(start + lines, text.count)].joined()
      dialects.look(at: Array(part.utf8).span, atEnd: false)
    }
    #expect(dialects.found == [1, 0])
  }

  @Test func `the user's word counts before the lines`() {
    var dialects = StreamDialects(named: catalogue[1], among: Array(catalogue))
    dialects.look(at: Array(Self.record.utf8).span, atEnd: true)
    #expect(dialects.found == [1])
    #expect(!dialects.hasGhsmtp)
  }
}
