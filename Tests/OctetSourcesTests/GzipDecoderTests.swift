// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import OctetSources

#if ISAL
  /// ISA-L against zlib, which is its plain twin.
  @Suite struct GzipDecoderTests {
    /// What a decoder makes of a member that comes in pieces, into room that comes in pieces.
    struct Outcome: Equatable {
      var octets: [UInt8] = []
      var end: DecodingStep?
      /// Octets behind the end.
      var unread = 0
    }

    private func decode<Decoder: GzipDecoding & ~Copyable>(
      _ data: [UInt8], pieces: [Int], room: Int, with decoder: inout Decoder
    ) -> Outcome {
      var outcome = Outcome()
      guard decoder.begin() else { return outcome }
      var input = CompressedInput()
      var next = 0
      for piece in pieces + [data.count] {
        let end = min(next + piece, data.count)
        let rest = Array(input.octets[input.unread]) + data[next..<end]
        input.fill(with: rest.span, isAtEnd: end == data.count)
        next = end
        var buffer = [UInt8](repeating: 0, count: room)
        var filled = room
        while filled == room || !input.isEmpty {
          filled = 0
          var span = buffer.mutableSpan
          let step = decoder.decode(&input, into: &span, from: &filled)
          outcome.octets += buffer[..<filled]
          if step != .goesOn {
            outcome.end = step
            outcome.unread = input.unread.count + data.count - next
            return outcome
          }
        }
      }
      return outcome
    }

    @Test(arguments: Seed.several(200))
    func `both decoders give the same octets and the same end, wherever the input is cut`(
      seed: Seed
    ) {
      var generator = seed.generator
      let text = logLike(count: generator.number(0...20_000), seed: seed.value)
      var data = Compressors.gzip(text)
      let isDamaged = generator.once(in: 3)
      if isDamaged {
        data[generator.number(10...data.count - 1)] ^= UInt8(1 << generator.number(0...7))
      }
      data += generator.octets(count: generator.number(0...20), from: "abc")
      let largest = generator.once(in: 2) ? 9 : 3_000
      let pieces = (0..<200).map { _ in generator.number(1...largest) }
      let room = generator.number(1...5_000)
      var zlib = ZlibDecoder()
      var isal = ISALDecoder()
      let expected = decode(data, pieces: pieces, room: room, with: &zlib)
      let outcome = decode(data, pieces: pieces, room: room, with: &isal)
      if isDamaged {
        // How much comes before the damage is noticed is the decoder's affair.
        #expect(outcome.end == expected.end || outcome.octets == text)
      } else {
        #expect(outcome == expected)
        #expect(outcome.octets == text)
      }
      // A decoder that has been through this serves the next member.
      let again = decode(Compressors.gzip(text), pieces: [], room: room, with: &isal)
      #expect(again.octets == text && again.end == .ended)
    }
  }
#endif
