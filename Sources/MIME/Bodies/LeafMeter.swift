// SPDX-License-Identifier: Apache-2.0

/// Measures the bodies of leaves one after the other. Base64 is measured without decoding, unless it holds text.
public struct LeafMeter: Sendable {
  /// What is known of a leaf when its body has ended.
  public struct Result: Sendable {
    /// Sizes.
    public internal(set) var size = EncodedSize()
    /// Layout of a regular base64 body.
    public internal(set) var layout: Base64Layout?
    /// Why a base64 body has no layout.
    public internal(set) var irregularity: Base64Irregularity?
    /// What was wrong with the encoded body, each kind once.
    public internal(set) var defects: [Defect.Kind] = []
    /// The octets of the decoded body, where they were looked at: text in base64, and quoted-printable.
    public internal(set) var decodedCounts: OctetCounts?
    /// Which line ends occur in the encoded body.
    var lineEnds = LineEndTally()
    /// Whether CR or LF occur in the encoded body; not looked at in base64.
    var hasLineBreaks = false

    /// Of a body without octets.
    public init() {}
  }

  private enum Mechanism: Sendable {
    /// Lines, or octets that are carried as they are (RFC 3030), whose LF are not line ends.
    case lines, octets
    case base64, base64Text, decoded
  }

  private var mechanism = Mechanism.lines
  private var base64 = Base64Meter()
  private var decoder = BodyDecoder()
  private var counter = DecodedCounter()
  /// Line ends of the encoded body.
  private var counts = OctetCounts()
  private var encodedCount = 0

  /// A meter for any number of leaves.
  public init() {}

  /// Begins a body.
  ///
  /// - Parameters:
  ///   - encoding: the transfer encoding that the entity states; nil if it states none.
  ///   - isText: whether the content is text, whose decoded octets are then looked at.
  public mutating func begin(_ encoding: ContentTransferEncoding?, isText: Bool) {
    encodedCount = 0
    counts = OctetCounts()
    counter = DecodedCounter()
    if encoding == .base64 {
      mechanism = isText ? .base64Text : .base64
      base64 = Base64Meter()
      if isText { decoder.begin(encoding) }
    } else if encoding?.isDecodable == true {
      mechanism = .decoded
      decoder.begin(encoding)
    } else {
      mechanism = encoding == .binary && !isText ? .octets : .lines
    }
  }

  /// Measures the next octets of the body.
  public mutating func measure(_ octets: Span<UInt8>) {
    encodedCount += octets.count
    switch mechanism {
    case .lines, .octets: counts.countLineEnds(octets)
    case .base64: base64.measure(octets)
    case .base64Text:
      base64.measure(octets)
      decoder.decode(octets, into: &counter)
    case .decoded: measureDecoded(octets)
    }
  }

  /// Measures lines of quoted-printable as they stand as far as the kernel can, and decodes the rest.
  private mutating func measureDecoded(_ octets: Span<UInt8>) {
    var index = 0
    // Where the kernel gets nowhere, as with white space at each line's end, ever more is decoded at once.
    var portion = 1
    while index < octets.count {
      if decoder.isAtQuotedPrintableLine, !counter.counts.holdsCR, !counts.holdsCR {
        let lines = QuotedPrintableKernel.measureLines(
          octets, from: index, openLine: counter.counts.openLine)
        if lines.consumed > 0 { skip(lines) }
        index += lines.consumed
        portion = lines.consumed > 0 ? 1 : min(portion * 4, 64 << 10)
        if index == octets.count { return }
      }
      let from = min(index + portion, octets.count) - 1
      let end = OctetSearch.lineFeed(in: octets, from: from).map { $0 + 1 } ?? octets.count
      let piece = octets.extracting(index..<end)
      counts.countLineEnds(piece)
      decoder.decode(piece, into: &counter)
      index = end
    }
  }

  private mutating func skip(_ lines: QuotedPrintableKernel.LineSizes) {
    counts.loneLineFeeds += lines.loneLineFeeds + lines.softLoneLineFeeds
    // Soft CRLF are not counted by the kernel; where there was nothing else, they are known to be there.
    let known = lines.lineFeeds + lines.softLoneLineFeeds
    counts.lineFeeds += max(1, known)
    decoder.skip(lines)
    counter.octetCount += lines.decoded
    counter.counts.take(lines)
  }

  /// Measures whole lines of base64 that the scanner has looked at.
  mutating func measure(_ octets: Span<UInt8>, _ lines: Base64Lines) {
    guard case .base64 = mechanism, base64.measure(lines) else { return measure(octets) }
    encodedCount += octets.count
  }

  /// Ends the body.
  public mutating func finish() -> Result {
    var result = Result()
    result.size.encoded = encodedCount
    switch mechanism {
    case .octets:
      result.size.decoded = encodedCount
      noteLineEnds(&result)
    case .lines:
      result.size.decoded = encodedCount
      noteLineEnds(&result)
      result.size.loneLineFeeds = counts.loneLineFeeds
      result.size.decodedLoneLineFeeds = counts.loneLineFeeds
    case .base64: finishBase64(&result)
    case .base64Text:
      finishBase64(&result)
      _ = decoder.finish(into: &counter)
      finishDecoded(&result)
    case .decoded:
      result.defects = decoder.finish(into: &counter)
      noteLineEnds(&result)
      result.size.loneLineFeeds = counts.loneLineFeeds
      result.size.decoded = counter.octetCount
      result.size.decodedLoneLineFeeds = decoder.decodedLoneLineFeeds
      finishDecoded(&result)
    }
    return result
  }

  private mutating func noteLineEnds(_ result: inout Result) {
    counts.finish()
    result.lineEnds.add(counts)
    result.hasLineBreaks = counts.lineFeeds > 0 || counts.loneCarriageReturns > 0
  }

  private mutating func finishBase64(_ result: inout Result) {
    result.lineEnds = base64.lineEnds
    let measured = base64.finish()
    result.size.decoded = measured.decoded
    result.size.loneLineFeeds = base64.loneLineFeeds
    result.layout = measured.layout
    result.irregularity = measured.irregularity
    result.defects = base64.defects
  }

  private mutating func finishDecoded(_ result: inout Result) {
    counter.counts.finish()
    result.decodedCounts = counter.counts
  }
}

/// Counts decoded octets.
struct DecodedCounter: OctetSink, Sendable {
  var octetCount = 0
  var counts = OctetCounts()

  mutating func write(_ octets: Span<UInt8>) {
    octetCount += octets.count
    counts.count(octets)
  }
}
