// SPDX-License-Identifier: Apache-2.0
import MIME
import TestSupport
import Testing

@Suite struct TallyLimitTests {
  private static let count = CorpusTally.rowLimit + 5_000

  /// A message from a domain of its own; the further in the list, the longer its name.
  private static func message(_ number: Int) -> [UInt8] {
    Array("From: a@\(number * 7919 % count).example\r\n\r\n".utf8)
  }

  private func measure(_ numbers: some Sequence<Int>) -> CorpusTally {
    var meter = OverheadMeter()
    for number in numbers {
      var scanner = EntityScanner()
      meter.beginMessage()
      scanner.scan(Self.message(number).span, into: &meter)
      scanner.finish(into: &meter)
      meter.endMessage(file: "f", number: number, mailbox: "m")
    }
    return meter.finish()
  }

  @Test func `a full table is the same whatever the order and the sharing out of the messages`() {
    let all = (0..<Self.count) + [5, 5, 5]
    let whole = measure(all)
    #expect(whole.byDomain.count == CorpusTally.rowLimit + 1)
    let others = whole.byDomain[CorpusTally.otherKey]
    #expect(others?.messages == Self.count - CorpusTally.rowLimit)
    #expect(whole.total.messages == whole.byDomain.values.reduce(0) { $0 + $1.messages })
    // The shortest names stay, with all that belongs to them.
    #expect(whole.byDomain["\(5 * 7919 % Self.count).example"]?.messages == 4)
    #expect(whole.byDomain["0.example"]?.messages == 1)
    var merged = measure(all.reversed().filter { $0 % 3 == 0 })
    merged.merge(measure(all.filter { $0 % 3 != 0 }))
    #expect(merged == whole)
  }
}
