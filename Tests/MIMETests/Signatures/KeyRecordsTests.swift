// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct KeyRecordsTests {
  @Test(arguments: [
    ("s._domainkey.a.example. 3600 IN TXT \"v=DKIM1; \" \"p=x\"", "v=DKIM1; p=x"),
    ("S._domainkey.A.Example\tTXT\t\"p=x\"\r\n", "p=x"),
    ("s._domainkey.a.example 1h30m in txt p=x\\;k=rsa ; comment", "p=x;k=rsa"),
    ("; comment \"\n\ns._domainkey.a.example. TXT ( \"a\" ; more\n \"b\"\n\"c\" )", "abc"),
    (
      "a.example. A 192.0.2.1\ns._domainkey.a.example. IN 60 TXT \"a\\\"b\\\\\\059\\10\"",
      "a\"b\\;10"
    ),
    ("s._domainkey.a.example. CNAME x\n 5 TXT \"p=y\"", "p=y"),
    ("s._domainkey.a.example. TXT one\ns._domainkey.a.example. TXT two", "one"),
    ("t._domainkey.a.example. TXT one", nil), ("s._domainkey.a.example. TXT \"\"", ""),
    ("", nil),
  ])
  func `the record of a selector is found`(text: String, record: String?) {
    let records = KeyRecords(parsing: Array(text.utf8))
    #expect(records.problems == [])
    let found = records.record(selector: "s", domain: "a.example")
    #expect(found.map { String(decoding: $0, as: UTF8.self) } == record)
  }

  @Test(arguments: [
    ("$ORIGIN a.example.\n", KeyRecords.Problem.Reason.directive, 1),
    ("\n\nx TXT \"open\n", .openQuote, 3), ("x TXT ( a\nb", .openParenthesis, 1),
    ("; fine\nalone\n", .noRecord, 2), ("x IN\n", .noRecord, 1), ("\"x\" TXT y", .noRecord, 1),
    ("x TXT\n", .noRecord, 1), (" TXT y\n", .noRecord, 1),
  ])
  func `what is not a record is reported with its line`(
    text: String, reason: KeyRecords.Problem.Reason, line: Int
  ) {
    let records = KeyRecords(parsing: Array((text + "\ns._domainkey.b. TXT z\n").utf8))
    #expect(records.problems.first?.reason == reason)
    #expect(records.problems.first?.line == line)
  }

  @Test(arguments: Seed.several(30))
  func `any octets are read to their end`(seed: Seed) {
    var generator = seed.generator
    let text = generator.octets(count: 400, from: "a \\0123456789\"();\n\tTXT")
    #expect(KeyRecords(parsing: text).count <= text.count)
  }

  @Test(arguments: [
    ("a=1; b = 2 3\r\n\t4 ;", ["a": "1", "b": "234"]), ("a=", ["a": ""]), ("a=x=y", ["a": "x=y"]),
    ("a=1;;b=2", nil), ("a=1; ; ", nil), ("", nil), (";", nil), ("a", nil), ("1a=b", nil),
    ("a=1;a=2", nil), ("a=1;A=2", ["a": "1", "A": "2"]), ("a_1=\u{7}", nil), ("a=ü", ["a": "ü"]),
  ])
  func `a tag list holds`(text: String, tags: [String: String]?) {
    let list = TagList(parsing: Array(text.utf8))
    #expect((list == nil) == (tags == nil))
    for (name, value) in tags ?? [:] { #expect(list?.word(name) == value) }
  }

  @Test func `values of tags are read as numbers, lists and octets`() throws {
    let list = try #require(
      TagList(
        parsing: Array(
          "l=12; x=-1; n=9999999999999999999; h=From : to\r\n :X; b= AQ\r\n ID; c=A*; d=AQ".utf8)))
    #expect(list.number("l") == 12)
    #expect(list.number("x") == nil)
    #expect(list.number("n") == nil)
    #expect(list.list("h") == ["from", "to", "x"])
    #expect(list.base64("b") == [1, 2, 3])
    #expect(list.base64("c") == nil)
    #expect(list.base64("d") == nil)
    #expect(list.base64("e") == nil)
  }
}
