// SPDX-License-Identifier: Apache-2.0

extension [UInt8] {
  /// Appends what a span holds.
  ///
  /// Fast stage: one copy in place of octet after octet. No more is read than the span has, and no
  /// more written than there is room for.
  @inline(__always)
  mutating func append(_ octets: Span<UInt8>) {
    unsafe octets.withUnsafeBufferPointer { source in
      append(addingCapacity: source.count) { room in
        unsafe room.withUnsafeMutableBufferPointer { target, filled in
          guard let from = source.baseAddress, let to = target.baseAddress else { return }
          precondition(target.count - filled >= source.count, "no room")
          unsafe (to + filled).initialize(from: from, count: source.count)
          filled += source.count
        }
      }
    }
  }
}
