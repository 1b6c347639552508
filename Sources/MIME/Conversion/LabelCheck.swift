// SPDX-License-Identifier: Apache-2.0

/// Holds the transfer encodings that a conversion has written against the octets that they are said of (RFC 2045 section 6.2):
/// of a leaf its body, of a composite all that it holds, the header sections of its parts included. Looks at octets only while
/// an entity with such a label is open.
struct LabelCheck: Sendable {
  private struct Level: Sendable {
    /// What the label claims; nil where it is not to be checked.
    var claim: TransferDomain?
    var counts = OctetCounts()
  }

  private var levels: [Level] = []
  /// Levels whose labels are checked.
  private var watched = 0
  private var isInHeader = false

  /// An entity begins, with its header section.
  mutating func beginEntity() {
    endLine()
    levels.append(Level())
    isInHeader = true
  }

  /// Its body begins.
  ///
  /// - Parameter claim: what its label claims, if that is to be checked.
  mutating func beginBody(claim: TransferDomain?) {
    endLine()
    isInHeader = false
    // Whatever there is, is binary.
    guard let claim, claim < .binary, !levels.isEmpty else { return }
    levels[levels.count - 1].claim = claim
    watched += 1
  }

  /// Takes octets of the innermost entity.
  mutating func take(_ octets: Span<UInt8>) {
    guard watched > 0, let level = present else { return }
    levels[level].counts.count(octets)
  }

  /// The innermost entity ends.
  ///
  /// - Returns: whether its label claims less than it holds.
  mutating func endEntity() -> Bool {
    endLine()
    isInHeader = false
    guard let level = levels.popLast() else { return false }
    if watched > 0, !levels.isEmpty { levels[levels.count - 1].counts.merge(level.counts) }
    guard let claim = level.claim else { return false }
    watched -= 1
    return !claim.covers(level.counts)
  }

  /// Whose body the octets belong to: a header section is part of the enclosing one.
  private var present: Int? {
    let index = levels.count - (isInHeader ? 2 : 1)
    return index >= 0 ? index : nil
  }

  private mutating func endLine() {
    if watched > 0, let level = present { levels[level].counts.breakOff() }
  }
}

extension TransferDomain {
  /// The narrowest domain of octets with these counts, whichever line end is used.
  init(of counts: OctetCounts) {
    let isLineData = counts.nuls == 0 && counts.loneCarriageReturns == 0 && !counts.hasLongLine
    self = isLineData ? counts.nonASCII > 0 ? .eightBit : .sevenBit : .binary
  }

  /// Whether a label of this domain is true of octets with these counts.
  func covers(_ counts: OctetCounts) -> Bool { TransferDomain(of: counts) <= self }
}
