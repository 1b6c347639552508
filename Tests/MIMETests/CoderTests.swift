// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
import MIME
import TestSupport
import Testing

/// The kernels are chosen for the whole process, so these tests run one after the other.
@Suite(.serialized) struct CoderTests {
  @Test(
    arguments: [
      ("QUI=", [], 2), ("QUI==", [.base64SurplusPadding], 2),
      ("QUI=\r\n=\r\n", [.base64SurplusPadding], 2),
      ("QQ\r\n==", [], 1), ("QQ===", [.base64SurplusPadding], 1),
      ("QUJD=", [.base64SurplusPadding], 3),
      ("QUJD==", [.base64SurplusPadding], 3), ("=", [.base64SurplusPadding], 0),
      ("QUI=x=", [.base64AfterPadding, .base64SurplusPadding], 2), ("QUI", [.base64Truncated], 2),
    ] as [(String, [Defect.Kind], Int)])
  func `surplus padding is a defect, and no layout`(
    _ body: String, _ defects: [Defect.Kind], _ count: Int
  ) {
    for step in [1, 3, 100] {
      var meter = Base64Meter()
      let octets = Array(body.utf8)
      for start in stride(from: 0, to: octets.count, by: step) {
        meter.measure(octets[start..<min(octets.count, start + step)].span)
      }
      let measured = meter.finish()
      #expect(meter.defects == defects)
      #expect(measured.decoded == count)
      #expect(measured.irregularity == (defects.isEmpty ? nil : .padding))
      #expect(MailInvariants.decode(octets, Base64Decoder(), step: step).count == count)
    }
  }

