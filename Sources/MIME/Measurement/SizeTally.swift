// SPDX-License-Identifier: Apache-2.0

/// Octets of any number of messages or leaves, as counts. Mergeable: the tally of two halves added up is the tally of
/// the whole.
public struct SizeTally: Hashable, Sendable {
  /// Messages.
  public var messages = 0
  /// Leaves.
  public var leaves = 0
  /// Octets of header sections, as stored.
  public var header = 0
  /// Octets of delimiters, preambles and epilogues, as stored.
  public var structure = 0
  /// Octets of encoded bodies, as stored.
  public var encoded = 0
  /// Octets of decoded bodies.
  public var decoded = 0
  /// Octets by which header sections are longer on the wire, for LF in the store is CRLF there.
  public var headerLineFeeds = 0
  /// The same of delimiters, preambles and epilogues.
  public var structureLineFeeds = 0
  /// The same of encoded bodies.
  public var encodedLineFeeds = 0
  /// The same of decoded text.
  public var decodedLineFeeds = 0
  /// Octets on the wire that BINARYMIME (RFC 3030) would save over all encoded leaves.
  public var savedBinary = 0
  /// The part of `savedBinary` in leaves that can be converted now and restored exactly.
  public var savedExactly = 0
  /// Octets on the wire that 8BITMIME (RFC 6152) alone would save: text that is legal 8bit data.
  public var savedEightBit = 0
  /// Octets on the wire of base64 bodies whose text was ASCII all along.
  public var needlessBase64 = 0
  /// Leaves of that kind.
  public var needlessLeaves = 0

  /// Nothing.
  public init() {}

  /// Octets as stored.
  public var stored: Int { header + structure + encoded }
  /// Octets in wire form.
  public var wire: Int {
    stored + headerLineFeeds + structureLineFeeds + encodedLineFeeds
  }
  /// Encoded bodies in wire form.
  public var encodedOnWire: Int { encoded + encodedLineFeeds }
  /// Decoded bodies in wire form.
  public var decodedOnWire: Int { decoded + decodedLineFeeds }
  /// Octets on the wire that the encodings add; negative where text gets shorter by encoding, as soft breaks cannot.
  public var overhead: Int { encodedOnWire - decodedOnWire }

  /// The counts with their stable names, in a stable order: what files and tables hold.
  public static let fields: [(name: String, path: any WritableKeyPath<SizeTally, Int> & Sendable)] =
    [
      ("messages", \.messages), ("leaves", \.leaves), ("header", \.header),
      ("structure", \.structure), ("encoded", \.encoded), ("decoded", \.decoded),
      ("headerLineFeeds", \.headerLineFeeds), ("structureLineFeeds", \.structureLineFeeds),
      ("encodedLineFeeds", \.encodedLineFeeds), ("decodedLineFeeds", \.decodedLineFeeds),
      ("savedBinary", \.savedBinary), ("savedExactly", \.savedExactly),
      ("savedEightBit", \.savedEightBit), ("needlessBase64", \.needlessBase64),
      ("needlessLeaves", \.needlessLeaves),
    ]

  /// Adds what another tally counted.
  public mutating func merge(_ other: SizeTally) {
    messages += other.messages
    leaves += other.leaves
    header += other.header
    structure += other.structure
    encoded += other.encoded
    decoded += other.decoded
    headerLineFeeds += other.headerLineFeeds
    structureLineFeeds += other.structureLineFeeds
    encodedLineFeeds += other.encodedLineFeeds
    decodedLineFeeds += other.decodedLineFeeds
    savedBinary += other.savedBinary
    savedExactly += other.savedExactly
    savedEightBit += other.savedEightBit
    needlessBase64 += other.needlessBase64
    needlessLeaves += other.needlessLeaves
  }
}
