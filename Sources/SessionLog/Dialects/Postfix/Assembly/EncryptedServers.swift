// SPDX-License-Identifier: Apache-2.0

/// Servers that were seen in TLS, by the hash of their address.
///
/// That a delivery was in the clear is seen from a line that is not there, and lines are lost. A server
/// that was seen in TLS before is only taken to be in the clear when that line is missing several times in
/// a row. Bounded: what does not fit is as one that was never seen.
struct EncryptedServers: Sendable {
  /// Deliveries without a line about TLS that are still taken for lost lines.
  private static let patience: UInt8 = 2
  private static let limit = 65_536

  /// Deliveries without such a line since the last one in TLS.
  private var missing: [UInt64: UInt8] = [:]

  /// A delivery to the server was in TLS.
  mutating func note(_ address: UInt64) {
    guard missing.count < Self.limit || missing[address] != nil else { return }
    missing[address] = 0
  }

  /// Counts a delivery without a line about TLS; whether it is one in the clear.
  mutating func isCertainlyPlain(_ address: UInt64) -> Bool {
    guard let count = missing[address], count < Self.patience else { return true }
    missing[address] = count + 1
    return false
  }
}
