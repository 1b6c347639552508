// SPDX-License-Identifier: Apache-2.0
import MailTypes

extension Array<UInt8>: OctetSink {
  /// Appends the octets as a block.
  public mutating func write(_ octets: Span<UInt8>) {
    append(octets)
  }

  /// Safe twin of `write(_:)`.
  package mutating func writePlainly(_ octets: Span<UInt8>) {
    for index in octets.indices { append(octets[index]) }
  }
}

/// Octets on their way from one stage to the next.
struct OctetBuffer: OctetSink, Sendable {
  private(set) var octets: [UInt8] = []

  mutating func write(_ span: Span<UInt8>) { octets.write(span) }

  /// Moves the octets out, so that they can be read while the owner changes.
  mutating func take() -> OctetBuffer {
    var taken = OctetBuffer()
    swap(&taken, &self)
    return taken
  }

  /// Takes back the room of what was moved out.
  mutating func giveBack(_ taken: consuming OctetBuffer) {
    taken.clear()
    octets = taken.octets
  }

  /// Forgets the octets and keeps the room.
  mutating func clear() { octets.removeAll(keepingCapacity: true) }

  /// Hands the octets on and keeps the room.
  mutating func drain(into output: inout some OctetSink) {
    guard !octets.isEmpty else { return }
    output.write(octets.span)
    clear()
  }
}
