// SPDX-License-Identifier: Apache-2.0

/// Encodes base64 (RFC 2045 section 6.8) in a given line layout.
///
/// With the layout that a `Base64Meter` found, it gives a regular body back octet for octet.
public struct Base64Encoder: TransferEncoder, Sendable {
  private let width: Int
  private let lineEnd: Base64Layout.LineEnd
  private let finalLineEnds: Int
  /// Octets of an incomplete group.
  private var held: [UInt8] = []
  /// Characters of the open line.
  private var column = 0
  private var encoded: [UInt8]
  private var filled = 0

  private static let bufferSize = 32 << 10

  /// An encoder for lines of 76 characters with CRLF, the last line ended too: what RFC 2045 allows at most.
  public init() {
    self.init(layout: Base64Layout(width: 76, lineEnd: .crlf, finalLineEnds: 1))
  }

  /// An encoder for a layout. A width of 0 means one line without end.
  public init(layout: Base64Layout) {
    width = layout.width > 0 ? layout.width : Int.max
    lineEnd = layout.lineEnd
    finalLineEnds = layout.finalLineEnds
    encoded = Array(repeating: 0, count: Self.bufferSize)
  }

  /// Encodes the next octets of the body.
  public mutating func encode(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    let hasKernelLines = width % 4 == 0 && width <= Self.bufferSize / 4
    var index = 0
    while index < octets.count {
      if held.isEmpty {
        if hasKernelLines, column == 0 || column == width {
          index = encodeLines(octets, from: index, into: &output)
        }
        let groups = encodeRun(octets, from: index, into: &output)
        index += 3 * groups
        if groups > 0 { continue }
      }
      held.append(octets[index])
      index += 1
      if held.count == 3 { encodeHeld(into: &output) }
    }
  }

  /// Encodes groups that fit into what is left of a line, as many as there is room for; returns how many. Of lines without
  /// end, and of those whose width is not a multiple of four, this is nearly all.
  private mutating func encodeRun(
    _ octets: Span<UInt8>, from index: Int, into output: inout some OctetSink
  ) -> Int {
    let available = (octets.count - index) / 3
    guard available > 0 else { return 0 }
    if column == width { endLine(into: &output) }
    if Self.bufferSize - filled < 4 { flush(into: &output) }
    let groups = min(available, (width - column) / 4, (Self.bufferSize - filled) / 4)
    Base64Kernel.encodeGroups(octets, from: index, groups: groups, into: &encoded, at: filled)
    filled += 4 * groups
    column += 4 * groups
    return groups
  }

  /// Encodes whole lines; returns the index behind the octets taken. The end of the last line is left open, for the body
  /// may end there.
  private mutating func encodeLines(
    _ octets: Span<UInt8>, from start: Int, into output: inout some OctetSink
  ) -> Int {
    let octetsOfLine = width / 4 * 3
    let step = width + lineEnd.octetCount
    var index = start
    while octets.count - index > octetsOfLine {
      if column == width { endLine(into: &output) }
      if Self.bufferSize - filled < step { flush(into: &output) }
      let lines = min(
        (octets.count - index - 1) / octetsOfLine, (Self.bufferSize - filled) / step)
      Base64Kernel.encodeLines(
        octets, from: index, lines: lines, width: width, isCRLF: lineEnd == .crlf,
        into: &encoded, at: filled)
      // Octets follow, so that every line end written is due.
      filled += lines * step
      index += lines * octetsOfLine
    }
    return index
  }

  /// Ends the body: padding and the final line ends.
  public mutating func finish(into output: inout some OctetSink) {
    if !held.isEmpty {
      let count = held.count
      while held.count < 3 { held.append(0) }
      let characters = Self.characters(held)
      for place in 0..<4 { put(place <= count ? characters[place] : Octet.equals, into: &output) }
      held.removeAll(keepingCapacity: true)
    }
    for _ in 0..<finalLineEnds { endLine(into: &output) }
    flush(into: &output)
  }

  private mutating func encodeHeld(into output: inout some OctetSink) {
    let characters = Self.characters(held)
    held.removeAll(keepingCapacity: true)
    for place in 0..<4 { put(characters[place], into: &output) }
  }

  private static func characters(_ octets: [UInt8]) -> InlineArray<4, UInt8> {
    let bits = UInt32(octets[0]) << 16 | UInt32(octets[1]) << 8 | UInt32(octets[2])
    return [
      Base64Alphabet.character(of: UInt8(truncatingIfNeeded: bits >> 18)),
      Base64Alphabet.character(of: UInt8(truncatingIfNeeded: bits >> 12)),
      Base64Alphabet.character(of: UInt8(truncatingIfNeeded: bits >> 6)),
      Base64Alphabet.character(of: UInt8(truncatingIfNeeded: bits)),
    ]
  }

  private mutating func put(_ character: UInt8, into output: inout some OctetSink) {
    if column == width { endLine(into: &output) }
    append(character, into: &output)
    column += 1
  }

  private mutating func endLine(into output: inout some OctetSink) {
    if lineEnd == .crlf { append(Octet.cr, into: &output) }
    append(Octet.lf, into: &output)
    column = 0
  }

  private mutating func append(_ octet: UInt8, into output: inout some OctetSink) {
    if filled == encoded.count { flush(into: &output) }
    encoded[filled] = octet
    filled += 1
  }

  private mutating func flush(into output: inout some OctetSink) {
    guard filled > 0 else { return }
    output.write(encoded.span.extracting(0..<filled))
    filled = 0
  }
}
