// SPDX-License-Identifier: Apache-2.0
import CZlib
import MIME
import Reports

/// Measures what deflate (RFC 1951) makes of encoded leaves, each by itself, encoded and decoded.
struct DeflateMeter: EntityEventSink {
  private(set) var sizes = DeflatedSizes()
  private var scanner = EntityScanner()
  private var decoder = BodyDecoder()
  private var encodedStream = DeflateCounter()
  private var decodedStream = DeflateCounter()
  private var isInLeaf = false

  mutating func beginMessage() { scanner = EntityScanner() }

  mutating func receive(_ octets: Span<UInt8>) {
    var scanner = scanner
    scanner.scan(octets, into: &self)
    self.scanner = scanner
  }

  mutating func endMessage() {
    var scanner = scanner
    scanner.finish(into: &self)
    self.scanner = scanner
  }

  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    switch event {
    case .bodyBegan(let description):
      isInLeaf = description.kind == .leaf && description.encoding?.isDecodable == true
      if isInLeaf { decoder.begin(description.encoding) }
    case .body:
      guard isInLeaf else { return }
      encodedStream.write(octets)
      decoder.decode(octets, into: &decodedStream)
    case .entityEnded:
      guard isInLeaf else { return }
      isInLeaf = false
      _ = decoder.finish(into: &decodedStream)
      let encoded = encodedStream.finish()
      let decoded = decodedStream.finish()
      sizes.merge(
        DeflatedSizes(
          leaves: 1, encoded: encoded.input, decoded: decoded.input,
          deflatedEncoded: encoded.output, deflatedDecoded: decoded.output))
    default: break
    }
  }
}

/// Deflates one text after the other at zlib's usual level and counts what comes out.
@safe final class DeflateCounter: OctetSink {
  /// At a fixed place, since zlib's own state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: 64 << 10)
  private var inputCount = 0
  private var outputCount = 0

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let size = Int32(unsafe MemoryLayout<z_stream>.size)
    let result = unsafe deflateInit_(stream, Z_DEFAULT_COMPRESSION, ZLIB_VERSION, size)
    precondition(result == Z_OK, "no memory for deflate")
  }

  deinit {
    _ = unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  func write(_ octets: Span<UInt8>) {
    inputCount += octets.count
    unsafe octets.withUnsafeBufferPointer { buffer in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: buffer.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(buffer.count)
      while unsafe stream.pointee.avail_in > 0, step(Z_NO_FLUSH) == Z_OK {}
    }
  }

  /// Ends the text: its octets before and after, and the counter is ready for another.
  func finish() -> (input: Int, output: Int) {
    unsafe stream.pointee.avail_in = 0
    while step(Z_FINISH) == Z_OK {}
    defer {
      inputCount = 0
      outputCount = 0
      _ = unsafe deflateReset(stream)
    }
    return (inputCount, outputCount)
  }

  private func step(_ flush: Int32) -> Int32 {
    unsafe output.withUnsafeMutableBufferPointer { buffer in
      unsafe stream.pointee.next_out = buffer.baseAddress
      unsafe stream.pointee.avail_out = UInt32(buffer.count)
      let result = unsafe deflate(stream, flush)
      unsafe outputCount += buffer.count - Int(stream.pointee.avail_out)
      return result
    }
  }
}
