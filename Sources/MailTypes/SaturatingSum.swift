// SPDX-License-Identifier: Apache-2.0

extension UInt64 {
  /// Adds, and stops at the greatest number: a log may claim any number of octets, and a sum of
  /// such claims must neither trap nor wrap. Saturating sums can still be taken in any order.
  package mutating func addSaturating(_ amount: UInt64) {
    let (sum, overflow) = addingReportingOverflow(amount)
    self = overflow ? .max : sum
  }
}
