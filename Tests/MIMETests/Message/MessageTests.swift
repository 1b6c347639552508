// SPDX-License-Identifier: Apache-2.0
import MIME
import SystemCharsets
import TestSupport
import Testing

@Suite struct MessageTests {
  private static let base64 = String(
    repeating: String(repeating: "QUJD", count: 19) + "\r\n", count: 20)

  /// Text beside HTML with a picture of it, a file with a name outside ASCII, a file without one, and a message.
  private static let text = """
    From: =?iso-8859-15?q?Zo=E9_=A4?= <zoe@mail.example>\r
    To: (the team) team@mail.example, "Otto \\"O.\\" Lake" <otto@[192.0.2.1]>\r
    Cc: Friends: anna@MAIL.example, b@mail.example; , undisclosed:;\r
    Subject: =?windows-1251?b?z/Do4uXy?= and\r
     more\r
    Date: Mon, 3 Mar 2025 10:00:00 +0130 (here)\r
    MIME-Version: 1.0\r
    Content-Type: multipart/mixed; boundary=m\r
    \r
    --m\r
    Content-Type: multipart/related; boundary=r\r
    \r
    --r\r
    Content-Type: text/plain; charset=koi8-r\r
    Content-Transfer-Encoding: quoted-printable\r
    \r
    =F0=D2=C9=D7=C5=D4\r
    --r\r
    Content-Type: image/png\r
    Content-Transfer-Encoding: base64\r
    \r
    QUJD\r
    --r--\r
    --m\r
    Content-Type: application/pdf\r
    Content-Disposition: attachment; filename*=iso-8859-1''r%E9sum%E9.pdf\r
    Content-Transfer-Encoding: base64\r
    \r
    \(base64)--m\r
    Content-Type: application/octet-stream\r
    \r
    four\r
    --m\r
    Content-Type: message/rfc822\r
    \r
    Subject: inner\r
    \r
    text inside\r
    --m--\r

    """
  private let message = Message(Array(MessageTests.text.utf8), charsets: .system)

  @Test func `header fields are read as what they are`() {
    #expect(message.subject == "Привет and more")
    #expect(message.from.map(\.description) == ["Zoé € <zoe@mail.example>"])
    #expect(message.to.map(\.address) == ["team@mail.example", "otto@[192.0.2.1]"])
    #expect(message.to.map(\.name) == ["the team", "Otto \"O.\" Lake"])
    #expect(message.addresses("CC").map(\.address) == ["anna@mail.example", "b@mail.example"])
    #expect(message.date?.description == "2025-03-03T10:00:00+01:30")
    #expect(message.date?.secondsSince1970 == 1_740_990_600)
    #expect(message.field("mime-version")?.text == "1.0")
    #expect(message.field("x-none") == nil)
    #expect(message.fields.map(\.name).prefix(3) == ["From", "To", "Cc"])
    #expect(
      Array(message.fields.map(\.octets).joined())
        == Array(message.octets.prefix(message.tree.entities[0].header.upperBound - 2)))
  }

  @Test func `parts and attachments have names, sizes and text`() throws {
    #expect(message.parts.map(\.path.description) == ["1.1", "1.2", "2", "3", "4"])
    #expect(message.attachments.map(\.name) == ["résumé.pdf", nil, nil])
    #expect(message.attachments.map(\.decodedSize) == [1140, 4, 29])
    #expect(message.attachments.map(\.type.essence).last == "message/rfc822")
    #expect(message.attachments[0].decoded.count == 1140)
    #expect(message.attachments[0].encodedSize == 1560 - 2)
    #expect(message.text == "Привет")
    let inner = try #require(message.attachments.last?.message)
    #expect(inner.subject == "inner" && inner.text == "text inside")
    #expect(message.parts[1].text == nil && message.parts[1].message == nil)
  }

  @Test func `the overhead is what encodings add on the wire`() {
    #expect(message.overhead.encoded == 18 + 4 + 1558)
    #expect(message.overhead.decoded == 6 + 3 + 1140)
    #expect(message.overhead.added == message.overhead.encoded - message.overhead.decoded)
  }

  @Test func `a message is converted and comes back`() throws {
    let binary = try message.converted(to: .binary)
    #expect(binary.octets.count < message.octets.count)
    #expect(binary.attachments.map(\.decoded) == message.attachments.map(\.decoded))
    #expect(try binary.restored().octets == message.octets)
    #expect(try message.restored().octets == message.octets)
    #expect(try binary.converted(to: .binary).octets == binary.octets)
    let plain = Message(Array("Subject: x\r\n\r\ny".utf8))
    #expect(try plain.converted(to: .sevenBit).octets == plain.octets)
    let odd = Message(Array((MessageTests.text + "--m\r\n\r\nx\r\n--m--\r\n").utf8))
    let failure = #expect(throws: Message.NotConverted.self) { try odd.converted(to: .binary) }
    #expect(failure?.reason == .ambiguousStructure)
  }

  @Test(arguments: [
    ("3 Mar 2025 10:00 GMT", "2025-03-03T10:00:00Z"),
    ("Tue, 29 Feb 00 23:59:60 EST", "2000-02-29T23:59:60-05:00"),
    ("Thu,1 Jan 1970 00:00:00 -0000", "1970-01-01T00:00:00-00:00"),
    ("1 January 98 1:02:03", "1998-01-01T01:02:03-00:00"),
    ("Mon, 3 Mar 2025 10:00:00 -0930", "2025-03-03T10:00:00-09:30"),
  ])
  func `a date is read`(value: String, expected: String) {
    #expect(MessageDate(Array(value.utf8).span)?.description == expected)
  }

  @Test(arguments: [
    "", "yesterday", "32 Mar 2025 10:00:00", "3 Foo 2025 10:00:00", "3 Mar 2025",
    "3 Mar 2025 25:00:00", "3 Mar 2025 10",
  ])
  func `what is not a date is none`(value: String) {
    #expect(MessageDate(Array(value.utf8).span) == nil)
  }

  @Test(arguments: [
    ("a@b.example", ["a@b.example"]), ("<a@b.example>", ["a@b.example"]),
    ("<@relay.example:a@b.example>", ["a@b.example"]), ("\"a b\"@c.example", ["\"a b\"@c.example"]),
    ("a (c, (d)) @ b.example", ["a@b.example"]), ("root, operator", ["root", "operator"]),
    ("<>", []), (",;", []),
    ("x <a@b.example", ["a@b.example"]),
    ("\"a, b\" <c@d.example>, e@f.example", ["c@d.example", "e@f.example"]),
    ("a@b.example c@d.example <e@f.example>", ["e@f.example"]),
  ])
  func `addresses are read`(value: String, expected: [String]) {
    let message = Message(Array("To: \(value)\r\n\r\n".utf8))
    #expect(message.to.map(\.address) == expected)
  }

  @Test(arguments: Seed.several(60))
  func `any octets are a message`(seed: Seed) {
    var generator = seed.generator
    let octets = RandomMail.message(&generator)
    let message = Message(octets, charsets: .system)
    #expect(message.octets == octets)
    for part in message.parts { #expect(part.decoded.count == part.decodedSize) }
    _ = (message.subject, message.from, message.date, message.text, message.attachments.map(\.name))
    if let binary = try? message.converted(to: .binary) {
      #expect(
        (try? binary.restored().octets) == octets || message.tree.octetCount == binary.octets.count)
    }
  }
}
