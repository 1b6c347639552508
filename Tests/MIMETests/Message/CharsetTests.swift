// SPDX-License-Identifier: Apache-2.0
import MIME
import SystemCharsets
import Testing

@Suite struct CharsetTests {
  @Test(
    arguments: [
      ("UTF-8", [0xC3, 0xA9], "é"), ("us-ascii", [0x41], "A"), ("ISO-8859-1", [0xE9], "é"),
      ("iso-8859-15", [0xA4], "€"), ("windows-1252", [0x80], "€"), ("koi8-r", [0xF0], "П"),
      ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日"),
      ("Shift_JIS", [0x93, 0xFA], "日"),
      ("gb2312", [0xC8, 0xD5], "日"), ("ks_c_5601-1987", [0xC7, 0xD1], "한"),
      ("utf-16", [0xFE, 0xFF, 0x65, 0xE5], "日"),
      ("utf-7", [0x2B, 0x5A, 0x65, 0x55, 0x2D], "日"),
      // What has no reading.
      ("utf-8", [0x41, 0xFF, 0x42], "A\u{FFFD}B"), ("koi8-r", [], ""),
      ("euc-jp", [0x41, 0xFF, 0x42], "A\u{FFFD}B"),
      ("utf-16be", [0x00, 0x41, 0x00], "A\u{FFFD}"),
    ] as [(String, [UInt8], String)])
  func `octets become text`(charset: String, octets: [UInt8], text: String) {
    #expect(IconvCharsets().text(octets.span, in: charset) == text)
  }

  @Test(arguments: [
    "", "x-unheard-of", "../etc/passwd", "utf-16//IGNORE", "a b", "koi8-r\0",
    String(repeating: "a", count: 99),
  ])
  func `what is not a known character set gives no text`(charset: String) {
    #expect(IconvCharsets().text([0x41].span, in: charset) == nil)
  }

  @Test func `long text is converted as a whole`() {
    let octets = [UInt8](repeating: 0xD0, count: 100_000)
    #expect(IconvCharsets().text(octets.span, in: "koi8-r")?.unicodeScalars.count == 100_000)
  }

  @Test func `without the system few character sets are known`() {
    #expect(BasicCharsets().text([0xE9].span, in: "latin1") == "é")
    #expect(BasicCharsets().text([0xE9].span, in: "koi8-r") == nil)
  }
}
