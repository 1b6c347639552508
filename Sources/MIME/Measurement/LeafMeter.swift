// SPDX-License-Identifier: Apache-2.0

/// Measures the bodies of leaves one after the other. Base64 is measured without decoding.
public struct LeafMeter: Sendable {
  /// What is known of a leaf when its body has ended.
  public struct Result: Sendable {
    /// Sizes.
    public var size = EncodedSize()
    /// Layout of a regular base64 body.
    public var layout: Base64Layout?
    /// Why a base64 body has no layout.
    public var irregularity: Base64Irregularity?
    /// What was wrong with the encoded body, each kind once.
    public var defects: [Defect.Kind] = []
  }

  private enum Mechanism: Sendable { case identity, base64, decoded }

  private var mechanism = Mechanism.identity
  private var base64 = Base64Meter()
  private var decoder = BodyDecoder()
  private var counter = DecodedCounter()
  private var lines = LineCounter()
  private var encodedCount = 0

  /// A meter for any number of leaves.
  public init() {}

  /// Begins a body.
  public mutating func begin(_ encoding: ContentTransferEncoding?) {
    encodedCount = 0
    lines = LineCounter()
    counter = DecodedCounter()
    if encoding == .base64 {
      mechanism = .base64
      base64 = Base64Meter()
    } else if encoding?.isDecodable == true {
      mechanism = .decoded
      decoder.begin(encoding)
    } else {
      mechanism = .identity
    }
  }

  /// Measures the next octets of the body.
  public mutating func measure(_ octets: Span<UInt8>) {
    encodedCount += octets.count
    lines.count(octets)
    switch mechanism {
    case .identity: break
    case .base64: base64.measure(octets)
    case .decoded: decoder.decode(octets, into: &counter)
    }
  }

  /// Ends the body.
  public mutating func finish() -> Result {
    var result = Result()
    result.size.encoded = encodedCount
    result.size.loneLineFeeds = lines.loneLineFeeds
    switch mechanism {
    case .identity:
      result.size.decoded = encodedCount
      result.size.decodedLoneLineFeeds = lines.loneLineFeeds
    case .base64:
      let measured = base64.finish()
      result.size.decoded = measured.decoded
      result.layout = measured.layout
      result.irregularity = measured.irregularity
      result.defects = base64.defects
    case .decoded:
      result.defects = decoder.finish(into: &counter)
      result.size.decoded = counter.octetCount
      result.size.decodedLoneLineFeeds = decoder.decodedLoneLineFeeds
    }
    return result
  }
}

/// Counts decoded octets.
struct DecodedCounter: OctetSink, Sendable {
  var octetCount = 0

  mutating func write(_ octets: Span<UInt8>) { octetCount += octets.count }
}

/// Counts LF that no CR precedes, over chunks.
struct LineCounter: Sendable {
  private(set) var loneLineFeeds = 0
  private var lastWasCR = false

  mutating func count(_ octets: Span<UInt8>) {
    guard octets.count > 0 else { return }
    var previousWasCR = lastWasCR
    for index in octets.indices {
      let octet = octets[index]
      if octet == Octet.lf, !previousWasCR { loneLineFeeds += 1 }
      previousWasCR = octet == Octet.cr
    }
    lastWasCR = previousWasCR
  }
}
