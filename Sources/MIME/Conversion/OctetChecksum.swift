// SPDX-License-Identifier: Apache-2.0
internal import CTransferCoding

/// CRC-32C (RFC 9260 appendix A) of octets that come in pieces, with their count. It detects damage in transport, not forgery.
///
/// The kernel uses the processor's instruction where there is one; `addPlainly` is its safe twin.
package struct OctetChecksum: Hashable, Sendable {
  /// Octets added.
  package private(set) var count = 0
  /// The CRC-32C.
  package private(set) var value: UInt32 = 0

  package init() {}

  package init(count: Int, value: UInt32) {
    self.count = count
    self.value = value
  }

  package mutating func add(_ octets: Span<UInt8>) {
    count += octets.count
    value = unsafe octets.withUnsafeBufferPointer { [value] buffer in
      guard let base = buffer.baseAddress else { return value }
      return unsafe tc_crc32c(value, base, buffer.count)
    }
  }

  package mutating func addPlainly(_ octets: Span<UInt8>) {
    count += octets.count
    var register = ~value
    for index in octets.indices {
      register ^= UInt32(octets[index])
      for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0x82F6_3B78 : register >> 1 }
    }
    value = ~register
  }
}
