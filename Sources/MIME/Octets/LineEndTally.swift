// SPDX-License-Identifier: Apache-2.0

/// Which line ends occur.
struct LineEndTally: Hashable, Sendable {
  private(set) var hasCRLF = false
  private(set) var hasLF = false

  mutating func add(_ counts: OctetCounts) {
    if counts.loneLineFeeds > 0 { hasLF = true }
    if counts.lineFeeds > counts.loneLineFeeds { hasCRLF = true }
  }

  mutating func add(isLoneLF: Bool) {
    if isLoneLF { hasLF = true } else { hasCRLF = true }
  }

  mutating func add(_ other: LineEndTally) {
    if other.hasLF { hasLF = true }
    if other.hasCRLF { hasCRLF = true }
  }

  /// Both kinds.
  var isMixed: Bool { hasCRLF && hasLF }
  /// LF alone.
  var isStore: Bool { hasLF && !hasCRLF }
}
