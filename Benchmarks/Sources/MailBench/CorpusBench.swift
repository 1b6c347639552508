// SPDX-License-Identifier: Apache-2.0
import GMimeYardstick
import MIME

func yardstickBegin() { yardstick_begin() }

/// Parses and decodes every leaf, and keeps nothing: the job that GMime does beside it.
struct LeafDecoding: EntityEventSink, OctetSink {
  private var decoder = BodyDecoder()
  private var isInLeaf = false
  private(set) var leaves = 0
  private(set) var octets = 0

  mutating func write(_ octets: Span<UInt8>) { self.octets += octets.count }

  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    switch event {
    case .bodyBegan(let description):
      isInLeaf = description.kind == .leaf
      if isInLeaf { decoder.begin(description.encoding) }
    case .body:
      var counter = Counter()
      decoder.decode(octets, into: &counter)
      self.octets += counter.count
    case .entityEnded:
      guard isInLeaf else { return }
      isInLeaf = false
      leaves += 1
      var counter = Counter()
      _ = decoder.finish(into: &counter)
      self.octets += counter.count
    default: break
    }
  }
}

/// Counts octets.
struct Counter: OctetSink {
  var count = 0
  mutating func write(_ octets: Span<UInt8>) { count += octets.count }
}

/// Messages in memory, read by GMime and by this library.
struct CorpusBench {
  let name: String
  let messages: [[UInt8]]
  /// As much as the command reads at a time.
  private static let chunk = 256 << 10

  func run(turns: Int) {
    let octets = messages.reduce(0) { $0 + $1.count }
    var (gmime, decode, measure) = (Double.infinity, Double.infinity, Double.infinity)
    var theirs = (leaves: 0, octets: 0)
    var ours = (leaves: 0, octets: 0)
    for _ in 0..<turns {
      gmime = min(gmime, processorTime { theirs = decodeWithGMime() })
      decode = min(decode, processorTime { ours = decodeHere() })
      measure = min(measure, processorTime { measureHere() })
    }
    print("\(name): \(messages.count) messages, \(octets) octets")
    print(
      "  GMime: \(theirs.leaves) leaves, \(theirs.octets) octets decoded, \(shown(Double(octets) / gmime / 1e9)) GB/s"
    )
    print("  here:  \(ours.leaves) leaves, \(ours.octets) octets decoded")
    tell(
      "  parse and decode", octets: octets, seconds: decode, ratio: gmime / decode,
      goal: messages.count > 1000 ? 3 : 5)
    tell(
      "  measure (yardstick: parse and decode here)", octets: octets, seconds: measure,
      ratio: decode / measure, goal: 2)
  }

  private func decodeWithGMime() -> (Int, Int) {
    var leaves = 0
    var octets = 0
    for message in messages {
      unsafe message.withUnsafeBufferPointer { buffer in
        octets += unsafe yardstick_decode(buffer.baseAddress, buffer.count, &leaves)
      }
    }
    return (leaves, octets)
  }

  /// Processor seconds of parse and decode.
  func decodingTime() -> Double { processorTime { _ = decodeHere() } }

  private func decodeHere() -> (Int, Int) {
    var sink = LeafDecoding()
    for message in messages { Self.scan(message, into: &sink) }
    return (sink.leaves, sink.octets)
  }

  private func measureHere() {
    var meter = OverheadMeter()
    for (index, message) in messages.enumerated() {
      meter.beginMessage()
      Self.scan(message, into: &meter)
      meter.endMessage(file: "bench", number: index, mailbox: "bench")
    }
    precondition(meter.finish().total.messages == messages.count)
  }

  private static func scan(_ message: [UInt8], into sink: inout some EntityEventSink) {
    var scanner = EntityScanner()
    var start = 0
    while start < message.count {
      let end = min(message.count, start + chunk)
      scanner.scan(message.span.extracting(start..<end), into: &sink)
      start = end
    }
    scanner.finish(into: &sink)
  }
}
