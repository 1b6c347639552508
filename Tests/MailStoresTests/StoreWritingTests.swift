// SPDX-License-Identifier: Apache-2.0
import SystemCalls
import TestSupport
import Testing

@testable import MailStores

/// The parts that write stores.
@Suite struct StoreWritingTests {
  @Test(arguments: [
    ("1.M1P1.h,S=10,W=12:2,FS", "1.M1P1.h,S=7,W=9:2,FS"), ("1.M1P1.h,S=10", "1.M1P1.h,S=7"),
    ("1.h,W=12,S=10:2,", "1.h,W=9,S=7:2,"), ("1.h:2,S", "1.h:2,S"), ("S=1", "S=1"),
    ("1.h,S=x,U=10", "1.h,S=x,U=10"), ("1.h,S=10:2,a,S=10", "1.h,S=7:2,a,S=10"),
  ])
  func `the name of a message includes its new sizes`(name: String, expected: String) {
    let changed = MaildirName(Array(name.utf8)).telling(size: 7, wireSize: 9)
    #expect(String(decoding: changed, as: UTF8.self) == expected)
  }

  @Test func `temporary files show whether their maker is gone`() {
    let own = TemporaryName(owner: .current, number: 7)
    #expect(TemporaryName(own.octets) == own)
    #expect(!own.isStale)
    var owner = TemporaryName.Owner.current
    owner.start += 1
    #expect(TemporaryName(owner: owner, number: 1).isStale, "the number went to another process")
    owner.process = 1 << 30
    #expect(TemporaryName(owner: owner, number: 1).isStale, "no such process")
    owner.host &+= 1
    #expect(!TemporaryName(owner: owner, number: 1).isStale, "another machine's")
    for name in [
      ".logscan-", ".logscan-1-2-3-4", "logscan-00000001-2-3-4", ".logscan-0000000g-2-3-4",
    ] {
      #expect(TemporaryName(Array(name.utf8)) == nil)
    }
  }

  @Test(arguments: Seed.several(50))
  func `octets are compared as their twin compares them`(seed: Seed) {
    var generator = seed.generator
    let one = generator.octets(count: generator.number(0...3000))
    var other = one
    if !one.isEmpty, generator.once(in: 2) { other[generator.number(0...one.count - 1)] ^= 1 }
    if generator.once(in: 5) { other.append(0) }
    #expect(Kernel.equal(one.span, other.span) == (one == other))
    #expect(Kernel.plainEqual(one.span, other.span) == (one == other))
  }
}
