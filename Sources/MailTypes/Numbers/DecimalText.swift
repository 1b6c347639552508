// SPDX-License-Identifier: Apache-2.0

/// Whole numbers in writing.
package enum DecimalText {
  /// Filled up with zeros in front: `07`.
  package static func padded(_ number: some UnsignedInteger, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
