// SPDX-License-Identifier: Apache-2.0

/// A share, kept as the two counts that it is made of; percentages exist in renderers only.
package struct Ratio: Hashable, Sendable {
  package var part: Int
  package var whole: Int

  /// Whether everything there is was counted, so that nothing is estimated from a sample.
  package private(set) var isCensus = false

  package init(_ part: Int, of whole: Int) {
    self.part = part
    self.whole = whole
  }

  package init(census part: Int, of whole: Int) {
    self.init(part, of: whole)
    isCensus = true
  }

  /// Below this many cases a percentage is marked as rough (`~`).
  package static let fewCases = 20

  /// Whether the share rests on so few cases that a percentage alone would mislead.
  package var isRough: Bool { !isCensus && whole < Ratio.fewCases }

  /// The share in tenths of a percent, 0 to 1000; nil where the denominator is zero. Only a share
  /// that is exactly nothing or everything gives 0 or 1000: 999 of 1000 cases must not read as all.
  package var perMille: Int? {
    guard whole > 0 else { return nil }
    if part <= 0 { return 0 }
    if part >= whole { return 1000 }
    // Large counts lose low bits, which a tenth of a percent does not show.
    let excess = max(0, 14 - whole.leadingZeroBitCount)
    let (p, w) = (part >> excess, whole >> excess)
    return min(999, max(1, (p * 2000 + w) / (2 * w)))
  }
}
