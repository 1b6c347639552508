// SPDX-License-Identifier: Apache-2.0

/// The range in which the share behind `count` of `total` lies with a confidence of 95 %, by
/// E. B. Wilson's score interval (1927). Unlike the textbook interval it is right for few
/// observations and for shares near 0 and 1: 3 of 3 gives 0.44 to 1, not "100 %".
package struct WilsonInterval: Equatable, Sendable {
  package let lower: Double
  package let upper: Double

  /// 1.96 standard deviations hold 95 % of a normal distribution.
  private static let z = 1.959963984540054

  /// Without observations the range is 0 to 1.
  package init(count: Int, total: Int) {
    guard total > 0 else {
      lower = 0
      upper = 1
      return
    }
    let n = Double(total)
    let share = Double(min(max(count, 0), total)) / n
    let zz = Self.z * Self.z
    let centre = share + zz / (2 * n)
    let spread = Self.z * (share * (1 - share) / n + zz / (4 * n * n)).squareRoot()
    let scale = 1 + zz / n
    lower = count <= 0 ? 0 : max(0, (centre - spread) / scale)
    upper = count >= total ? 1 : min(1, (centre + spread) / scale)
  }
}
