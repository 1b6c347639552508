// SPDX-License-Identifier: Apache-2.0

/// Octets on their way from one stage to the next.
struct OctetBuffer: OctetSink, Sendable {
  private(set) var octets: [UInt8] = []

  /// Appends as a block. Appending octet by octet, its safe twin, is `[UInt8].write`.
  mutating func write(_ span: Span<UInt8>) {
    unsafe span.withUnsafeBufferPointer { unsafe octets.append(contentsOf: $0) }
  }

  /// Moves the octets out, so that they can be read while the owner changes.
  mutating func take() -> OctetBuffer {
    var taken = OctetBuffer()
    swap(&taken, &self)
    return taken
  }

  /// Takes back the room of what was moved out.
  mutating func giveBack(_ taken: consuming OctetBuffer) {
    taken.octets.removeAll(keepingCapacity: true)
    octets = taken.octets
  }

  /// Hands the octets on and keeps the room.
  mutating func drain(into output: inout some OctetSink) {
    guard !octets.isEmpty else { return }
    output.write(octets.span)
    octets.removeAll(keepingCapacity: true)
  }
}
