// SPDX-License-Identifier: Apache-2.0

/// Encodes quoted-printable (RFC 2045 section 6.7) in lines of at most 76 characters with CRLF.
///
/// Besides what must be, it encodes what transports are known to change: blanks at line ends, `From ` and a lone dot at
/// the beginning of a line.
public struct QuotedPrintableEncoder: TransferEncoder, Sendable {
  private let style: QuotedPrintableStyle
  /// Encoded characters of the line that is open; some may still move to the next one.
  private var line: [UInt8] = []
  /// Whether the open line goes on from a soft line break.
  private var followsSoftBreak = false
  /// A CR whose LF may follow.
  private var holdsCR = false
  /// A blank that may stand at a line's end.
  private var heldBlank: UInt8?
  private var encoded: [UInt8] = []

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
    endLine(isLast: true)
    flush(into: &output)
  }

  private mutating func take(_ octet: UInt8) {
    if holdsCR, octet == Octet.lf {
      holdsCR = false
      releaseBlank(isAtLineEnd: true)
      endLine(isLast: false)
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
    if isEncoded || style.encodesBesides.contains(octet) {
      appendEncoded(octet)
    } else {
      line.append(octet)
    }
    while line.count > style.hardLimit, let place = breakPlace { softBreak(at: place) }
    if line.count <= 5 { guardStart() }
  }

  /// Encodes the first character of the open line where the style wants it.
  private mutating func guardStart() {
    guard let first = line.first else { return }
    switch first {
    case 0x2E where style.dots == .leading, Octet.hyphen where style.guardsHyphens: break
    case UInt8(ascii: "F") where style.guardsFrom && line.starts(with: "From ".utf8): break
    default: return
    }
    let rest = line.dropFirst()
    line.removeAll(keepingCapacity: true)
    appendEncoded(first)
    line += rest
  }

  private mutating func appendEncoded(_ octet: UInt8) {
    line.append(Octet.equals)
    line.append(digit(octet >> 4))
    line.append(digit(octet & 15))
  }

  private func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? value + 0x30 : value + (style.usesLowerCase ? 0x57 : 0x37)
  }

  /// The last place where the style allows to break the open line, which is too long; nil while more may come.
  private var breakPlace: Int? {
    if style.wordLimit > 0,
      let blank = line.prefix(style.wordLimit).lastIndex(where: { Octet.isBlank($0) })
    {
      return blank + 1
    }
    guard line.count > style.limit else { return nil }
    let place = style.limit
    // Not within the three characters of an encoded octet.
    if line[place - 1] == Octet.equals { return place - 1 }
    if line[place - 2] == Octet.equals { return place - 2 }
    return place
  }

  private mutating func softBreak(at place: Int) {
    encoded += line[..<place]
    encoded.append(Octet.equals)
    encoded.append(Octet.cr)
    encoded.append(Octet.lf)
    line.removeFirst(place)
    followsSoftBreak = true
    guardStart()
  }

  private mutating func endLine(isLast: Bool) {
    if style.dots == .alone, !followsSoftBreak, line.elementsEqual([0x2E]) {
      line.removeAll(keepingCapacity: true)
      appendEncoded(0x2E)
    }
    encoded += line
    line.removeAll(keepingCapacity: true)
    followsSoftBreak = false
    guard !isLast else { return }
    encoded.append(Octet.cr)
    encoded.append(Octet.lf)
  }

  private mutating func flush(into output: inout some OctetSink) {
    guard !encoded.isEmpty else { return }
    output.write(encoded.span)
    encoded.removeAll(keepingCapacity: true)
  }
}