  @Test(arguments: KernelLevel.allCases)
  func `base64 decodes like Foundation and like the plain reading`(level: KernelLevel) throws {
    level.select()
    defer { KernelLevel.best.select() }
    var generator = Seed(7).generator
    for count in Array(0...400) + [1000, 4095, 70_000] {
      let octets = generator.octets(count: count)
      for width in [0, 4, 20, 60, 64, 72, 75, 76, 77, 100, 1000] {
        for lineEnd in [Base64Layout.LineEnd.crlf, .lf]
        where count < 100 || count == 4095 || width == 76 || width == 0 && count > 400 {
          let layout = Base64Layout(width: width, lineEnd: lineEnd, finalLineEnds: count % 3)
          let text = MailInvariants.encoded(octets, layout: layout, step: 1 + count % 97)
          #expect(MailInvariants.decode(text, Base64Decoder(), step: 1 + count % 61) == octets)
          #expect(MailInvariants.decode(text, Base64Decoder(), step: 1 << 20) == octets)
          let data = Data(base64Encoded: Data(text), options: .ignoreUnknownCharacters)
          #expect(data.map { [UInt8]($0) } == octets)
          var meter = Base64Meter()
          meter.measure(text.span)
          let measured = meter.finish()
          #expect(measured.decoded == count)
          let found = try #require(measured.layout)
          #expect(MailInvariants.encoded(octets, layout: found, step: 5) == text)
        }
      }
      #expect(
        MailInvariants.encoded(
          octets, layout: Base64Layout(width: 76, lineEnd: .crlf, finalLineEnds: 0), step: 1 << 20)
          == [UInt8](
            Data(octets).base64EncodedData(options: [
              .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
            ])))
    }
  }

  @Test(arguments: KernelLevel.allCases)
  func `damaged base64 is decoded like the plain reading`(level: KernelLevel) {
    level.select()
    defer { KernelLevel.best.select() }
    var generator = Seed(11).generator
    for _ in 0..<400 {
      let octets = generator.octets(count: generator.number(0...3000))
      let layout = Base64Layout(
        width: generator.one(of: [40, 60, 76]), lineEnd: .crlf, finalLineEnds: 1)
      var text = MailInvariants.encoded(octets, layout: layout, step: 1000)
      for _ in 0..<generator.number(1...8) where !text.isEmpty {
        let place = generator.number(0...text.count - 1)
        switch generator.number(0...3) {
        case 0: text[place] = UInt8(generator.number(0...255))
        case 1: text.remove(at: place)
        case 2: text.insert(generator.one(of: [0x20, 0x09, 0x0A, 0x0D, 0x3D, 0x2A]), at: place)
        default: text.removeLast(text.count - place)
        }
      }
      #expect(
        MailInvariants.decode(text, Base64Decoder(), step: 1 << 20)
          == MailInvariants.plainBase64(text))
      var meter = Base64Meter()
      for index in text.indices { meter.measure(text.span.extracting(index...index)) }
      var whole = Base64Meter()
      whole.measure(text.span)
      let (a, b) = (meter.finish(), whole.finish())
      #expect(a.decoded == b.decoded && a.layout == b.layout && a.irregularity == b.irregularity)
      #expect(b.decoded == MailInvariants.plainBase64(text).count)
    }
  }

  @Test(arguments: KernelLevel.allCases)
  func `octets are counted and searched like by the plain twins`(level: KernelLevel) {
    level.select()
    defer { KernelLevel.best.select() }
    var generator = Seed(13).generator
    for _ in 0..<300 {
      var octets: [UInt8] = []
      for _ in 0..<generator.number(0...12) {
        let piece: [UInt8] = generator.one(of: [
          [0x0A], [0x0D], [0x0D, 0x0A], [0x0A, 0x2D, 0x2D], [0], [200], Array("text".utf8),
          Array(repeating: 0x41, count: generator.number(0...1100)),
        ])
        octets += piece
      }
      var fast = OctetCounts()
      var plain = OctetCounts()
      let cut = generator.number(0...octets.count)
      fast.count(octets.span.extracting(..<cut))
      fast.count(octets.span.extracting(cut...))
      plain.countPlainly(octets.span)
      #expect(fast == plain)
      var ends = OctetCounts()
      ends.countLineEnds(octets.span.extracting(..<cut))
      ends.countLineEnds(octets.span.extracting(cut...))
      ends.finish()
      plain.finish()
      #expect(
        [ends.lineFeeds, ends.loneLineFeeds, ends.loneCarriageReturns]
          == [plain.lineFeeds, plain.loneLineFeeds, plain.loneCarriageReturns])
      let start = generator.number(0...octets.count)
      #expect(
        OctetSearch.lineFeed(in: octets.span, from: start)
          == OctetSearch.plainLineFeed(in: octets.span, from: start))
      #expect(
        OctetSearch.line(in: octets.span, from: start)
          == OctetSearch.plainLine(in: octets.span, from: start))
      #expect(
        OctetSearch.lineStart(0x2D, 0x2D, in: octets.span, from: start)
          == OctetSearch.plainLineStart(0x2D, 0x2D, in: octets.span, from: start))
    }
  }

  @Test(arguments: [
    ("QUJD", "ABC", []), ("QUI=", "AB", []), ("QQ==", "A", []), ("Q Q\r\n=\t=", "A", []),
    ("QUI", "AB", [Defect.Kind.base64Truncated]), ("QUJDR", "ABC", [.base64Truncated]),
    ("QU*JD", "ABC", [.base64ForeignOctets]), ("QQ==QUJD", "A", [.base64AfterPadding]),
    ("QQ=Q", "A\u{4}", [.base64ForeignOctets, .base64Truncated]),
    ("QR==", "A", [.base64TrailingBits]), ("=QUJD", "ABC", [.base64SurplusPadding]), ("", "", []),
  ])
  func `base64 has this content and these defects`(
    text: String, content: String, defects: [Defect.Kind]
  ) {
    var decoder = Base64Decoder()
    var output: [UInt8] = []
    decoder.decode(Array(text.utf8).span, into: &output)
    decoder.finish(into: &output)
    #expect(output == Array(content.utf8))
    #expect(decoder.defects == defects)
  }

  @Test(arguments: [
    ("a=3Db", "a=b", []), ("soft=\r\nbreak", "softbreak", []),
    ("soft= \t\nbreak", "softbreak", [Defect.Kind.quotedPrintableTrailingBlank]),
    ("blank  \r\nnext", "blank\r\nnext", [.quotedPrintableTrailingBlank]), ("a=c3=A9", "aé", []),
    ("=XY", "=XY", [.quotedPrintableEscape]), ("=4", "=4", [.quotedPrintableEscape]),
    ("==41", "=41", [.quotedPrintableEscape]),
    ("kept=\rlost\r\nnext", "kept=\rlost\r\nnext", [.quotedPrintableEscape]),
    ("a= \rb", "a= \rb", [.quotedPrintableEscape]),
    ("a=\r\r\nb", "a=\r\r\nb", [.quotedPrintableEscape]),
    // At the very end Python and GMime see a soft line break.
    ("a=\r", "a", [.quotedPrintableEscape]),
    ("end=", "end", []), ("a \rb", "a \rb", []), ("tab\tin", "tab\tin", []),
  ])
  func `quoted-printable has this content and these defects`(
    text: String, content: String, defects: [Defect.Kind]
  ) {
    for step in 1...4 {
      var decoder = QuotedPrintableDecoder()
      #expect(MailInvariants.decode(Array(text.utf8), decoder, step: step) == Array(content.utf8))
      var output: [UInt8] = []
      decoder.decode(Array(text.utf8).span, into: &output)
      decoder.finish(into: &output)
      #expect(decoder.defects == defects)
    }
  }

  @Test(arguments: [
    ("#86)C", false), ("#86)C4", false), ("#86)C  ", false), ("#86)C44", true), ("#8", false),
    ("`", false),
  ])
  func `a uuencoded line is as long as its first character says`(line: String, isMalformed: Bool) {
    var decoder = UUDecoder()
    var output: [UInt8] = []
    decoder.decode(Array("begin 644 x\n\(line)\nend\n".utf8).span, into: &output)
    decoder.finish(into: &output)
    #expect(decoder.defects == (isMalformed ? [.uuencodeMalformed] : []))
  }

  @Test(arguments: ["end", "end ", "end\t \r", "end\r"])
  func `uuencoded data ends at the word, whatever blanks follow`(end: String) {
    var decoder = UUDecoder()
    var output: [UInt8] = []
    decoder.decode(Array("begin 644 x\n#0V%T\n`\n\(end)\nbehind\n".utf8).span, into: &output)
    decoder.finish(into: &output)
    #expect(output == Array("Cat".utf8))
    #expect(decoder.defects == [])
  }

  @Test func `quoted-printable protects what transports change`() {
    let text = Array("From me\r\n.\r\nblank \r\n\tx=\r\n".utf8)
    let encoded = MailInvariants.encode(text, QuotedPrintableEncoder(), step: 3)
    #expect(
      String(decoding: encoded, as: UTF8.self) == "=46rom me\r\n=2E\r\nblank=20\r\n\tx=3D\r\n")
  }
}
