// SPDX-License-Identifier: Apache-2.0

/// Decodes a uuencoded body: lines between `begin MODE NAME` and `end`, as POSIX describes for `uuencode`. MIME never
/// registered it; old mail has it under x-uuencode and its spellings.
public struct UUDecoder: TransferDecoder, Sendable {
  private enum State: Sendable { case beforeBegin, data, afterEnd }

  private var state = State.beforeBegin
  private var line: [UInt8] = []
  private var decoded: [UInt8] = []
  private var isMalformed = false
  /// A line of the data holds at most 1 + 84 characters; longer ones are cut.
  private static let lineLimit = 998

  /// A decoder at the beginning of a body.
  public init() {}

  /// What was wrong so far, each kind once.
  public var defects: [Defect.Kind] { isMalformed ? [.uuencodeMalformed] : [] }

  /// Makes the decoder ready for another body.
  public mutating func reset() { self = UUDecoder() }

  /// Decodes the next octets of the body.
  public mutating func decode(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    for index in octets.indices {
      let octet = octets[index]
      if octet == Octet.lf {
        takeLine()
      } else if line.count < UUDecoder.lineLimit {
        line.append(octet)
      }
      if decoded.count > 16 << 10 { flush(into: &output) }
    }
    flush(into: &output)
  }

  /// Ends the body: writes what was held back.
  public mutating func finish(into output: inout some OctetSink) {
    if !line.isEmpty { takeLine() }
    if state != .afterEnd { isMalformed = true }
    flush(into: &output)
  }

  private mutating func takeLine() {
    defer { line.removeAll(keepingCapacity: true) }
    while let last = line.last, Octet.isWhitespace(last), state != .data || last == Octet.cr {
      line.removeLast()
    }
    switch state {
    case .beforeBegin: if line.starts(with: "begin ".utf8) { state = .data }
    case .data:
      if isEndLine { state = .afterEnd } else { takeData() }
    case .afterEnd: break
    }
  }

  /// Whether the line says that the data has ended.
  ///
  /// QUIRK: blanks behind the word are passed over, as Python and GMime do. `e` begins no line of data.
  private var isEndLine: Bool {
    line.starts(with: "end".utf8) && line.dropFirst(3).allSatisfy { Octet.isBlank($0) }
  }

  private mutating func takeData() {
    guard let first = line.first else { return }
    let length = Int((first &- 0x20) & 0x3F)
    let characters = (length + 2) / 3 * 4
    // Some programs end the line with one character more, a checksum.
    let last = line.lastIndex { !Octet.isBlank($0) } ?? 0
    if last > characters + 1 { isMalformed = true }
    var bits: UInt32 = 0
    var written = 0
    // QUIRK: blanks at the end of a line that transports cut off count as zeroes.
    for place in 0..<characters {
      let octet = place + 1 < line.count ? line[place + 1] : 0x20
      if octet < 0x20 || octet > 0x60 { isMalformed = true }
      bits = bits << 6 | UInt32((octet &- 0x20) & 0x3F)
      guard place % 4 == 3 else { continue }
      for shift: UInt32 in [16, 8, 0] where written < length {
        decoded.append(UInt8(truncatingIfNeeded: bits >> shift))
        written += 1
      }
      bits = 0
    }
  }

  private mutating func flush(into output: inout some OctetSink) {
    guard !decoded.isEmpty else { return }
    output.write(decoded.span)
    decoded.removeAll(keepingCapacity: true)
  }
}
