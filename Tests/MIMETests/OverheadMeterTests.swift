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

  @Test func `a message's sizes do not depend on the one before`() {
    let (first, second) = ("From: a@b.example\r", "\n\nx")
    #expect(measure([first, second]).total == measure([second, first]).total)
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

  @Test func `base64 text counts for 8BITMIME only where it is legal 8bit`() {
    func saved(_ fields: String, _ body: String) -> Int {
      measure([Self.part(fields, body)]).total.savedEightBit
    }
    let base64 = "Content-Transfer-Encoding: base64\r\n"
    let quoted = "Content-Transfer-Encoding: quoted-printable\r\n"
    #expect(saved(base64 + "Content-Type: text/plain", "w7w=") == 2)
    #expect(saved(base64 + "Content-Type: text/plain; charset=utf-16le", "SWxXWw==") == 0)
    #expect(saved(quoted + "Content-Type: text/plain", "=C3=BC\r\nx") == 4)
    // An encoded LF is a lone one, whatever ends the lines around it.
    #expect(saved(quoted + "Content-Type: text/plain", "=C3=BC=0Ax") == 0)
    #expect(saved(quoted + "Content-Type: application/pdf", "=C3=BC") == 0)
    let store = Self.part(quoted + "Content-Type: text/plain", "=C3=BC\r\nx")
      .replacing("\r\n", with: "\n")
    #expect(measure([store]).total.savedEightBit == 4)
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
