// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite(.serialized) struct LeafMeterTests {
  /// Lines of quoted-printable, most of them well-formed, as the kernels like them; some as they do not.
  private func body(_ generator: inout SeededGenerator) -> [UInt8] {
    let words = ["plain", "=C3=A9", "=e9", "=3D", " ", ".", "longer text without an escape"]
    let odd = ["=0A", "=00", "=\u{20}", "\t", "\u{0}", "\r", "=", "==", "=4", "\u{FC}", " \t "]
    let ends = generator.once(in: 3) ? ["\n", "=\n"] : ["\r\n", "=\r\n"]
    let isOdd = generator.once(in: 2)
    var text = ""
    for _ in 0..<generator.number(0...60) {
      for _ in 0..<generator.number(0...generator.one(of: [3, 12, 12, 300])) {
        text += generator.one(of: isOdd && generator.once(in: 20) ? odd : words)
      }
      if !generator.once(in: 4) { text += "." }
      text += generator.one(of: ends)
    }
    return Array(text.utf8)
  }

  @Test(arguments: [
    (ContentTransferEncoding.binary, false, 0), (.binary, true, 2), (.eightBit, false, 2),
    (nil, false, 2),
  ])
  func `a lone LF becomes CRLF on the wire unless the body is carried as it is`(
    encoding: ContentTransferEncoding?, isText: Bool, growth: Int
  ) {
    var meter = LeafMeter()
    meter.begin(encoding, isText: isText)
    meter.measure(Array("a\nb\r\nc\n".utf8).span)
    let size = meter.finish().size
    #expect(size.loneLineFeeds == growth && size.decodedLoneLineFeeds == growth)
  }

  @Test(arguments: Seed.several(300))
  func `quoted-printable is measured as if it were decoded`(seed: Seed) {
    var generator = seed.generator
    let body = body(&generator)
    var decoder = BodyDecoder()
    var decoded: [UInt8] = []
    decoder.begin(.quotedPrintable)
    decoder.decode(body.span, into: &decoded)
    let defects = decoder.finish(into: &decoded)
    var counts = OctetCounts()
    counts.countPlainly(decoded.span)
    counts.finish()
    var stored = OctetCounts()
    stored.countPlainly(body.span)
    for level in KernelLevel.allCases where level.rawValue <= KernelLevel.best.rawValue {
      level.select()
      for splitting in [
        Splitting.random(forCount: body.count, largest: 700, using: &generator),
        Splitting.random(forCount: body.count, largest: max(1, body.count), using: &generator),
      ] {
        var meter = LeafMeter()
        meter.begin(.quotedPrintable, isText: true)
        for chunk in splitting.chunks(of: body) { meter.measure(chunk.span) }
        let result = meter.finish()
        #expect(result.size.encoded == body.count, "\(level), \(splitting)")
        #expect(result.size.decoded == decoded.count, "\(level), \(splitting)")
        #expect(result.size.loneLineFeeds == stored.loneLineFeeds, "\(level), \(splitting)")
        #expect(result.defects == defects, "\(level), \(splitting)")
        #expect(result.decodedCounts == counts, "\(level), \(splitting)")
      }
    }
    KernelLevel.best.select()
  }
}
