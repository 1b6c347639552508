// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

/// The fast comparisons of the patterns beside plain loops.
@Suite struct PatternsCursorTests {
  private static let literals: [StaticString] = [
    "", "a", "ab", "abab", "abababa", "abababab", "ababababa", "abababababababab",
    "ababababababababa", "«a»",
  ]

  @Test(arguments: Seed.several(20))
  func `literals and octets are found where plain loops find them`(_ seed: Seed) {
    var random = seed.generator
    for _ in 0..<200 {
      let text = random.octets(count: random.number(0...160), from: "aaaababb«»")
      let end = random.number(0...text.count)
      let from = random.number(0...end)
      for literal in Self.literals {
        let plain = Array(String(describing: literal).utf8)
        let holds = text.span.holds(literal, at: from, before: end)
        #expect(holds == text[from..<end].starts(with: plain))
        let found = text.span.firstOffset(of: literal, from: from, before: end)
        #expect(found == Self.plainOffset(of: plain, in: text, from..<end))
      }
      for octet in Array("ab«c".utf8) {
        let found = text.span.firstOffset(of: octet, from: from, before: end)
        #expect(found == text[from..<end].firstIndex(of: octet))
        let last = text.span.lastOffset(of: octet, from: from, before: end)
        #expect(last == text[from..<end].lastIndex(of: octet))
      }
    }
  }

  @Test func `positions outside the text hold nothing`() {
    let text = Array("abc".utf8)
    let outside = [
      text.span.holds("a", at: -1, before: 3), text.span.holds("a", at: 0, before: 4),
      text.span.holds("c", at: 2, before: 2), text.span.holds("", at: 3, before: 2),
    ]
    #expect(outside == [false, false, false, false])
    let found = text.span.firstOffset(of: UInt8(ascii: "a"), from: -1, before: 3)
    #expect(found == nil)
  }

  @Test(
    arguments: [
      ("18446744073709551615", UInt64.max), ("18446744073709551616", nil), ("007x", 7), ("", nil),
      ("x7", nil), ("99999999999999999999999", nil),
    ] as [(String, UInt64?)])
  func `numbers that do not fit are not numbers`(_ text: String, _ value: UInt64?) {
    let octets = Array(text.utf8)
    var cursor = MessageCursor(octets.span)
    let number = cursor.number()
    #expect(number == value)
  }

  @Test(arguments: Seed.several(20))
  func `numbers are what plain loops read`(_ seed: Seed) {
    var random = seed.generator
    for _ in 0..<500 {
      let text = random.octets(
        count: random.number(0...30), from: "0123456789012345678901234567 :ʰϿ")
      let from = random.number(0...text.count)
      var cursor = MessageCursor(text.span)
      cursor.position = from
      cursor.end = random.number(from...text.count)
      let digits = text[from..<cursor.end].prefix { (0x30...0x39).contains($0) }
      let number = cursor.number()
      #expect(number == UInt64(String(decoding: digits, as: UTF8.self)))
      let position = cursor.position
      #expect(position == (number == nil ? from : from + digits.count))
    }
  }

  private static func plainOffset(
    of literal: [UInt8], in text: [UInt8], _ range: Range<Int>
  ) -> Int? {
    if literal.isEmpty { return range.lowerBound }
    return range.first { text[$0..<range.upperBound].starts(with: literal) }
  }
}
