// SPDX-License-Identifier: Apache-2.0

/// Makes every LF that no CR precedes a CRLF, over chunks.
struct WireLineEnds: Sendable {
  private var lastWasCR = false

  mutating func map(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    guard octets.count > 0 else { return }
    let crlf: InlineArray<2, UInt8> = [Octet.cr, Octet.lf]
    var start = 0
    var search = 0
    while let lineFeed = OctetSearch.lineFeed(in: octets, from: search) {
      search = lineFeed + 1
      let followsCR = lineFeed > 0 ? octets[lineFeed - 1] == Octet.cr : lastWasCR
      if followsCR { continue }
      if lineFeed > start { output.write(octets.extracting(start..<lineFeed)) }
      output.write(crlf.span)
      start = search
    }
    if start < octets.count { output.write(octets.extracting(start..<octets.count)) }
    lastWasCR = octets[octets.count - 1] == Octet.cr
  }
}

/// Makes every CRLF an LF, over chunks.
struct StoreLineEnds: Sendable {
  private var holdsCR = false
  /// Whether there was an LF that no CR preceded, so that the way back would differ.
  private(set) var sawLoneLineFeed = false

  mutating func map(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    guard octets.count > 0 else { return }
    if holdsCR, octets[0] != Octet.lf { writeCR(into: &output) }
    var start = 0
    var search = 0
    while let lineFeed = OctetSearch.lineFeed(in: octets, from: search) {
      search = lineFeed + 1
      let followsCR = lineFeed > 0 ? octets[lineFeed - 1] == Octet.cr : holdsCR
      guard followsCR else {
        sawLoneLineFeed = true
        continue
      }
      if lineFeed - 1 > start { output.write(octets.extracting(start..<(lineFeed - 1))) }
      start = lineFeed
    }
    holdsCR = octets[octets.count - 1] == Octet.cr
    let end = holdsCR ? octets.count - 1 : octets.count
    if start < end { output.write(octets.extracting(start..<end)) }
  }

  mutating func finish(into output: inout some OctetSink) {
    if holdsCR { writeCR(into: &output) }
    holdsCR = false
  }

  private func writeCR(into output: inout some OctetSink) {
    let octets: InlineArray<1, UInt8> = [Octet.cr]
    output.write(octets.span)
  }
}
