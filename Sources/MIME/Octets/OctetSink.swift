// SPDX-License-Identifier: Apache-2.0

/// Receives octets, in order.
public protocol OctetSink {
  /// Takes the next octets, which are valid during the call only.
  mutating func write(_ octets: Span<UInt8>)
}

/// Removes one transfer encoding, chunk by chunk. Malformed input is decoded as far as it has a reading and noted in
/// `defects`.
public protocol TransferDecoder {
  /// What was wrong so far, each kind once.
  var defects: [Defect.Kind] { get }
  /// Decodes the next octets of the body.
  mutating func decode(_ octets: Span<UInt8>, into output: inout some OctetSink)
  /// Ends the body: writes what was held back.
  mutating func finish(into output: inout some OctetSink)
  /// Makes the decoder ready for another body.
  mutating func reset()
}

/// Applies one transfer encoding, chunk by chunk.
public protocol TransferEncoder {
  /// Encodes the next octets of the body.
  mutating func encode(_ octets: Span<UInt8>, into output: inout some OctetSink)
  /// Ends the body: writes what was held back.
  mutating func finish(into output: inout some OctetSink)
}
