// SPDX-License-Identifier: Apache-2.0

/// All addresses that begin with the same bits, written `203.0.113.0/24`.
package struct NetworkPrefix: Hashable, Sendable, CustomStringConvertible {
  package let address: IPAddress
  package let length: Int

  /// The network of `length` bits in which `address` lies.
  package init(_ address: IPAddress, length: Int) {
    let length = min(max(length, 0), address.width)
    let host = address.width - length
    let mask: UInt128 = host >= 128 ? 0 : ~0 << UInt128(host)
    self.address = IPAddress(family: address.family, value: address.value & mask)
    self.length = length
  }

  /// The network that stands for a peer without a name: what one customer usually gets, a /24 of
  /// IPv4 or a /64 of IPv6.
  package init(ofPeer address: IPAddress) {
    self.init(address, length: address.family == .v4 ? 24 : 64)
  }

  package func contains(_ other: IPAddress) -> Bool {
    other.family == address.family && NetworkPrefix(other, length: length).address == address
  }

  package var description: String { "\(address)/\(length)" }
}
