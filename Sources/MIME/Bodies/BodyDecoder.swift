// SPDX-License-Identifier: Apache-2.0

/// Decodes the bodies of leaves one after the other, each under its own transfer encoding. Unknown encodings are passed
/// on as they stand (RFC 2045 section 6.4).
public struct BodyDecoder: Sendable {
  private enum Mechanism: Sendable { case identity, base64, quotedPrintable, uuencode }

  private var mechanism = Mechanism.identity
  private var base64 = Base64Decoder()
  private var quotedPrintable = QuotedPrintableDecoder()
  private var uuencode = UUDecoder()

  /// A decoder for any number of bodies.
  public init() {}

  /// Lone LF in the decoded body that become CRLF on the wire: those of quoted-printable text.
  var decodedLoneLineFeeds: Int {
    mechanism == .quotedPrintable ? quotedPrintable.loneLineFeeds : 0
  }

  /// Begins a body. A missing encoding means 7bit.
  public mutating func begin(_ encoding: ContentTransferEncoding?) {
    switch encoding {
    case .base64?:
      mechanism = .base64
      base64.reset()
    case .quotedPrintable?:
      mechanism = .quotedPrintable
      quotedPrintable.reset()
    case let other? where other.isUUEncode:
      mechanism = .uuencode
      uuencode.reset()
    default: mechanism = .identity
    }
  }

  /// Decodes the next octets of the body.
  public mutating func decode(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    switch mechanism {
    case .identity: output.write(octets)
    case .base64: base64.decode(octets, into: &output)
    case .quotedPrintable: quotedPrintable.decode(octets, into: &output)
    case .uuencode: uuencode.decode(octets, into: &output)
    }
  }

  /// Whether the next octet begins a line of quoted-printable, so that whole lines can be measured in place of being decoded.
  var isAtQuotedPrintableLine: Bool {
    mechanism == .quotedPrintable && quotedPrintable.isAtLineStart
  }

  /// Takes note of lines that were measured.
  mutating func skip(_ lines: QuotedPrintableKernel.LineSizes) { quotedPrintable.skip(lines) }

  /// Ends the body and says what was wrong with it.
  public mutating func finish(into output: inout some OctetSink) -> [Defect.Kind] {
    switch mechanism {
    case .identity: return []
    case .base64:
      base64.finish(into: &output)
      return base64.defects
    case .quotedPrintable:
      quotedPrintable.finish(into: &output)
      return quotedPrintable.defects
    case .uuencode:
      uuencode.finish(into: &output)
      return uuencode.defects
    }
  }
}
