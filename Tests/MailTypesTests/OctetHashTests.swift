// SPDX-License-Identifier: Apache-2.0
import MailTypes
import TestSupport
import Testing

@Suite struct OctetHashTests {
  @Test func `the hash of a record is that of its plain twin`() {
    var generator = Seed(2).generator
    for length in 0..<200 {
      let octets = generator.octets(count: length)
      #expect(RecordHash.hash(octets.span) == RecordHash.plain(octets))
    }
  }

  @Test(arguments: Seed.several(20))
  func `the fast hash is the plain one`(seed: Seed) {
    var generator = seed.generator
    let octets = (0..<generator.number(0...70)).map { _ in UInt8(generator.number(0...255)) }
    #expect(OctetHash.fast(octets.span) == OctetHash.plain(octets))
    let from = generator.number(0...octets.count)
    #expect(OctetHash.fast(octets.span.extracting(from...)) == OctetHash.plain(octets[from...]))
  }

  /// They are stored: in sessions' identities, in tallies and in what a state remembers.
  @Test func `hashes stay what they are`() {
    let octets = Array("220 mx.example ESMTP".utf8)
    #expect(RecordHash.plain(octets) == 6_379_974_566_436_220_188)
    #expect(OctetHash.plain(octets) == 0xBAED_A184_2B3C_C999)
    #expect(FNV1a("foobar".utf8).value == 0x8594_4171_F739_67E8)
  }
}
