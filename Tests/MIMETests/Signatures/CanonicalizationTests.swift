// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct CanonicalizationTests {
  /// The first row of each form is the example of RFC 6376 section 3.4.5.
  @Test(arguments: [
    (Canonicalization.relaxed, "A: X\r\n", "a:X\r\n"),
    (.relaxed, "B : Y\t\r\n\tZ  \r\n", "b:Y Z\r\n"),
    (.relaxed, "SubJect:   a  b \t c\r\n", "subject:a b c\r\n"),
    (.relaxed, "X:\r\n\tvalue\r\n", "x:value\r\n"),
    (.relaxed, "X: : a:b\r\n", "x:: a:b\r\n"), (.relaxed, "X:\r\n", "x:\r\n"),
    (.relaxed, "X: \t\r\n \r\n", "x:\r\n"), (.relaxed, "X: a\n\tb\n", "x:a b\r\n"),
    (.relaxed, "X: Grüße\r\n", "x:Grüße\r\n"),
    (.simple, "A: X\r\n", "A: X\r\n"), (.simple, "B : Y\t\r\n\tZ  \r\n", "B : Y\t\r\n\tZ  \r\n"),
    (.simple, "B : Y\n\tZ  \n", "B : Y\r\n\tZ  \r\n"), (.simple, "A: X", "A: X\r\n"),
  ])
  func `a header field becomes`(form: Canonicalization, field: String, expected: String) {
    #expect(String(decoding: form.field(Array(field.utf8)), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    (Canonicalization.relaxed, " C \r\nD \t E\r\n\r\n\r\n", " C\r\nD E\r\n"),
    (.simple, " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n"),
    (.relaxed, "", ""), (.simple, "", "\r\n"), (.relaxed, "\r\n\r\n", ""),
    (.simple, "\r\n\r\n", "\r\n"), (.relaxed, " \t\r\n \r\n", ""), (.simple, " \r\n", " \r\n"),
    (.relaxed, "a", "a\r\n"), (.simple, "a", "a\r\n"), (.relaxed, "a \t", "a\r\n"),
    (.simple, "a ", "a \r\n"), (.relaxed, "\r\n\r\na\r\n", "\r\n\r\na\r\n"),
    (.relaxed, "a \r\n \t \r\n b", "a\r\n\r\n b\r\n"), (.simple, "a\rb\r", "a\rb\r\r\n"),
    (.relaxed, "a \rb\r\r\n", "a \rb\r\r\n"), (.simple, "a\nb\n", "a\nb\n\r\n"),
    (.relaxed, "\u{0}\r\n", "\u{0}\r\n"),
  ])
  func `a body becomes, however it is cut`(form: Canonicalization, body: String, expected: String) {
    let octets = Array(body.utf8)
    for splitting in Splitting.all(forCount: octets.count) {
      let (canonical, count) = canonical(
        BodyCanonicalizer(form, readsLineFeeds: false), splitting.chunks(of: octets))
      #expect(canonical == expected, "\(splitting)")
      #expect(count == expected.utf8.count)
    }
  }

  @Test(arguments: Seed.several(40))
  func `a body with LF is read as its wire form`(seed: Seed) {
    var generator = seed.generator
    let body = generator.octets(count: generator.number(0...300), from: "ab \t\n\n")
    let wire = body.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    for form in Canonicalization.allCases {
      let stored = canonical(BodyCanonicalizer(form, readsLineFeeds: true), [body])
      let sent = canonical(BodyCanonicalizer(form, readsLineFeeds: false), [wire])
      #expect(stored == sent)
      #expect(canonical(BodyCanonicalizer(form, readsLineFeeds: true), [wire]) == sent)
    }
  }

  @Test(arguments: [(0, ""), (1, "a"), (3, "a\r\n"), (5, "a\r\nb "), (99, "a\r\nb c\r\n")])
  func `only as many octets as l says are signed, and all are counted`(limit: Int, expected: String)
  {
    let octets = Array("a \r\nb\t c\r\n\r\n".utf8)
    let (text, count) = canonical(
      BodyCanonicalizer(.relaxed, readsLineFeeds: false, limit: limit), [octets])
    #expect(text == expected)
    #expect(count == 8)
  }

  @Test func `a body of many empty lines is held as a number`() {
    let lines = [UInt8](repeating: 0x0A, count: 3_000_000)
    let (text, count) = canonical(
      BodyCanonicalizer(.simple, readsLineFeeds: true, limit: 4), [lines, [0x61]])
    #expect(text == "\r\n\r\n")
    #expect(count == 6_000_003)
  }

  private func canonical(
    _ canonicalizer: BodyCanonicalizer, _ chunks: [[UInt8]]
  ) -> (String, Int) {
    var canonicalizer = canonicalizer
    var output: [UInt8] = []
    for chunk in chunks { canonicalizer.scan(chunk.span, into: &output) }
    canonicalizer.finish(into: &output)
    return (String(decoding: output, as: UTF8.self), canonicalizer.count)
  }
}
