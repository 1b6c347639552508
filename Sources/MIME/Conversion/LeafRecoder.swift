// SPDX-License-Identifier: Apache-2.0

/// Takes a body in one form and writes it in another, in pieces. Content octets that need no work on the one side or the
/// other are not copied.
struct LeafRecoder: Sendable {
  private let source: BodyForm
  private let result: BodyForm
  /// Count and checksum of the content octets, kept where asked for.
  private(set) var content = OctetChecksum()
  private let countsContent: Bool

  private var toWire = WireLineEnds()
  private var toStore = StoreLineEnds()
  private var base64Decoder: Base64Decoder?
  private var quotedDecoder: QuotedPrintableDecoder?
  private var base64Encoder: Base64Encoder?
  private var quotedEncoder: QuotedPrintableEncoder?
  /// Octets between the stages.
  private var wire = OctetBuffer()
  private var decoded = OctetBuffer()
  private var encoded = OctetBuffer()

  /// Octets taken at once where stages need room between them.
  private static let step = 32 << 10

  init(from source: BodyForm, to result: BodyForm, countsContent: Bool) {
    self.source = source
    self.result = result
    self.countsContent = countsContent
    switch source {
    case .octets, .text: break
    case .base64: base64Decoder = Base64Decoder()
    case .quotedPrintable: quotedDecoder = QuotedPrintableDecoder()
    }
    switch result {
    case .octets, .text: break
    case .base64(let layout): base64Encoder = Base64Encoder(layout: layout)
    case .quotedPrintable(let style, _): quotedEncoder = QuotedPrintableEncoder(style: style)
    }
  }

  /// Whether the body as it stands holds what no encoder writes: octets outside of base64, or behind its end.
  var isSourceDamaged: Bool { base64Decoder?.defects.isEmpty == false }

  mutating func write(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    switch source {
    case .octets: writeContent(octets, into: &output)
    case .base64 where result == .octets && !countsContent:
      base64Decoder?.decode(octets, into: &output)
    default:
      var start = 0
      while start < octets.count {
        let end = min(octets.count, start + Self.step)
        decode(octets.extracting(start..<end))
        writeDecoded(into: &output)
        start = end
      }
    }
  }

  /// Decodes into `decoded`.
  private mutating func decode(_ octets: Span<UInt8>) {
    switch source {
    case .octets: decoded.write(octets)
    case .text: toWire.map(octets, into: &decoded)
    case .base64: base64Decoder?.decode(octets, into: &decoded)
    case .quotedPrintable:
      toWire.map(octets, into: &wire)
      let taken = wire.take()
      quotedDecoder?.decode(taken.octets.span, into: &decoded)
      wire.giveBack(taken)
    }
  }

  private mutating func writeDecoded(into output: inout some OctetSink) {
    let taken = decoded.take()
    writeContent(taken.octets.span, into: &output)
    decoded.giveBack(taken)
  }

  private mutating func writeContent(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    if countsContent { content.add(octets) }
    switch result {
    case .octets: output.write(octets)
    case .text(.crlf): output.write(octets)
    case .text(.lf): toStore.map(octets, into: &output)
    case .base64: base64Encoder?.encode(octets, into: &output)
    case .quotedPrintable(_, .crlf): quotedEncoder?.encode(octets, into: &output)
    case .quotedPrintable(_, .lf):
      quotedEncoder?.encode(octets, into: &encoded)
      let taken = encoded.take()
      toStore.map(taken.octets.span, into: &output)
      encoded.giveBack(taken)
    }
  }

  mutating func finish(into output: inout some OctetSink) {
    base64Decoder?.finish(into: &decoded)
    quotedDecoder?.finish(into: &decoded)
    writeDecoded(into: &output)
    switch result {
    case .octets, .text(.crlf): break
    case .text(.lf): toStore.finish(into: &output)
    case .base64: base64Encoder?.finish(into: &output)
    case .quotedPrintable(_, let lineEnd):
      quotedEncoder?.finish(into: &encoded)
      let taken = encoded.take()
      if lineEnd == .lf {
        toStore.map(taken.octets.span, into: &output)
        toStore.finish(into: &output)
      } else {
        output.write(taken.octets.span)
      }
    }
  }
}
