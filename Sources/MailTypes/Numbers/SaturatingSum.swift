// SPDX-License-Identifier: Apache-2.0

extension FixedWidthInteger {
  /// Adds, and stops at the greatest number: a log or a register may claim any number, and a sum of such claims must
  /// neither trap nor wrap. Sums of numbers that are not negative can still be taken in any order.
  @inlinable
  package mutating func addSaturating(_ amount: Self) {
    self = saturatingSum(amount)
  }

  /// The sum, which stops at the greatest and the least number.
  @inlinable
  package func saturatingSum(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }
}
