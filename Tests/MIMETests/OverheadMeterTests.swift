// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct OverheadMeterTests {
  private func measure(_ messages: [String]) -> CorpusTally {
    var meter = OverheadMeter()
    for (index, text) in messages.enumerated() {
      var scanner = EntityScanner()
      meter.beginMessage()
      scanner.scan(Array(text.utf8).span, into: &meter)
      scanner.finish(into: &meter)
      meter.endMessage(file: "f", number: index + 1, mailbox: "m")
    }
    return meter.finish()
  }

  private static let head =
    "From: \"A @ B\" <a@Mail.Example>\r\nDate: Fri, 06 Nov 26 09:00 +0100\r\nMIME-Version: 1.0\r\n"

  private static func part(_ headers: String, _ body: String) -> String {
    head
      + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\(headers)\r\n\r\n\(body)\r\n--b--\r\n"
  }

  @Test func `sizes, sender and year of one message`() throws {
    let message = Self.part(
      "Content-Transfer-Encoding: base64\r\nContent-Type: image/png", "QUJD\r\nQUJD")
    let tally = measure([message])
    #expect(tally.total.stored == message.utf8.count)
    #expect(tally.total.encoded == 10)
    #expect(tally.total.decoded == 6)
    #expect(tally.total.savedBinary == 4)
    #expect(tally.total.savedExactly == 4)
    #expect(tally.byDomain.keys.sorted() == ["mail.example"])
    #expect(tally.byYear.keys.sorted() == ["2026"])
    #expect(tally.byEncoding["base64"]?.leaves == 1)
  }

  @Test func `lone LF are counted into the wire form`() {
    let message = Self.part("Content-Transfer-Encoding: quoted-printable", "a=3D\r\nb=\r\nc")
    let stored = measure([message.replacing("\r\n", with: "\n")]).total
    let wire = measure([message]).total
    #expect(stored.wire == wire.wire)
    #expect(wire.wire == message.utf8.count)
    #expect(stored.decodedOnWire == wire.decodedOnWire)
  }

  @Test(arguments: [
    ("Content-Transfer-Encoding: base64", "QUJD", Convertibility.exact),
    ("Content-Transfer-Encoding: base64", "", .empty),
    ("Content-Transfer-Encoding: base64", "QUJDQUJD\r\nQUJDQUJDQUJD", .irregular),
    ("Content-Transfer-Encoding: base64", "QUJDQUJD\nQUJD\r\nQUJD", .irregular),
    ("Content-Transfer-Encoding: base64", "QUI", .malformed),
    ("Content-Transfer-Encoding: base64", "QU!JD", .malformed),
    ("Content-Transfer-Encoding: base64", "QR==", .malformed),
    ("Content-Transfer-Encoding: base64 (x)", "QUJD", .ambiguous),
    ("Content-Transfer-Encoding: base64\r\nContent-Transfer-Encoding: 7bit", "QUJD", .ambiguous),
    ("Content-Transfer-Encoding: base64\r\nContent-Type: text/plain", "YQpi", .loneLineBreaks),
    (
      "Content-Transfer-Encoding: base64\r\nContent-Type: text/plain; charset=utf-16", "AGEA",
      .wideText
    ),
    ("Content-Transfer-Encoding: quoted-printable", "=3D", .quotedPrintable),
    ("Content-Transfer-Encoding: x-uuencode", "begin 644 x\n#86)C\nend", .uuencode),
    (
      "Content-Type: multipart/signed; boundary=c\r\n\r\n--c\r\nContent-Transfer-Encoding: base64",
      "QUJD\r\n--c--", .signed
    ),
    (
      "Content-Type: multipart/encrypted; boundary=c\r\n\r\n--c\r\nContent-Transfer-Encoding: base64",
      "QUJD\r\n--c--", .encrypted
    ),
  ])
  func `an encoded part can be converted, or not, for this reason`(
    headers: String, body: String, verdict: Convertibility
  ) {
    let tally = measure([Self.part(headers, body)])
    #expect(tally.convertibility.keys.map(\.rawValue) == [verdict.rawValue])
  }

  @Test func `a whole body and a message without MIME-Version are refused`() {
    let body = "Content-Transfer-Encoding: base64\r\n\r\nQUJD"
    #expect(measure([Self.head + body]).convertibility[.wholeBody]?.leaves == 1)
    #expect(measure([body]).convertibility[.noMIMEVersion]?.leaves == 1)
  }

  @Test func `base64 of plain ASCII is needless, of other octets not`() {
    let tally = measure([
      Self.part("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "QUJD"),
      Self.part("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", "w7w="),
      Self.part("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", "QUJD"),
    ])
    #expect(tally.total.needlessLeaves == 1)
    #expect(tally.total.savedEightBit == 1 + 2)
  }

  @Test func `traits are counted by messages`() {
    let tally = measure([
      "From: J\u{F6}rg <j@x.example>\r\nDKIM-Signature: v=1\r\nARC-Seal: i=1\r\n\r\nx",
      Self.part("Content-Type: application/pkcs7-mime; smime-type=signed-data", "x"),
      Self.head
        + "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
    ])
    for trait in [
      MessageTrait.nonASCIIHeader, .nonASCIIAddress, .dkim, .arc, .smimeSigned, .openPGPSigned,
      .noMIMEVersion,
    ] {
      #expect(tally.traits[trait] == 1, "\(trait)")
    }
  }

  @Test(arguments: Seed.several(20))
  func `two halves merged are the whole`(seed: Seed) {
    var generator = seed.generator
    let messages = (0..<30).map { _ in
      String(decoding: RandomMail.message(&generator), as: UTF8.self)
    }
    let whole = measure(messages)
    #expect(whole.total.stored == messages.reduce(0) { $0 + $1.utf8.count })
    var merged = measure(Array(messages[..<11]))
    merged.merge(measure(Array(messages[11...])))
    #expect(merged.total == whole.total)
    #expect(merged.byType == whole.byType && merged.byEncoding == whole.byEncoding)
    #expect(merged.convertibility == whole.convertibility && merged.defects == whole.defects)
    #expect(
      merged.sizes == whole.sizes && merged.overheads == whole.overheads
        && merged.traits == whole.traits)
  }
}
