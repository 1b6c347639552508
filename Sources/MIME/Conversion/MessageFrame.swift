// SPDX-License-Identifier: Apache-2.0

/// Octets of a message that are nobody's body: header sections, and what stands around body parts.
struct MessageFrame: Sendable {
  var header = OctetCounts()
  var structure = OctetCounts()

  /// Line ends so far.
  var lineEnds: LineEndTally {
    var tally = LineEndTally()
    tally.add(header)
    tally.add(structure)
    return tally
  }

  /// What is counted next does not go on from what was counted last.
  mutating func breakOff() {
    header.breakOff()
    structure.breakOff()
  }

  func fits(_ domain: TransferDomain, isLineStore: Bool) -> Bool {
    domain.allows(header, isLineStore: isLineStore)
      && domain.allows(structure, isLineStore: isLineStore)
  }

  /// Adds the frame of a message inside; not what the domain forbids there, if it is going to be a body.
  mutating func addInner(_ inner: MessageFrame, asBody: Bool) {
    guard !asBody else { return }
    header.merge(inner.header)
    structure.merge(inner.structure)
  }
}

extension TransferDomain {
  /// Whether octets with these counts may stand unencoded.
  ///
  /// - Parameter isLineStore: whether LF alone ends the lines of the message as stored, in place of CRLF.
  func allows(_ counts: OctetCounts, isLineStore: Bool) -> Bool {
    if self == .binary { return true }
    if self == .sevenBit, counts.nonASCII > 0 { return false }
    let wrongLineEnds =
      isLineStore ? counts.lineFeeds - counts.loneLineFeeds : counts.loneLineFeeds
    return counts.nuls == 0 && counts.loneCarriageReturns == 0 && !counts.hasLongLine
      && wrongLineEnds == 0
  }
}
