// SPDX-License-Identifier: Apache-2.0

/// Three-digit reply code of an SMTP reply (RFC 5321 section 4.2).
public struct ReplyCode: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The code as a number, 200 to 599.
  public let value: UInt16

  /// Makes a code from a number; nil outside 200 to 599.
  public init?(_ value: UInt16) {
    guard (200...599).contains(value) else { return nil }
    self.value = value
  }

  /// First digit: 2 done, 3 go on, 4 refused for now, 5 refused.
  public var severity: UInt16 { value / 100 }
  /// The three digits.
  public var description: String { String(value) }
  /// Orders codes as numbers.
  public static func < (a: ReplyCode, b: ReplyCode) -> Bool { a.value < b.value }
}
