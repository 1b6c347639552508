// SPDX-License-Identifier: Apache-2.0

/// Counts the octets that decide how text may travel (RFC 2045 sections 2.7 to 2.9), over chunks.
public struct OctetCounts: Hashable, Sendable {
  /// All LF.
  public internal(set) var lineFeeds = 0
  /// LF that no CR precedes.
  public internal(set) var loneLineFeeds = 0
  /// CR that no LF follows.
  public internal(set) var loneCarriageReturns = 0
  /// NUL octets.
  public internal(set) var nuls = 0
  /// Octets of 128 and more.
  public internal(set) var nonASCII = 0
  /// Whether a line has more than 998 octets (RFC 5322 section 2.1.1).
  public internal(set) var hasLongLine = false
  /// Length so far of the line that is open at the end.
  var openLine = 0
  /// The last octet was a CR whose successor is not known.
  var holdsCR = false

  /// No octets yet.
  public init() {}

  /// Counts the next octets.
  public mutating func count(_ octets: Span<UInt8>) { CountingKernel.count(octets, into: &self) }

  /// Counts LF and CR in the next octets, and leaves everything else at 0.
  package mutating func countLineEnds(_ octets: Span<UInt8>) {
    CountingKernel.countLineEnds(octets, into: &self)
  }

  /// Counts no more than the line end behind which the octets, of one line, end.
  mutating func countLineEnd(of octets: Span<UInt8>) {
    let last = octets.count - 1
    guard last >= 0 else { return }
    if octets[last] == Octet.lf {
      lineFeeds += 1
      if !(last > 0 ? octets[last - 1] == Octet.cr : holdsCR) { loneLineFeeds += 1 }
    }
    holdsCR = octets[last] == Octet.cr
  }

  /// Ends the octets: a CR at the very end is a lone one.
  public mutating func finish() {
    if holdsCR { loneCarriageReturns += 1 }
    holdsCR = false
  }

  /// Ends a line, for what is counted next does not go on from it.
  mutating func breakOff() {
    finish()
    openLine = 0
  }

  /// Adds what was counted elsewhere, both having ended.
  mutating func merge(_ other: OctetCounts) {
    lineFeeds += other.lineFeeds
    loneLineFeeds += other.loneLineFeeds
    loneCarriageReturns += other.loneCarriageReturns
    nuls += other.nuls
    nonASCII += other.nonASCII
    if other.hasLongLine { hasLongLine = true }
  }

  /// Whether the octets end without a line end.
  var endsWithinLine: Bool { openLine > 0 }

  /// Whether the octets keep to 8bit data: short lines that end in CRLF, no NUL.
  public var isEightBitData: Bool {
    loneLineFeeds == 0 && loneCarriageReturns == 0 && nuls == 0 && !hasLongLine
  }

  /// Safe twin of the kernel behind `count(_:)`, octet by octet.
  package mutating func countPlainly(_ octets: Span<UInt8>) {
    for index in octets.indices { countPlainly(octets[index]) }
  }

  private mutating func countPlainly(_ octet: UInt8) {
    if octet == Octet.lf {
      lineFeeds += 1
      // The CR of CRLF was counted into the line.
      if holdsCR { openLine -= 1 } else { loneLineFeeds += 1 }
      holdsCR = false
      if openLine > 998 { hasLongLine = true }
      openLine = 0
      return
    }
    if holdsCR { loneCarriageReturns += 1 }
    holdsCR = octet == Octet.cr
    if octet == 0 { nuls += 1 }
    if octet >= 128 { nonASCII += 1 }
    openLine += 1
    // Not yet, if this is the CR of a line of 998.
    if openLine > 999 || openLine > 998 && !holdsCR { hasLongLine = true }
  }
}
