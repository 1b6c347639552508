// SPDX-License-Identifier: Apache-2.0

/// Whole lines of a header section in which most have nothing to look for: pure ASCII, no line that breaks a rule, and no
/// field of these: Content-Type, Content-Transfer-Encoding, Content-Transfer-Recipe, MIME-Version, From, Date,
/// DKIM-Signature, ARC-Seal.
public struct HeaderLines: Hashable, Sendable {
  /// How many.
  public let count: Int
  /// How many end in LF without CR.
  public let loneLineFeedCount: Int
  /// The last field that begins among them; nil if all of them go on with the field before.
  public let lastField: FieldName?
}

extension EntityEventSink {
  /// Takes the lines one by one.
  public mutating func receiveHeaderLines(_ octets: Span<UInt8>, _ lines: HeaderLines) {
    receiveOneByOne(octets)
  }

  /// Takes whole lines of header fields one by one.
  mutating func receiveOneByOne(_ octets: Span<UInt8>) {
    var start = 0
    while start < octets.count {
      if !Octet.isBlank(octets[start]) {
        receive(.fieldBegan(FieldName(ofLine: octets, at: start)), Span())
      }
      let end = OctetSearch.lineFeed(in: octets, from: start).map { $0 + 1 } ?? octets.count
      receive(.field, octets.extracting(start..<end))
      start = end
    }
  }
}

extension FieldName {
  /// The name of the field whose line begins at `start`.
  fileprivate init(ofLine octets: Span<UInt8>, at start: Int) {
    var end = start
    while end < octets.count, octets[end] != Octet.colon { end += 1 }
    self = FieldName(octets, start..<end)
  }
}

extension EntityScanner {
  /// Reports the plain lines that begin at `start` all at once; returns the index behind them, nil where there are none.
  @inline(__always)
  mutating func tellPlainHeaderLines(
    _ octets: Span<UInt8>, from start: Int, into sink: inout some EntityEventSink
  ) -> Int? {
    // A field that is collected, a line that goes on, and the limit are the business of `scanHeaderLine`.
    guard header.isInField, header.collecting == nil, !header.isInLongLine,
      header.octets < limits.headerOctets
    else { return nil }
    let room = limits.headerOctets - header.octets
    let end = min(octets.count, room < octets.count ? start + room : octets.count)
    let found = HeaderLineSearch.plainLines(in: octets, start..<end)
    guard found.lines > 0 else { return nil }
    let lines = octets.extracting(start..<(start + found.octets))
    sink.receiveHeaderLines(
      lines,
      HeaderLines(
        count: found.lines, loneLineFeedCount: found.loneLineFeeds,
        lastField: found.name.isEmpty ? nil : FieldName(lines, found.name)))
    header.octets += found.octets
    offset += found.octets
    return start + found.octets
  }
}
