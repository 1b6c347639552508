// SPDX-License-Identifier: Apache-2.0

/// FNV-1a of 64 bits: finds damage, tells names apart, and resists no attacker. Stored in files: it stays as it is.
package struct FNV1a: Equatable, Sendable {
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package init(_ octets: some Sequence<UInt8>) {
    add(octets)
  }

  package mutating func add(_ octet: UInt8) {
    value = (value ^ UInt64(octet)) &* 0x100_0000_01B3
  }

  package mutating func add(_ octets: some Sequence<UInt8>) {
    for octet in octets { add(octet) }
  }

  package mutating func add(_ octets: borrowing Span<UInt8>) {
    for index in octets.indices { add(octets[index]) }
  }
}
