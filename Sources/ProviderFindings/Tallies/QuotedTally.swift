// SPDX-License-Identifier: Apache-2.0

/// What became of addresses whose local part is a quoted string (RFC 5321 section 4.1.2), one
/// count for each address.
package struct QuotedTally: Equatable, Sendable {
  package var seen = 0
  package var accepted = 0
  package var refused = 0
  /// Refused with a text that shows the address without its quotes.
  package var mangled = 0
  /// Of the accepted: as reverse-path, as forward-path.
  package var acceptedReversePaths = 0
  package var acceptedForwardPaths = 0
  /// Of the refused: as reverse-path, as forward-path.
  package var refusedReversePaths = 0
  package var refusedForwardPaths = 0

  package init() {}

  package mutating func merge(_ other: QuotedTally) {
    seen += other.seen
    accepted += other.accepted
    refused += other.refused
    mangled += other.mangled
    acceptedReversePaths += other.acceptedReversePaths
    acceptedForwardPaths += other.acceptedForwardPaths
    refusedReversePaths += other.refusedReversePaths
    refusedForwardPaths += other.refusedForwardPaths
  }

  mutating func addRefused(
    asReversePath: Bool, mangled isMangled: Bool, mark: SessionMark, evidence: inout Evidence
  ) {
    seen += 1
    refused += 1
    if asReversePath { refusedReversePaths += 1 } else { refusedForwardPaths += 1 }
    evidence.add(.quotedRefused, mark)
    if isMangled {
      mangled += 1
      evidence.add(.quotedMangled, mark)
    }
  }
}
