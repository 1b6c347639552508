// SPDX-License-Identifier: Apache-2.0
import MailCost
import Glibc
import MIME
import Reports

/// How fast this machine encodes and decodes base64, measured now on one core.
enum CodecSpeed {
  /// Octets of payload: more than the caches near the core hold.
  private static let payloadCount = 1 << 20
  /// Seconds of processor time after which it is enough.
  private static let limit = 0.01

  /// Octets of payload a second of processor time: encoding, decoding. The best of a few tries.
  static func measure() -> CodecRate {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    var portion = [UInt8](repeating: 0, count: 64 << 10)
    for index in portion.indices {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      portion[index] = UInt8(truncatingIfNeeded: state >> 33)
    }
    var payload: [UInt8] = []
    payload.reserveCapacity(payloadCount)
    while payload.count < payloadCount { payload += portion }
    var encoded: [UInt8] = []
    encoded.reserveCapacity(payloadCount / 2 * 3)
    var encoder = Base64Encoder()
    encoder.encode(payload.span, into: &encoded)
    encoder.finish(into: &encoded)
    var best = CodecRate(encode: 0, decode: 0)
    let first = processorTime()
    for _ in 0..<8 {
      var counter = OctetTotal()
      let start = processorTime()
      var encoder = Base64Encoder()
      encoder.encode(payload.span, into: &counter)
      encoder.finish(into: &counter)
      let middle = processorTime()
      var decoder = Base64Decoder()
      decoder.decode(encoded.span, into: &counter)
      decoder.finish(into: &counter)
      let end = processorTime()
      best.encode = max(best.encode, Double(payloadCount) / max(middle - start, 1e-9))
      best.decode = max(best.decode, Double(payloadCount) / max(end - middle, 1e-9))
      if end - first > limit { break }
    }
    return best
  }

  private static func processorTime() -> Double {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// Counts octets and keeps none.
private struct OctetTotal: OctetSink {
  var count = 0
  mutating func write(_ octets: Span<UInt8>) { count += octets.count }
}
