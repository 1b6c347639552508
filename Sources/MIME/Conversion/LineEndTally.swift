// SPDX-License-Identifier: Apache-2.0

/// Which line ends occur.
struct LineEndTally: Hashable, Sendable {
  private(set) var hasCRLF = false
  private(set) var hasLF = false

  mutating func add(_ counts: OctetCounts) {
    if counts.loneLineFeeds > 0 { hasLF = true }
    if counts.lineFeeds > counts.loneLineFeeds { hasCRLF = true }
  }

  /// Both kinds.
  var isMixed: Bool { hasCRLF && hasLF }
  /// LF alone.
  var isStore: Bool { hasLF && !hasCRLF }
}
