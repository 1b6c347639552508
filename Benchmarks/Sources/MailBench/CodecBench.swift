// SPDX-License-Identifier: Apache-2.0
import Glibc
import MIME

/// Base64 beside memcpy: of the encoded octets for decoding, of the payload for encoding.
struct CodecBench {
  private let payload: [UInt8]

  init() {
    var generator = Generator(state: 3)
    payload = generator.octets(57 << 20)
  }

  func run(turns: Int) {
    for level in KernelLevel.allCases where level.rawValue <= KernelLevel.best.rawValue {
      level.select()
      let (decodeGoal, encodeGoal) = level == .avx2 ? (0.9, 0.7) : (0.28, 0.2)
      print("base64, \(level) kernels:")
      bench(
        "CRLF lines of 76", Base64Layout(width: 76, lineEnd: .crlf, finalLineEnds: 1), decodeGoal,
        encodeGoal, turns)
      for (name, layout) in [
        ("LF lines of 76", Base64Layout(width: 76, lineEnd: .lf, finalLineEnds: 1)),
        ("CRLF lines of 64", Base64Layout(width: 64, lineEnd: .crlf, finalLineEnds: 1)),
        ("CRLF lines of 60", Base64Layout(width: 60, lineEnd: .crlf, finalLineEnds: 1)),
        ("one line", Base64Layout(width: 0, lineEnd: .lf, finalLineEnds: 0)),
      ] {
        bench(name, layout, decodeGoal / 2, layout.width == 0 ? 0 : encodeGoal / 2, turns)
      }
      benchBlanks(decodeGoal / 2, turns)
    }
    KernelLevel.best.select()
  }

  private func bench(
    _ name: String, _ layout: Base64Layout, _ decodeGoal: Double, _ encodeGoal: Double, _ turns: Int
  ) {
    let encoded = encode(layout)
    decode(name, encoded, decodeGoal, turns)
    guard encodeGoal > 0 else { return }
    var (copy, best) = (Double.infinity, Double.infinity)
    for _ in 0..<turns {
      copy = min(copy, copyTime(payload))
      best = min(
        best,
        processorTime {
          var counter = Counter()
          var encoder = Base64Encoder(layout: layout)
          encoder.encode(payload.span, into: &counter)
          encoder.finish(into: &counter)
          precondition(counter.count == encoded.count)
        })
    }
    tell(
      "  encode to \(name)", octets: payload.count, seconds: best, ratio: copy / best,
      goal: encodeGoal)
  }

  /// A blank at the end of every third line.
  private func benchBlanks(_ goal: Double, _ turns: Int) {
    var text = encode(Base64Layout(width: 75, lineEnd: .crlf, finalLineEnds: 1))
    var line = 0
    for index in text.indices where text[index] == 0x0D {
      line += 1
      if line % 3 == 0, index + 2 < text.count { text[index] = 0x20 }
    }
    decode("lines of 75 with blanks", text, goal, turns)
  }

  private func encode(_ layout: Base64Layout) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(payload.count * 3 / 2)
    var encoder = Base64Encoder(layout: layout)
    encoder.encode(payload.span, into: &text)
    encoder.finish(into: &text)
    return text
  }

  private func decode(_ name: String, _ text: [UInt8], _ goal: Double, _ turns: Int) {
    var (copy, best) = (Double.infinity, Double.infinity)
    for _ in 0..<turns {
      copy = min(copy, copyTime(text))
      best = min(
        best,
        processorTime {
          var counter = Counter()
          var decoder = Base64Decoder()
          decoder.decode(text.span, into: &counter)
          decoder.finish(into: &counter)
          precondition(counter.count == payload.count)
        })
    }
    tell("  decode \(name)", octets: text.count, seconds: best, ratio: copy / best, goal: goal)
  }

  private func copyTime(_ octets: [UInt8]) -> Double {
    var target = [UInt8](repeating: 1, count: octets.count)
    return processorTime {
      unsafe target.withUnsafeMutableBytes { to in
        unsafe octets.withUnsafeBytes { from in
          guard let toBase = to.baseAddress, let fromBase = from.baseAddress else { return }
          unsafe memcpy(toBase, fromBase, from.count)
        }
      }
    }
  }
}
