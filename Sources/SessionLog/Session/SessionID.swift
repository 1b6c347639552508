// SPDX-License-Identifier: Apache-2.0

/// Identity of a session: 64 bits, shown as 16 hexadecimal digits.
package struct SessionID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package var value: UInt64
  package init(_ value: UInt64) { self.value = value }

  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  package static func < (a: SessionID, b: SessionID) -> Bool { a.value < b.value }
}
