// SPDX-License-Identifier: Apache-2.0

/// Studies the bodies of leaves one after the other: as they are stored, and their content octets.
struct LeafStudy: Sendable {
  /// What is known of a body when it has ended.
  struct Result: Sendable {
    /// Octets as stored.
    var octetCount = 0
    /// The stored octets; counted if they matter.
    var stored = OctetCounts()
    /// The content octets, if they were looked at: decoded, or as they are.
    var content: ContentStudy?
    /// Content octets of identity text in a store with LF: with CRLF.
    var wireContent: ContentStudy?
    /// Layout of regular base64.
    var layout: Base64Layout?
    /// Style of quoted-printable, if there is one that writes the same.
    var style: QuotedPrintableStyle?
    /// What is wrong with the encoded body.
    var defects: [Defect.Kind] = []
  }

  /// How a body is to be studied.
  enum Method: Sendable {
    /// Only the stored octets.
    case stored
    /// An identity body that may have to be encoded; `hasLines` where LF ends its lines.
    case identity(hasLines: Bool)
    /// Base64 that may be decoded.
    case base64
    /// Quoted-printable that may be decoded; `isLineStore` where LF ends its lines.
    case quotedPrintable(isLineStore: Bool)
  }

  private var method = Method.stored
  private var countsStored = false
  private var result = Result()
  private var content = ContentStudy()
  private var wireContent = ContentStudy()
  private var wireLineEnds = WireLineEnds()
  private var meter = Base64Meter()
  private var base64 = Base64Decoder()
  private var quoted = QuotedPrintableDecoder()
  private var styles = StyleSearch()

  /// - Parameters:
  ///   - countsStored: whether the stored octets matter: their line ends, or what of them the domain allows.
  ///   - content: a fresh study of the content octets.
  mutating func begin(_ method: Method, countsStored: Bool, content: ContentStudy) {
    self.method = method
    self.countsStored = countsStored
    self.content = content
    result = Result()
    switch method {
    case .stored: break
    case .quotedPrintable:
      wireLineEnds = WireLineEnds()
      quoted.reset()
      styles = StyleSearch()
    case .identity:
      wireContent = content
      wireLineEnds = WireLineEnds()
    case .base64:
      meter = Base64Meter()
      base64.reset()
    }
  }

  mutating func study(_ octets: Span<UInt8>) {
    result.octetCount += octets.count
    if countsStored { result.stored.count(octets) }
    switch method {
    case .stored: break
    case .quotedPrintable(let isLineStore): studyQuoted(octets, isLineStore: isLineStore)
    case .identity(let hasLines):
      content.write(octets)
      if hasLines { wireLineEnds.map(octets, into: &wireContent) }
    case .base64:
      meter.measure(octets)
      base64.decode(octets, into: &content)
    }
  }

  private mutating func studyQuoted(_ octets: Span<UInt8>, isLineStore: Bool) {
    var wire = OctetBuffer()
    if isLineStore { wireLineEnds.map(octets, into: &wire) } else { wire.write(octets) }
    var decoded = OctetBuffer()
    quoted.decode(wire.octets.span, into: &decoded)
    styles.addEncoded(wire.octets.span)
    addQuotedContent(decoded)
  }

  private mutating func addQuotedContent(_ decoded: OctetBuffer) {
    content.write(decoded.octets.span)
    styles.addContent(decoded.octets.span)
  }

  /// Studies whole lines of base64 that the scanner has looked at.
  mutating func study(_ octets: Span<UInt8>, _ lines: Base64Lines) {
    guard case .base64 = method, !countsStored, meter.measure(lines) else { return study(octets) }
    result.octetCount += octets.count
    base64.decode(octets, into: &content)
  }

  mutating func finish() -> Result {
    result.stored.finish()
    switch method {
    case .stored: break
    case .quotedPrintable:
      var decoded = OctetBuffer()
      quoted.finish(into: &decoded)
      addQuotedContent(decoded)
      content.finish()
      result.defects = quoted.defects
      result.style = styles.style()
      styles = StyleSearch()
      result.content = content
    case .identity(let hasLines):
      content.finish()
      wireContent.finish()
      result.content = content
      if hasLines { result.wireContent = wireContent }
    case .base64:
      base64.finish(into: &content)
      content.finish()
      result.layout = meter.finish().layout
      result.defects = meter.defects
      result.content = content
    }
    return result
  }
}
