// SPDX-License-Identifier: Apache-2.0

/// Where a message stands.
package struct MessagePlace: Equatable, Sendable {
  /// Number of the input in its plan.
  package var input: Int
  /// Number of the message in its file, from 1.
  package var number: Int
  /// Offset of the message in the (decompressed) file, behind the `From ` line if there is one.
  package var offset: Int
  /// Whether a `From ` line stands before it.
  package var hasEnvelope: Bool

  package init(input: Int, number: Int, offset: Int, hasEnvelope: Bool = false) {
    self.input = input
    self.number = number
    self.offset = offset
    self.hasEnvelope = hasEnvelope
  }
}

/// Receives the messages of a mail store, one after the other, in chunks.
package protocol MessageHandler {
  /// A message begins.
  mutating func beginMessage(_ place: MessagePlace)
  /// Its next octets, valid during the call only.
  mutating func receive(_ octets: Span<UInt8>)
  /// The message has ended.
  mutating func endMessage()
}
