// SPDX-License-Identifier: Apache-2.0
import MIME

/// What must hold of scanner, decoders and encoders whatever the octets say. The fuzz target `FuzzMail` and the tests share
/// it.
enum MailInvariants {
  /// A sentence for the first rule that is broken, or nil. The first octet chooses how the input is cut.
  static func violation(of input: [UInt8]) -> String? {
    let step = Int(input.first ?? 0) % 64 + 1
    return scannerViolation(of: input, step: step) ?? coderViolation(of: input, step: step)
  }

  // MARK: Scanner

  /// Lossless, split-free, accounting, and the two ways to measure agree.
  static func scannerViolation(of input: [UInt8], step: Int) -> String? {
    let whole = record(input, step: max(1, input.count))
    if whole.octets != input { return "octets were lost, added or reported twice" }
    if record(input, step: step).events != whole.events { return "events depend on the chunks" }
    if record(input, step: 1).events != whole.events { return "events depend on single octets" }
    let measured = measured(input, step: max(1, input.count), oneByOne: false)
    if self.measured(input, step: step, oneByOne: false) != measured {
      return "measures depend on the chunks"
    }
    if self.measured(input, step: step, oneByOne: true) != measured {
      return "lines reported all at once are measured otherwise than one by one"
    }
    let tree = EntityTreeBuilder.tree(of: input.span)
    if tree.octets.total != input.count { return "the accounts do not add up" }
    for entity in tree.entities where entity.head.kind == .leaf {
      if let problem = leafViolation(of: entity, in: input) { return problem }
    }
    return nil
  }

  /// The measured size is the decoded size; a layout gives the encoded octets back.
  private static func leafViolation(of entity: Entity, in input: [UInt8]) -> String? {
    let body = Array(input[entity.body])
    var decoder = BodyDecoder()
    var decoded: [UInt8] = []
    decoder.begin(entity.head.encoding)
    decoder.decode(body.span, into: &decoded)
    _ = decoder.finish(into: &decoded)
    if decoded.count != entity.size.decoded { return "measured and decoded sizes differ" }
    guard let layout = entity.layout else { return nil }
    return encoded(decoded, layout: layout, step: 7) == body
      ? nil : "the layout does not give the body back"
  }

  static func record(
    _ input: [UInt8], step: Int, limits: ParseLimits = .standard
  ) -> EventRecorder {
    var scanner = EntityScanner(limits: limits)
    var recorder = EventRecorder()
    var start = 0
    while start < input.count {
      let end = min(input.count, start + step)
      scanner.scan(input.span.extracting(start..<end), into: &recorder)
      start = end
    }
    scanner.finish(into: &recorder)
    return recorder
  }

  /// Measures one message that comes in chunks of so many octets.
  ///
  /// - Parameter oneByOne: whether the meter gets all lines one by one, also those that it need not look at.
  static func measured(_ input: [UInt8], step: Int, oneByOne: Bool) -> CorpusTally {
    var scanner = EntityScanner()
    var relay = OneByOne(meter: OverheadMeter())
    relay.meter.beginMessage()
    var start = 0
    while start < input.count {
      let chunk = input.span.extracting(start..<min(input.count, start + step))
      if oneByOne {
        scanner.scan(chunk, into: &relay)
      } else {
        scanner.scan(chunk, into: &relay.meter)
      }
      start += chunk.count
    }
    scanner.finish(into: &relay.meter)
    relay.meter.endMessage(file: "f", number: 1, mailbox: "m")
    return relay.meter.finish()
  }

  // MARK: Coders

