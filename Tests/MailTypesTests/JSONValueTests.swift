// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@Suite struct JSONValueTests {
  @Test(arguments: [
    ("\\u0041", "A"), ("\\u00fc", "ü"), ("\\uD83D\\uDCE7", "📧"), ("\\ud834\\udd1e", "𝄞"),
    ("\\uDBFF\\uDFFF", "\u{10FFFF}"), ("x\\uD800\\uDC00y", "x\u{10000}y"),
    // Half a pair is not a character, and takes nothing with it.
    ("\\uD83D", "\u{FFFD}"), ("\\uDCE7", "\u{FFFD}"), ("\\uD83Dx", "\u{FFFD}x"),
    ("\\uD83D\\n", "\u{FFFD}\n"), ("\\uD83D\\u0041", "\u{FFFD}A"),
    ("\\uD83D\\uD83D\\uDCE7", "\u{FFFD}📧"), ("\\/\\\\\\\"", "/\\\""),
  ])
  func `escapes are read as RFC 8259 section 7 has them`(escaped: String, text: String) throws {
    #expect(try JSONValue(parsing: Array("\"\(escaped)\"".utf8)).string == text)
  }

  @Test(arguments: ["\\u12", "\\u+041", "\\u 041", "\\x41", "\\uD83D\\u12", "\\"])
  func `what is not an escape is not JSON`(escaped: String) {
    #expect(throws: JSONValue.ParseError.self) {
      try JSONValue(parsing: Array("\"\(escaped)\"".utf8))
    }
  }
}
