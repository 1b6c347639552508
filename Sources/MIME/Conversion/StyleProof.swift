// SPDX-License-Identifier: Apache-2.0

/// Encodes content as quoted-printable in one style, and holds the result against the encoded body as both pass.
struct StyleProof: Sendable {
  let style: QuotedPrintableStyle
  private var encoder: QuotedPrintableEncoder
  private var comparison: Comparison
  /// Octets of content encoded so far.
  private(set) var work = 0

  /// - Parameter encoded: what is known of the encoded body so far.
  init(_ style: QuotedPrintableStyle, expecting encoded: OctetBuffer) {
    self.style = style
    encoder = QuotedPrintableEncoder(style: style)
    comparison = Comparison(expected: encoded)
  }

  /// Whether all that was encoded so far is as expected.
  var isEqual: Bool { comparison.isEqual }

  /// Takes more of the encoded body.
  mutating func expect(_ octets: Span<UInt8>) { comparison.expect(octets) }

  /// Encodes more of the content.
  mutating func encode(_ octets: Span<UInt8>) {
    var start = 0
    while start < octets.count, comparison.isEqual {
      let end = min(octets.count, start + 1024)
      encoder.encode(octets.extracting(start..<end), into: &comparison)
      work += end - start
      start = end
    }
  }

  /// Whether the body is what the content gives, both having ended.
  func isComplete() -> Bool {
    guard comparison.isEqual else { return false }
    var proof = self
    proof.encoder.finish(into: &proof.comparison)
    return proof.comparison.isEqual && proof.comparison.isAtEnd
  }

  /// Compares octets as they come with those that are expected.
  private struct Comparison: OctetSink {
    private var expected: OctetBuffer
    private var place = 0
    private(set) var isEqual = true

    init(expected: OctetBuffer) { self.expected = expected }

    var isAtEnd: Bool { place == expected.octets.count }

    /// What was compared is not needed any more.
    mutating func expect(_ octets: Span<UInt8>) {
      var rest = OctetBuffer()
      rest.write(expected.octets.span.extracting(place...))
      rest.write(octets)
      expected = rest
      place = 0
    }

    mutating func write(_ octets: Span<UInt8>) {
      isEqual = isEqual && octets.count <= expected.octets.count - place
      var index = 0
      while isEqual, index < octets.count {
        isEqual = octets[index] == expected.octets[place + index]
        index += 1
      }
      if isEqual { place += octets.count }
    }
  }
}
