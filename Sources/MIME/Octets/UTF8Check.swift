// SPDX-License-Identifier: Apache-2.0

/// Finds out whether octets are UTF-8 (RFC 3629 section 4), piece by piece.
struct UTF8Check: Sendable {
  private(set) var isValid = true
  /// Octets that the character at hand still needs.
  private var needed = 0
  /// What the next of them may be: not all leads allow all octets, so that each character has one form.
  private var next: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether a character has begun that has not ended.
  var isWithinCharacter: Bool { needed > 0 }

  mutating func take(_ octets: Span<UInt8>) {
    for index in octets.indices where isValid { take(octets[index]) }
  }

  private mutating func take(_ octet: UInt8) {
    if needed > 0 {
      if !next.contains(octet) { isValid = false }
      needed -= 1
      next = 0x80...0xBF
      return
    }
    switch octet {
    case 0x00...0x7F: break
    case 0xC2...0xDF: needed = 1
    case 0xE0...0xEF:
      needed = 2
      if octet == 0xE0 { next = 0xA0...0xBF }
      if octet == 0xED { next = 0x80...0x9F }
    case 0xF0...0xF4:
      needed = 3
      if octet == 0xF0 { next = 0x90...0xBF }
      if octet == 0xF4 { next = 0x80...0x8F }
    default: isValid = false
    }
  }
}
