// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

/// The kernels of the conversion beside their plain twins, in each form that the processor has.
@Suite(.serialized) struct ConversionKernelTests {
  @Test func `the checksum is that of the standard`() {
    var checksum = OctetChecksum()
    checksum.add(Array("123456789".utf8).span)
    // The check value of CRC-32C.
    #expect(checksum.value == 0xE306_9283)
    #expect(checksum.count == 9)
  }

  @Test(arguments: Seed.several(20))
  func `the checksum does not depend on pieces nor on the form of the kernel`(seed: Seed) {
    var generator = seed.generator
    let octets = generator.octets(count: generator.number(0...30_000))
    var plain = OctetChecksum()
    plain.addPlainly(octets.span)
    for level in KernelLevel.allCases {
      level.select()
      var checksum = OctetChecksum()
      var start = 0
      while start < octets.count {
        let end = min(octets.count, start + generator.number(1...14_000))
        checksum.add(octets.span.extracting(start..<end))
        start = end
      }
      #expect(checksum == plain)
    }
    KernelLevel.best.select()
  }

  @Test(arguments: Seed.several(40))
  func `searching and counting do not depend on the form of the kernel`(seed: Seed) {
    var generator = seed.generator
    let octets = generator.octets(count: generator.number(0...300), from: "-\r\nx=\t\u{7F} ")
    var after: [Int] = []
    var start = 0
    while let found = OctetSearch.plainAfterBreak(0x2D, 0x2D, in: octets.span, from: start) {
      after.append(found)
      start = found
    }
    for level in KernelLevel.allCases {
      level.select()
      var found: [Int] = []
      start = 0
      while let place = OctetSearch.afterBreak(0x2D, 0x2D, in: octets.span, from: start) {
        found.append(place)
        start = place
      }
      #expect(found == after)
      #expect(OctetSearch.escapeCount(octets.span) == OctetSearch.plainEscapeCount(octets.span))
    }
    KernelLevel.best.select()
    var block: [UInt8] = [1]
    var plain: [UInt8] = [1]
    block.write(octets.span)
    plain.writePlainly(octets.span)
    #expect(block == plain)
  }
}
