// SPDX-License-Identifier: Apache-2.0

/// Decodes base64 (RFC 2045 section 6.8), whatever its line layout.
public struct Base64Decoder: TransferDecoder, Sendable {
  private var group = Base64Group()
  /// Decoded octets on their way to the output, made when first needed and reused from chunk to chunk.
  private var decoded: [UInt8] = []
  private var filled = 0

  /// Octets decoded into the buffer before they are written, at most: small enough for the second cache level, beside as many
  /// that are read, and large enough to be written to a file as they are. Little input gets a smaller buffer.
  private static let bufferSize = 48 << 10
  private static let smallestBuffer = 1 << 10

  /// A decoder at the beginning of a body.
  public init() {}

  /// What was wrong so far, each kind once.
  public var defects: [Defect.Kind] { group.defects }

  /// Makes the decoder ready for another body.
  public mutating func reset() {
    group = Base64Group()
    filled = 0
  }

  /// Decodes the next octets of the body.
  public mutating func decode(_ octets: Span<UInt8>, into output: inout some OctetSink) {
    var index = 0
    let room = makeRoom(for: octets.count)
    while index < octets.count {
      if group.isAtGroupStart {
        let run = Base64Kernel.decode(
          octets, from: index, into: &decoded, at: filled, room: room - filled)
        index += run.consumed
        filled += run.written
        if filled > room - 256 { flush(into: &output) }
        if index == octets.count { break }
      }
      index = decodePlainly(octets, from: index, into: &output)
    }
    flush(into: &output)
  }

  /// Makes the buffer, which is empty between two chunks, large enough for one of `count` octets; returns how many it takes.
  private mutating func makeRoom(for count: Int) -> Int {
    let room = min(Self.bufferSize, max(Self.smallestBuffer, count))
    if decoded.count < room + Base64Kernel.slack {
      decoded = Array(repeating: 0, count: room + Base64Kernel.slack)
    }
    return decoded.count - Base64Kernel.slack
  }

  /// Decodes octet by octet to the end of a group that a kernel could not take; returns the index behind it.
  private mutating func decodePlainly(
    _ octets: Span<UInt8>, from start: Int, into output: inout some OctetSink
  ) -> Int {
    var index = start
    while index < octets.count {
      let octet = octets[index]
      index += 1
      if Octet.isWhitespace(octet) { continue }
      if case .octets(let bits, let count) = group.take(octet) {
        keep(bits, count)
        if filled + Base64Kernel.slack > decoded.count - 4 { flush(into: &output) }
        if count == 3 { break }
      }
    }
    return index
  }

  private mutating func keep(_ bits: UInt32, _ count: Int) {
    for place in 0..<count {
      decoded[filled + place] = UInt8(truncatingIfNeeded: bits >> UInt32(8 * (count - 1 - place)))
    }
    filled += count
  }

  /// Ends the body: writes what was held back.
  public mutating func finish(into output: inout some OctetSink) {
    if case .octets(let bits, let count) = group.finish() { keep(bits, count) }
    flush(into: &output)
  }

  private mutating func flush(into output: inout some OctetSink) {
    guard filled > 0 else { return }
    output.write(decoded.span.extracting(0..<filled))
    filled = 0
  }
}
