// SPDX-License-Identifier: Apache-2.0
import MailTypes
import Reports
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("mail", 4), ("grüße", 5), ("gru\u{308}ße", 5), ("用户", 4), ("ｆ", 2), ("한글", 4),
    ("📧", 2), ("👩‍💻", 2), ("☎", 1), ("☎\u{FE0F}", 2), ("a\u{200B}b", 2), ("\u{AD}", 0),
  ])
  func `widths are those of a terminal`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func `control characters become pictures and cannot reorder text`() {
    #expect(DisplayWidth.printable("a\u{1B}[31mb\u{7F}\r\n") == "a␛[31mb␡␍␊")
    #expect(DisplayWidth.printable("x\u{202E}y\u{9B}z") == "x<U+202E>y\u{FFFD}z")
  }

  @Test(arguments: [
    "\u{AD}", "\u{34F}", "\u{61C}", "\u{115F}", "\u{180E}", "\u{200B}", "\u{200C}", "\u{200D}",
    "\u{200E}",
    "\u{2028}", "\u{2029}", "\u{202A}", "\u{2060}", "\u{2066}", "\u{206A}", "\u{3164}", "\u{FEFF}",
    "\u{FFF9}",
    "\u{1D173}", "\u{E0041}",
  ])
  func `what is not seen is shown by its number, and escaped in JSON`(character: String) throws {
    let value = try #require(character.unicodeScalars.first).value
    let digits = String(value, radix: 16, uppercase: true)
    let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    #expect(DisplayWidth.printable("bank\(character).example") == "bank<U+\(number)>.example")
    var writer = JSONWriter()
    writer.string("bank\(character).example")
    #expect(writer.octets.allSatisfy { $0 < 0x80 })
    #expect(try JSONValue(parsing: writer.octets).string == "bank\(character).example")
  }

  @Test(arguments: ["grüße", "用户.example", "👩‍💻", "कà", "نامه\u{650}", "☎\u{FE0F}"])
  func `what is seen stays as it is`(text: String) {
    #expect(DisplayWidth.printable(text) == text)
  }

  @Test(arguments: [("abcdef", 4, "abc…"), ("用户用户", 6, "用户…"), ("用户", 4, "用户"), ("ab", 0, "")])
  func `a cut is marked and fits`(text: String, width: Int, cut: String) {
    #expect(DisplayWidth.cut(text, to: width) == cut)
  }

  @Test func `text is broken at blanks, and long words anywhere`() {
    #expect(DisplayWidth.lines(of: "one two three", width: 7) == ["one two", "three"])
    #expect(DisplayWidth.lines(of: "abcdefgh ij", width: 3) == ["abc", "def", "gh", "ij"])
    #expect(DisplayWidth.lines(of: "用户用户", width: 5) == ["用户", "用户"])
    #expect(DisplayWidth.lines(of: "", width: 5) == [])
  }
}