  static func coderViolation(of input: [UInt8], step: Int) -> String? {
    for (name, result) in [
      ("base64", decode(input, Base64Decoder(), step: step)),
      ("base64 whole", decode(input, Base64Decoder(), step: input.count + 1)),
    ] where result != plainBase64(input) {
      return "\(name) decodes otherwise than octet by octet"
    }
    let quoted = decode(input, QuotedPrintableDecoder(), step: input.count + 1)
    if decode(input, QuotedPrintableDecoder(), step: step) != quoted {
      return "quoted-printable depends on the chunks"
    }
    let layout = Base64Layout(
      width: step * 4, lineEnd: step % 2 == 0 ? .lf : .crlf, finalLineEnds: step % 3)
    let text = encoded(input, layout: layout, step: step)
    if decode(text, Base64Decoder(), step: step) != input { return "base64 does not come back" }
    var meter = Base64Meter()
    meter.measure(text.span)
    let measured = meter.finish()
    if measured.decoded != input.count { return "base64 is measured wrongly" }
    if measured.layout == nil { return "an encoder's output is not regular" }
    for isText in [true, false] {
      let printable = encode(input, QuotedPrintableEncoder(isText: isText), step: step)
      if decode(printable, QuotedPrintableDecoder(), step: step) != input {
        return "quoted-printable does not come back"
      }
      if longestLine(printable) > 76 { return "quoted-printable has a long line" }
    }
    return nil
  }

  static func decode(
    _ input: [UInt8], _ decoder: some TransferDecoder, step: Int
  ) -> [UInt8] {
    var decoder = decoder
    var output: [UInt8] = []
    var start = 0
    while start < input.count {
      let end = min(input.count, start + step)
      decoder.decode(input.span.extracting(start..<end), into: &output)
      start = end
    }
    decoder.finish(into: &output)
    return output
  }

  static func encode(
    _ input: [UInt8], _ encoder: some TransferEncoder, step: Int
  ) -> [UInt8] {
    var encoder = encoder
    var output: [UInt8] = []
    var start = 0
    while start < input.count {
      let end = min(input.count, start + step)
      encoder.encode(input.span.extracting(start..<end), into: &output)
      start = end
    }
    encoder.finish(into: &output)
    return output
  }

  static func encoded(_ input: [UInt8], layout: Base64Layout, step: Int) -> [UInt8] {
    encode(input, Base64Encoder(layout: layout), step: step)
  }

  private static func longestLine(_ octets: [UInt8]) -> Int {
    octets.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      $0.last == 0x0D ? $0.count - 1 : $0.count
    }.max() ?? 0
  }

  /// Base64 by the words of RFC 2045 section 6.8 alone.
  static func plainBase64(_ input: [UInt8]) -> [UInt8] {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var sextets: [Int] = []
    var padding = 0
    var output: [UInt8] = []
    func drain(_ count: Int) {
      let bits = sextets.reduce(0) { $0 << 6 | $1 } << (6 * (4 - sextets.count))
      for place in 0..<count { output.append(UInt8(bits >> (16 - 8 * place) & 255)) }
      sextets = []
    }
    for octet in input {
      if let value = alphabet.firstIndex(of: octet) {
        padding = 0
        sextets.append(value)
        if sextets.count == 4 { drain(3) }
      } else if octet == UInt8(ascii: "="), sextets.count >= 2 {
        padding += 1
        if sextets.count + padding == 4 {
          drain(sextets.count - 1)
          return output
        }
      }
    }
    if sextets.count >= 2 { drain(sextets.count - 1) }
    return output
  }
}

/// Hides from the scanner that the meter can take lines all at once.
private struct OneByOne: EntityEventSink {
  var meter: OverheadMeter

  mutating func receive(_ event: EntityEvent, _ octets: Span<UInt8>) {
    meter.receive(event, octets)
  }
}

/// Keeps events and octets; octets of one kind that come in several events are put together.
struct EventRecorder: EntityEventSink {
  /// One event with its octets.
  struct Recorded: Equatable {
    var event: EntityEvent
    var octets: [UInt8]
  }

  private(set) var events: [Recorded] = []
  private(set) var octets: [UInt8] = []

  mutating func receive(_ event: EntityEvent, _ span: Span<UInt8>) {
    var own: [UInt8] = []
    for index in span.indices { own.append(span[index]) }
    octets += own
    if !own.isEmpty, let last = events.last, last.event == event {
      events[events.count - 1].octets += own
    } else {
      events.append(Recorded(event: event, octets: own))
    }
  }

  /// Defects in the order in which they were reported.
  var defects: [Defect] {
    events.compactMap { if case .defect(let defect) = $0.event { defect } else { nil } }
  }

  /// Octets of all events of a kind.
  func octets(of event: EntityEvent) -> [UInt8] {
    events.filter { $0.event == event }.flatMap(\.octets)
  }
}
