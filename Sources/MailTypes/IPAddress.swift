// SPDX-License-Identifier: Apache-2.0

/// An IPv4 or IPv6 address, and the text form of the network it lies in.
package struct IPAddress: Hashable, Sendable {
  package enum Family: UInt8, Sendable { case v4, v6 }

  package let family: Family
  /// The address as a number; IPv4 in the low 32 bits.
  package let value: UInt128

  package init(family: Family, value: UInt128) {
    self.family = family
    self.value = value
  }

  /// Width of an address in bits.
  package var width: Int { family == .v4 ? 32 : 128 }

  /// Reads an address without brackets; a leading `IPv6:` (RFC 5321 section 4.1.3) is accepted. An
  /// IPv4-mapped IPv6 address is the IPv4 address.
  package init?(_ text: some Collection<UInt8>) {
    var octets = Array(text)
    if octets.count > 5, octets[0..<5].elementsEqual("ipv6:".utf8, by: { $0 | 0x20 == $1 | 0x20 }) {
      octets.removeFirst(5)
    }
    guard octets.count <= 45 else { return nil }
    if octets.contains(UInt8(ascii: ":")) {
      guard let value = Self.v6(octets) else { return nil }
      if value >> 32 == 0xFFFF {
        self.init(family: .v4, value: value & 0xFFFF_FFFF)
      } else {
        self.init(family: .v6, value: value)
      }
    } else {
      guard let value = Self.v4(octets[...]) else { return nil }
      self.init(family: .v4, value: UInt128(value))
    }
  }

  /// `IPv4address = dec-octet "." dec-octet "." dec-octet "." dec-octet` (RFC 3986 section 3.2.2)
  private static func v4(_ text: ArraySlice<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    for part in parts {
      guard let number = decimal(part), number <= 255 else { return nil }
      value = value << 8 | number
    }
    return value
  }

  private static func decimal(_ digits: ArraySlice<UInt8>) -> UInt32? {
    guard (1...3).contains(digits.count) else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
    }
    return value
  }

  /// RFC 4291 section 2.2: eight groups of hexadecimal digits, one run of zeros as `::`, the last
  /// two groups as an IPv4 address if one likes.
  private static func v6(_ text: [UInt8]) -> UInt128? {
    var groups: [UInt16] = []
    var gap: Int?
    var index = 0
    if text.starts(with: [0x3A, 0x3A]) {
      gap = 0
      index = 2
    }
    while index < text.count {
      let end = text[index...].firstIndex(of: UInt8(ascii: ":")) ?? text.count
      let group = text[index..<end]
      if group.contains(UInt8(ascii: ".")) {
        guard end == text.count, let tail = v4(group) else { return nil }
        groups.append(UInt16(tail >> 16))
        groups.append(UInt16(tail & 0xFFFF))
        index = end
        break
      }
      guard let number = hexadecimal(group) else { return nil }
      groups.append(number)
      index = end
      guard index < text.count else { break }
      index += 1
      if index == text.count { return nil }
      if text[index] == UInt8(ascii: ":") {
        guard gap == nil else { return nil }
        gap = groups.count
        index += 1
      }
    }
    guard gap == nil ? groups.count == 8 : groups.count < 8 else { return nil }
    if let gap {
      groups.insert(contentsOf: [UInt16](repeating: 0, count: 8 - groups.count), at: gap)
    }
    return groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
    guard (1...4).contains(digits.count) else { return nil }
    var value: UInt16 = 0
    for digit in digits {
      let number: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): number = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): number = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt16(number)
    }
    return value
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted decimal, or the form of RFC 5952 section 4.
  package var description: String {
    if family == .v4 {
      return (0..<4).map { String(value >> UInt128(24 - 8 * $0) & 0xFF) }.joined(separator: ".")
    }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      guard groups[start] == 0 else {
        start += 1
        continue
      }
      let end = groups[start...].firstIndex { $0 != 0 } ?? 8
      if end - start > longest.count, end - start > 1 { longest = start..<end }
      start = end
    }
    func joined(_ part: ArraySlice<UInt16>) -> String {
      part.map { String($0, radix: 16) }.joined(separator: ":")
    }
    guard !longest.isEmpty else { return joined(groups[...]) }
    return joined(groups[..<longest.lowerBound]) + "::" + joined(groups[longest.upperBound...])
  }
}
