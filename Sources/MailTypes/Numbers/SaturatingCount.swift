// SPDX-License-Identifier: Apache-2.0

extension UInt64 {
  /// The whole number nearest to an estimate: 0 for what is negative or no number, the greatest number for all above.
  /// The traffic of the whole world is more than an `Int` holds.
  package init(saturating value: Double) {
    if value >= 0x1p64 {
      self = .max
    } else {
      self = value >= 0.5 ? UInt64(value.rounded()) : 0
    }
  }
}
