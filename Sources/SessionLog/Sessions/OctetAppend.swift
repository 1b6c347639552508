// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Appends what a span holds.
  ///
  /// Fast stage: one copy in place of octet after octet. The span's own bounds are all that is read.
  mutating func append(_ octets: Span<UInt8>) {
    unsafe octets.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
