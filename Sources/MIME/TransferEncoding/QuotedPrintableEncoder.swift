// SPDX-License-Identifier: Apache-2.0

/// Encodes quoted-printable (RFC 2045 section 6.7) in lines of at most 76 characters with CRLF.
///
/// Besides what must be, it encodes what transports are known to change: blanks at line ends, `From ` and a lone dot at
/// the beginning of a line.
public struct QuotedPrintableEncoder: TransferEncoder, Sendable {
  private let style: QuotedPrintableStyle
  /// Encoded characters of octets that may still move to the next line, with the octet they stand for.
  private var line: [UInt8] = []
  /// A CR whose LF may follow.
  private var holdsCR = false
  /// A blank that may stand at a line's end.
  private var heldBlank: UInt8?
  private var encoded: [UInt8] = []

  private static let lineLimit = 76

  /// - Parameter isText: whether CRLF in the content is a line end (true) or two octets like any others.
  public init(isText: Bool = true) { self.init(style: QuotedPrintableStyle(isText: isText)) }

  init(style: QuotedPrintableStyle) { self.style = style }

  /// Encodes the next octets of the body.
  public mutating func encode(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    for index in octets.indices {
      take(octets[index])
      if encoded.count >= 16 << 10 { flush(into: &output) }
    }
    flush(into: &output)
  }

  /// Ends the body.
  public mutating func finish(into output: inout some OctetSink) {
    releaseCR()
    releaseBlank(isAtLineEnd: true)
    endLine(hard: false)
    flush(into: &output)
  }

  private mutating func take(_ octet: UInt8) {
    if holdsCR, octet == Octet.lf {
      holdsCR = false
      releaseBlank(isAtLineEnd: true)
      endLine(hard: true)
      return
    }
    releaseCR()
    if style.isText, octet == Octet.cr {
      holdsCR = true
      return
    }
    releaseBlank(isAtLineEnd: false)
    if Octet.isBlank(octet) {
      heldBlank = octet
    } else {
      put(octet, isEncoded: octet == Octet.equals || octet < 0x21 || octet > 0x7E)
    }
  }

  private mutating func releaseCR() {
    guard holdsCR else { return }
    holdsCR = false
    releaseBlank(isAtLineEnd: false)
    put(Octet.cr, isEncoded: true)
  }

  private mutating func releaseBlank(isAtLineEnd: Bool) {
    guard let blank = heldBlank else { return }
    heldBlank = nil
    put(blank, isEncoded: isAtLineEnd)
  }

  private mutating func put(_ octet: UInt8, isEncoded: Bool) {
    let count = isEncoded ? 3 : 1
    // One place is kept for the `=` of a soft line break.
    if line.count + count > Self.lineLimit - 1 { softBreak() }
    if isEncoded || line.isEmpty && isGuarded(octet) {
      appendEncoded(octet)
    } else {
      line.append(octet)
    }
    if line.count == 5, line.elementsEqual("From ".utf8) {
      line.removeAll(keepingCapacity: true)
      appendEncoded(UInt8(ascii: "F"))
      line += Array("rom ".utf8)
    }
  }

  /// Whether the octet is encoded where it would begin a line.
  private func isGuarded(_ octet: UInt8) -> Bool {
    octet == 0x2E || style.guardsHyphens && octet == Octet.hyphen
  }

  private mutating func appendEncoded(_ octet: UInt8) {
    line.append(Octet.equals)
    line.append(Self.digit(octet >> 4))
    line.append(Self.digit(octet & 15))
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x37 }

  private mutating func softBreak() {
    line.append(Octet.equals)
    endLine(hard: true)
  }

  private mutating func endLine(hard: Bool) {
    encoded += line
    line.removeAll(keepingCapacity: true)
    if hard {
      encoded.append(Octet.cr)
      encoded.append(Octet.lf)
    }
  }

  private mutating func flush(into output: inout some OctetSink) {
    guard !encoded.isEmpty else { return }
    output.write(encoded.span)
    encoded.removeAll(keepingCapacity: true)
  }
}
