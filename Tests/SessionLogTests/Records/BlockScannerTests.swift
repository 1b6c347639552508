// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import SessionLog

@Suite struct BlockScannerTests {
  @Test(arguments: Seed.several(40))
  func `the fast scanner makes of any log what the plain one makes`(seed: Seed) {
    var generator = LogGenerator(seed)
    let log = generator.log(lines: 200)
    #expect(ScannedLog(log, with: .fast) == ScannedLog(log, with: .plain))
    let damaged = generator.damaged(log)
    #expect(ScannedLog(damaged, with: .fast) == ScannedLog(damaged, with: .plain))
  }

  @Test(arguments: Seed.several(40))
  func `blocks of any size that holds each record give the same events`(seed: Seed) {
    var generator = LogGenerator(seed)
    let log = generator.damaged(generator.log(lines: 300))
    let whole = ScannedLog(log)
    // A run of lines without a header may be long; it is still well below these sizes.
    for size in [8192, 9001, 16_384] {
      #expect(ScannedLog(log, blockSize: size) == whole)
    }
  }

  @Test(arguments: Seed.several(20), [1, 7, 64, 200])
  func `both scanners agree where records are longer than blocks`(seed: Seed, size: Int) {
    var generator = LogGenerator(seed)
    let log = generator.damaged(generator.log(lines: 60))
    let fast = ScannedLog(log, with: .fast, blockSize: size)
    #expect(fast == ScannedLog(log, with: .plain, blockSize: size))
    #expect(fast.counts.octets == UInt64(log.count))
    #expect(fast.counts.lines == ScannedLog(log).counts.lines)
  }
}
