// SPDX-License-Identifier: Apache-2.0

extension RandomAccessCollection {
  /// The index of the first element for which `belongs` holds, by bisection: it holds for none before and for all behind.
  /// The end where it holds for none. (The name is that of the swift-algorithms package.)
  ///
  /// Inlinable, since without the closure's body in place each step is three calls.
  @inlinable
  package func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = distance(from: low, to: endIndex)
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if belongs(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
