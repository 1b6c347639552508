// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Appends what a span holds.
  mutating func append(_ octets: Span<UInt8>) {
    unsafe octets.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
